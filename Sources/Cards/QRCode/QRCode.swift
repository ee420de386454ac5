import CQRCode

/// A QR code (ISO/IEC 18004) as dark and light squares, with a tenth and a half of it readable when damaged (level M).
package struct QRCode: Sendable {
    /// Squares along one side, without the quiet zone.
    package let width: Int
    private let dark: [Bool]

    /// The text should be ASCII: readers don't agree on anything else. Nil when it is too long (about 2,300 characters).
    package init?(_ text: String) {
        guard !text.isEmpty, let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        dark = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
    }

    package subscript(column: Int, row: Int) -> Bool { dark[row * width + column] }

    /// An SVG element without any style, with the four squares of quiet around it; `label` is what a screen reader says.
    package func svg(label: String) -> String {
        let side = width + 8
        let path = (0..<width).flatMap { row in
            (0..<width).filter { self[$0, row] }.map { "M\($0 + 4) \(row + 4)h1v1h-1z" }
        }.joined()
        let escaped = label.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
        return """
            <svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" width="\(side * 5)" \
            height="\(side * 5)" role="img" aria-label="\(escaped)" shape-rendering="crispEdges">\
            <rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }
}
