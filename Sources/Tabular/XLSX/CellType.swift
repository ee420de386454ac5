/// What the `t` attribute of a cell says it holds: constants of one byte, compared twenty million times a sheet.
enum CellType {
    static let number: UInt8 = 0
    static let shared = UInt8(ascii: "s")
    static let formulaText = UInt8(ascii: "f")
    static let inline = UInt8(ascii: "i")
    static let boolean = UInt8(ascii: "b")
    static let error = UInt8(ascii: "e")
    static let date = UInt8(ascii: "d")

    /// The type for the value of the attribute; a number where it is unknown.
    @inline(__always)
    static func of(_ written: UnsafeBufferPointer<UInt8>) -> UInt8 {
        if written.count == 1 { return written[0] == UInt8(ascii: "n") ? number : written[0] }
        if written.elementsEqual("str".utf8) { return formulaText }
        return written.elementsEqual("inlineStr".utf8) ? inline : number
    }

    /// The text of a boolean spelled out, or of a date written as ISO 8601: with a space for the T, without fractions
    /// and zone, and without a time of midnight unless the format shows times.
    static func normalized(_ value: UnsafeBufferPointer<UInt8>, _ type: UInt8, _ format: NumberFormat) -> [UInt8] {
        guard type == date else {
            return String(decoding: value, as: UTF8.self).uppercased().utf8.map { $0 }
        }
        var text = value.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "Z") }.map { $0 }
        if let mark = text.firstIndex(of: UInt8(ascii: "T")) {
            text[mark] = UInt8(ascii: " ")
            let isMidnight = text[mark...].elementsEqual(" 00:00:00".utf8)
            if mark == 0 { text.removeFirst() } else if isMidnight, format != .dateTime { text.removeSubrange(mark...) }
        }
        return text
    }
}
