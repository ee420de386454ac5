/// What a picture's file says of itself before a pixel is unpacked.
struct PictureHeader {
    enum Format: String { case jpeg, png, webp }

    let format: Format
    /// Exif's number for how the camera was held: 1 upright, 6 and 8 on its side, 2, 4, 5 and 7 mirrored.
    private(set) var orientation = 1

    init(_ bytes: [UInt8]) throws(Picture.Fault) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            format = .jpeg
            try walkJPEG(bytes)
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            format = .png
            try walkPNG(bytes)
        } else if bytes.count > 16, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) {
            format = .webp
            walkWebP(bytes)
        } else {
            throw .otherFormat
        }
    }

    private mutating func walkJPEG(_ bytes: [UInt8]) throws(Picture.Fault) {
        var place = 2, scans = 0
        while place + 4 <= bytes.count {
            // Data of a scan runs until a marker; zero and restart markers belong to the data.
            guard bytes[place] == 0xFF, ![0x00, 0xFF].contains(bytes[place + 1]),
                !(0xD0...0xD8).contains(bytes[place + 1])
            else {
                place += 1
                continue
            }
            let marker = bytes[place + 1]
            if marker == 0xD9 { return }
            if marker == 0xDA {
                scans += 1
                guard scans <= Picture.mostScans else { throw .tooManyPixels }
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            if marker == 0xE1, bytes[(place + 4)...].starts(with: "Exif\0\0".utf8) {
                readExif(bytes[min(place + 10, bytes.count)..<min(place + 2 + length, bytes.count)])
            }
            place += 2 + max(2, length)
        }
    }

    private mutating func walkPNG(_ bytes: [UInt8]) throws(Picture.Fault) {
        var place = 8
        while place + 12 <= bytes.count {
            let length = number(bytes[place..<(place + 4)], bigEndian: true)
            let end = place + 12 + length
            guard end <= bytes.count else { throw .damaged }
            let kind = bytes[(place + 4)..<(place + 8)]
            if kind.elementsEqual("eXIf".utf8) { readExif(bytes[(place + 8)..<(end - 4)]) }
            if kind.elementsEqual("IEND".utf8) { return }
            place = end
        }
        throw .damaged
    }

    private mutating func walkWebP(_ bytes: [UInt8]) {
        var place = 12
        while place + 8 <= bytes.count {
            let length = number(bytes[(place + 4)..<(place + 8)], bigEndian: false)
            if bytes[place..<(place + 4)].elementsEqual("EXIF".utf8) {
                readExif(bytes[(place + 8)..<min(bytes.count, place + 8 + length)])
            }
            place += 8 + length + length % 2
        }
    }

    /// The orientation in the first directory of Exif's TIFF; what can't be read is upright.
    private mutating func readExif(_ tiff: ArraySlice<UInt8>) {
        // Some programs repeat the name that JPEG puts before it.
        let tiff = tiff.starts(with: "Exif\0\0".utf8) ? tiff.dropFirst(6) : tiff
        guard tiff.count >= 8, tiff.starts(with: "II".utf8) || tiff.starts(with: "MM".utf8) else { return }
        let bigEndian = tiff.starts(with: "MM".utf8)
        func read(_ offset: Int, _ count: Int) -> Int? {
            offset >= 0 && offset + count <= tiff.count
                ? number(tiff[(tiff.startIndex + offset)..<(tiff.startIndex + offset + count)], bigEndian: bigEndian)
                : nil
        }
        guard let directory = read(4, 4), let entries = read(directory, 2) else { return }
        for entry in 0..<entries {
            let place = directory + 2 + entry * 12
            guard let tag = read(place, 2) else { return }
            guard tag == 0x0112 else { continue }
            if let value = read(place + 8, 2), (1...8).contains(value) { orientation = value }
            return
        }
    }

    private func number(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> Int {
        (bigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
}
