import CQRCode

/// A QR code: a square of dark and light modules, with error correction M (a seventh of it may be unreadable).
package struct QRCode: Sendable {
    /// Modules along a side, without the quiet zone of four that has to stay around it.
    package let width: Int
    private let dark: [Bool]

    /// Nil for an empty text and one that is too long (about 3,300 signs of Base45).
    package init?(_ text: String) {
        guard !text.isEmpty, let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        dark = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
    }

    package subscript(column: Int, row: Int) -> Bool { dark[row * width + column] }
}
