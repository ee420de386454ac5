/// Makes any bytes a text that a workbook can hold.
struct XLSXText {
    /// The longest text of a cell, in UTF-16 units.
    static let longest = 32_767

    /// The text as the library wants it: UTF-8 with a NUL behind it.
    private(set) var bytes: [CChar] = []

    /// Takes a field: drops the control characters XML forbids, makes every line end a line feed, mends what is not
    /// UTF-8, and cuts what is too long, with "…" as its last character. False where nothing is left.
    mutating func take(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        if Self.canStay(field) {
            field.withMemoryRebound(to: CChar.self) { bytes.append(contentsOf: $0) }
        } else {
            let text = Self.mended(String(decoding: field, as: UTF8.self))
            bytes.append(contentsOf: text.utf8.map { CChar(bitPattern: $0) })
        }
        bytes.append(0)
        return bytes.count > 1
    }

    /// Whether nothing needs a closer look, as with nearly all fields.
    private static func canStay(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        guard field.count <= longest else { return false }
        var isASCII = true
        var previous: UInt8 = 0
        for byte in field {
            if byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F { return false }
            if byte == UInt8(ascii: "x"), previous == UInt8(ascii: "_") { return false }
            // U+FFFE and U+FFFF begin so.
            if byte == 0xBF, previous == 0xEF { return false }
            if byte >= 0x80 { isASCII = false }
            previous = byte
        }
        return isASCII || CellString.isValidUTF8(field)
    }

    private static func mended(_ text: String) -> String {
        var kept: [Unicode.Scalar] = []
        var units = 0
        var previous: Unicode.Scalar = " "
        for scalar in escaped(text).unicodeScalars where units <= longest {
            let isSecondOfLineEnd = scalar == "\n" && previous == "\r"
            previous = scalar
            guard isAllowed(scalar), !isSecondOfLineEnd else { continue }
            units += scalar.utf16.count
            kept.append(scalar == "\r" ? "\n" : scalar)
        }
        if units > longest {
            while units >= longest, let last = kept.popLast() { units -= last.utf16.count }
            kept.append("…")
        }
        return String(String.UnicodeScalarView(kept))
    }

    /// Text that looks like an escape, `_x000D_`, would come back as the character: its first `_` is escaped itself.
    private static func escaped(_ text: String) -> String {
        let units = Array(text.utf8)
        var output: [UInt8] = []
        for (at, byte) in units.enumerated() {
            output.append(byte)
            guard byte == UInt8(ascii: "_"), at + 6 < units.count, units[at + 1] == UInt8(ascii: "x"),
                units[at + 6] == UInt8(ascii: "_"),
                units[at + 2..<at + 6].allSatisfy({ $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit })
            else { continue }
            output.append(contentsOf: "x005F_".utf8)
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
