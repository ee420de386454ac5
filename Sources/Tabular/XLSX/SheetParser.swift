/// Reads the rows of one sheet out of its XML.
struct SheetParser: ~Copyable {
    private var scanner: XMLScanner
    private let strings: SharedStrings
    private let formats: [NumberFormat]
    private let numbers: CellNumber
    private let limits: XLSXLimits
    private var row = Row()
    private var textBytes = 0
    private var fields = 0
    private var value = ByteBuffer(capacity: 1 << 12)
    private var text = ByteBuffer(capacity: 1 << 12)
    /// Where the parser stands, for messages; 0 outside of rows and cells.
    private(set) var line = 0
    private(set) var column = 0

    init(
        _ source: any ByteSource, strings: SharedStrings, styles: CellStyles, numbers: CellNumber, limits: XLSXLimits
    ) throws {
        scanner = try XMLScanner(source, limits: limits)
        self.strings = strings
        formats = styles.formats
        self.numbers = numbers
        self.limits = limits
    }

    /// Calls `body` for each row until it returns false. Throws ``PartFault`` or what `body` throws.
    mutating func forEachRow(_ body: (borrowing Row) throws -> Bool) throws {
        while true {
            switch try scanner.next() {
            case .start where scanner.depth == 2 && scanner.isNamed("sheetData"):
                guard try readSheetData(body) else { return }
                line = 0
            case .start where scanner.depth == 2:
                try scanner.skipElement()
            case .done:
                return
            default:
                continue
            }
        }
    }

    private mutating func readSheetData(_ body: (borrowing Row) throws -> Bool) throws -> Bool {
        while true {
            switch try scanner.next() {
            case .start where scanner.isNamed("row"):
                try readRow()
                guard try body(row) else { return false }
            case .start:
                try scanner.skipElement()
            case .end, .done:
                return true
            case .text:
                continue
            }
        }
    }

    private mutating func readRow() throws {
        row.removeAll()
        column = 0
        line += 1
        var isNumbered = false
        for index in 0..<scanner.attributes.count {
            let attribute = scanner.attributes[index]
            guard attribute.nameEnd - attribute.name == 1, scanner.buffer[attribute.name] == UInt8(ascii: "r") else {
                continue
            }
            try moveDown(to: rowNumber(scanner.value(attribute)))
            isNumbered = true
        }
        guard line <= limits.rows else { throw PartFault("the sheet goes past the last row (\(limits.rows))") }
        row.line = line
        while true {
            switch try scanner.next() {
            case .start where scanner.isNamed("c"):
                try readCell(isNumbered: &isNumbered)
            case .start:
                try scanner.skipElement()
            case .end, .done:
                return
            case .text:
                continue
            }
        }
    }

    private mutating func readCell(isNumbered: inout Bool) throws {
        var type: UInt8 = 0
        var format = NumberFormat.number
        var isPlaced = false
        for index in 0..<scanner.attributes.count {
            let attribute = scanner.attributes[index]
            guard attribute.nameEnd - attribute.name == 1 else { continue }
            let written = scanner.value(attribute)
            switch scanner.buffer[attribute.name] {
            case UInt8(ascii: "r"):
                try place(written, isNumbered: &isNumbered)
                isPlaced = true
            case UInt8(ascii: "s"):
                if let style = digits(written), style < formats.count { format = formats[style] }
            case UInt8(ascii: "t"):
                type = CellType.of(written)
            default: continue
            }
        }
        if !isPlaced { column += 1 }
        guard column <= limits.columns else {
            throw PartFault("the row goes past the last column (\(CellReference.letters(limits.columns)))")
        }
        guard try readContents(type) else { return }
        try appendField(type, format)
    }

    /// Collects the value and the inline text of a cell; false where it has neither.
    private mutating func readContents(_ type: UInt8) throws -> Bool {
        value.removeAll()
        text.removeAll()
        while true {
            switch try scanner.next() {
            case .start where scanner.isNamed("v"):
                value.removeAll()
                let keepsSpace = scanner.keepsSpace || type == CellType.formulaText
                try scanner.appendElementText(to: &value)
                if !keepsSpace { CellString.trim(&value, from: 0) }
            case .start where scanner.isNamed("is"):
                text.removeAll()
                try RichText.append(from: &scanner, to: &text)
            case .start:
                try scanner.skipElement()
            case .end, .done:
                return value.count > 0 || text.count > 0
            case .text:
                continue
            }
        }
    }

    private mutating func appendField(_ type: UInt8, _ format: NumberFormat) throws {
        if type == CellType.shared {
            guard value.count > 0 else { return }
            guard let index = digits(value.elements()), let shared = strings[index] else {
                throw PartFault("the cell points to a shared text that does not exist")
            }
            if shared.count > 0 { try append(shared) }
            return
        }
        if text.count > 0 {
            try append(text.elements())
            return
        }
        switch type {
        case CellType.formulaText, CellType.inline, CellType.error:
            try RichText.finish(&value, from: 0, limits: limits)
        case CellType.boolean where value.count == 1 && (value[0] | 1) == UInt8(ascii: "1"):
            for byte in (value[0] == UInt8(ascii: "1") ? "TRUE" : "FALSE").utf8 { text.append(byte) }
        case CellType.boolean, CellType.date:
            try RichText.finish(&value, from: 0, limits: limits)
            for byte in CellType.normalized(value.elements(), type, format) { text.append(byte) }
        default:
            numbers.append(value.elements(), as: format, to: &text)
            try RichText.finish(&text, from: 0, limits: limits)
        }
        try append(text.count > 0 ? text.elements() : value.elements())
    }

    private mutating func append(_ field: UnsafeBufferPointer<UInt8>) throws {
        textBytes += field.count
        fields += column - row.count
        guard row.bytes.count + field.count <= limits.rowBytes, textBytes <= limits.sheetTextBytes,
            fields <= limits.sheetFields
        else { throw PartFault("the sheet holds an absurd amount of text or of columns", advice: "Split the sheet") }
        row.pad(to: column - 1)
        row.append(bytes: field)
    }

    private mutating func place(_ reference: UnsafeBufferPointer<UInt8>, isNumbered: inout Bool) throws {
        let place = try CellReference.parse(reference, limits: limits)
        guard place.column > column else {
            throw PartFault("cell \(String(decoding: reference, as: UTF8.self)) is out of order or there twice")
        }
        if !isNumbered {
            line -= 1
            try moveDown(to: place.row)
            row.line = line
            isNumbered = true
        }
        guard place.row == line else {
            throw PartFault("cell \(String(decoding: reference, as: UTF8.self)) stands in row \(line)")
        }
        column = place.column
    }

    /// Goes to a row below the last one; `line` is one past that already.
    private mutating func moveDown(to number: Int) throws {
        guard number >= line else { throw PartFault("row \(number) is out of order or there twice") }
        line = number
    }

    private func rowNumber(_ text: UnsafeBufferPointer<UInt8>) throws -> Int {
        guard let number = digits(text), number >= 1 else { throw PartFault("a row has no proper number") }
        guard number <= limits.rows else { throw PartFault("the sheet goes past the last row (\(limits.rows))") }
        return number
    }

    /// A whole number of at most nine digits, none of them missing.
    @inline(__always)
    private func digits(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count > 0, text.count <= 9 else { return nil }
        var number = 0
        for byte in text {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }
}
