/// The place of a cell as workbooks write it: `C12`.
enum CellReference {
    /// The 1-based column and row. Throws ``PartFault`` where it is not a place on a sheet.
    @inline(__always)
    static func parse(
        _ text: UnsafeBufferPointer<UInt8>, limits: borrowing XLSXLimits
    ) throws -> (column: Int, row: Int) {
        var column = 0
        var row = 0
        var at = 0
        while at < text.count, at < 4 {
            let letter = text[at] & 0xDF
            guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z"), text[at] >= 0x41 else { break }
            column = column * 26 + Int(letter - 0x40)
            at += 1
        }
        let letters = at
        while at < text.count, at - letters < 8, text[at] >= UInt8(ascii: "0"), text[at] <= UInt8(ascii: "9") {
            row = row * 10 + Int(text[at] - UInt8(ascii: "0"))
            at += 1
        }
        guard letters > 0, row > 0, at == text.count, column <= limits.columns, row <= limits.rows else {
            throw fault(text, column: column, row: row, limits: limits)
        }
        return (column, row)
    }

    /// The letters of a 1-based column: `A`, `XFD`.
    static func letters(_ column: Int) -> String {
        var letters = ""
        var rest = column
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    private static func fault(
        _ text: UnsafeBufferPointer<UInt8>, column: Int, row: Int, limits: XLSXLimits
    ) -> PartFault {
        if column > limits.columns {
            return PartFault("the cell reference goes past the last column (\(letters(limits.columns)))")
        }
        if row > limits.rows { return PartFault("the cell reference goes past the last row (\(limits.rows))") }
        return PartFault("\"\(String(decoding: text.prefix(20), as: UTF8.self))\" is not a cell reference")
    }
}
