/// Where the rows of a list stand for who made it: on a line of a CSV file, or in a row of a workbook's sheet.
package struct RowOrigins: Sendable {
    struct Origin: Sendable, Equatable {
        /// Nil in a CSV file.
        var sheet: String?
        var line: Int
    }

    /// Rows that follow each other both in a sheet and in the file it was rewritten as.
    private struct Stretch {
        var line: Int
        var sheet: Int
        var row: Int
    }

    /// The sheets that were read; none of a CSV file.
    private var sheets: [String] = []
    private var stretches: [Stretch] = []

    init() {}

    /// Notes a row of a sheet that begins on a line of the file, below all that were noted before.
    mutating func note(_ row: Int, ofSheet sheet: String, onLine line: Int) {
        if sheets.last != sheet { sheets.append(sheet) }
        if let last = stretches.last, last.sheet == sheets.count - 1, row - last.row == line - last.line { return }
        stretches.append(Stretch(line: line, sheet: sheets.count - 1, row: row))
    }

    /// Where the row stands that begins on a line of the file.
    subscript(line: Int) -> Origin {
        var (low, high) = (0, stretches.count)
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].line <= line { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Origin(line: line) }
        let found = stretches[low - 1]
        return Origin(sheet: sheets[found.sheet], line: found.row + line - found.line)
    }

    /// What a row is known by whose list has no ids: its line, or its row behind the name of its sheet where there are several.
    func id(ofLine line: Int) -> String {
        let origin = self[line]
        return sheets.count > 1 ? "\(origin.sheet ?? ""):\(origin.line)" : String(origin.line)
    }

    /// `line 14`, `sheet "GP 2", row 14`.
    func words(ofLine line: Int) -> String {
        let origin = self[line]
        return origin.sheet.map { "sheet \"\($0)\", row \(origin.line)" } ?? "line \(line)"
    }
}
