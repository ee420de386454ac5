/// As much of a JPEG as it takes to place it on a page.
enum JPEG {
    /// Width and height in pixels from the frame header; nil for anything that isn't a JPEG of at most 8,192 pixels a side.
    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if marker == 0xFF { place += 1; continue }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            // Start of a frame, but not the tables that share its range of markers.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                let height = Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
                let width = Int(bytes[place + 7]) << 8 | Int(bytes[place + 8])
                return (1...8192).contains(width) && (1...8192).contains(height) ? (width, height) : nil
            }
            place += 2 + max(length, 2)
        }
        return nil
    }
}
