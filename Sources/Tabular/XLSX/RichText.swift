/// The text of a shared string (`si`) or an inline string (`is`): one `t`, or runs (`r`) of formatted text.
enum RichText {
    /// Joins the runs, leaves out the phonetic ones, and moves past the end of the element whose start tag was the
    /// last token.
    static func append(from scanner: inout XMLScanner, to text: inout ByteBuffer) throws {
        let outside = scanner.depth - 1
        let start = text.count
        while true {
            switch try scanner.next() {
            case .start where scanner.isNamed("t"):
                let runStart = text.count
                let keepsSpace = scanner.keepsSpace
                try scanner.appendElementText(to: &text)
                if !keepsSpace { CellString.trim(&text, from: runStart) }
            case .start where scanner.isNamed("r") && scanner.depth == outside + 2:
                continue
            case .start:
                try scanner.skipElement()
            case .end where scanner.depth == outside, .done:
                try finish(&text, from: start, limits: scanner.limits)
                return
            case .end, .text:
                continue
            }
        }
    }

    /// Decodes and checks the text of a cell once it is whole.
    static func finish(_ text: inout ByteBuffer, from start: Int, limits: XLSXLimits) throws {
        CellString.decodeEscapes(&text, from: start)
        guard CellString.isValidUTF8(text.elements(from: start)) else { throw PartFault("the text is not UTF-8") }
        guard text.count - start <= limits.cellBytes else {
            throw PartFault("the text is longer than a cell can be", advice: "Shorten it")
        }
    }
}
