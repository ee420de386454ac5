/// Small files that claim much.
enum HostilePicture {
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", big(width) + big(height) + [8, 2, 0, 0, 0]) + chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 0])
            + chunk("IEND", [])
    }

    /// The fixture with another size in its frame header.
    static func jpeg(width: UInt16, height: UInt16) -> [UInt8] {
        var bytes = PictureFixture.jpeg
        guard let frame = bytes.indices.first(where: { $0 > 2 && bytes[$0 - 1] == 0xFF && bytes[$0] == 0xC0 }) else {
            return []
        }
        bytes.replaceSubrange(
            (frame + 4)..<(frame + 8),
            with: [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)])
        return bytes
    }

    /// So many scans, each of which goes over all pixels.
    static func scans(_ count: Int) -> [UInt8] {
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x55]
        return Array(PictureFixture.jpeg.dropLast(2)) + Array(repeatElement(scan, count: count).joined()) + [
            0xFF, 0xD9,
        ]
    }

    /// The extended header alone carries the size.
    static func webp(width: Int, height: Int) -> [UInt8] {
        func three(_ number: Int) -> [UInt8] { (0..<3).map { UInt8(truncatingIfNeeded: (number - 1) >> (8 * $0)) } }
        var bytes = PictureFixture.webp
        bytes.replaceSubrange(24..<30, with: three(width) + three(height))
        // The picture inside says the same, or the reader calls the file damaged.
        guard
            let inner = (30..<(bytes.count - 8)).first(where: {
                bytes[$0..<($0 + 3)].elementsEqual([0x9D, 0x01, 0x2A])
            })
        else { return [] }
        bytes[inner + 3] = UInt8(width & 255)
        bytes[inner + 4] = UInt8(width >> 8)
        bytes[inner + 5] = UInt8(height & 255)
        bytes[inner + 6] = UInt8(height >> 8)
        return bytes
    }

    private static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(kind.utf8) + data
        return big(UInt32(data.count)) + content + big(checksum(content))
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
    }

    /// CRC-32 as PNG has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
