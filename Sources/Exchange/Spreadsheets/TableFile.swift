import Foundation
import Linkage
package import Tabular

/// Any CSV or XLSX file, told apart by its first bytes.
package struct TableFile: Sendable {
    private let path: String
    private let isWorkbook: Bool

    package init(_ path: String) {
        self.path = path
        isWorkbook = Self.isWorkbook(path)
    }

    /// True for zip archives, which XLSX files are, and for old Excel's own format, which the XLSX reader refuses in words.
    static func isWorkbook(_ path: String) -> Bool {
        let head = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 4) } ?? Data()
        return head.starts(with: [0x50, 0x4B]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    /// Calls `body` with each row until it returns false.
    /// - Throws: `TableProblem` when the file or the sheet can't be read.
    package func forEachRow(sheet: String?, _ body: (Row) throws -> Bool) throws {
        guard isWorkbook else {
            if let sheet { throw TableProblem(file: path, sheet: sheet, reason: "a CSV file has no sheets") }
            return try CSVFile(path: path).forEachRow(body)
        }
        let reader = try XLSXReader(path: path)
        guard !reader.sheets.isEmpty else { throw TableProblem(file: path, reason: "has no sheet with rows") }
        var index = reader.sheets.firstIndex { !$0.isHidden } ?? 0
        if let sheet {
            guard let found = reader.sheets.firstIndex(where: { $0.name == sheet }) else {
                throw TableProblem(
                    file: path, reason: "there is no sheet “\(sheet)”",
                    advice: "The sheets are: " + reader.sheets.map { "“\($0.name)”" }.joined(separator: ", "))
            }
            index = found
        }
        try reader.forEachRow(ofSheet: index) { row in try body(row) }
    }

    /// Prints the first rows as CSV.
    package func head(sheet: String?, rows: Int) throws {
        let writer = try CSVWriter(standardOutput: false)
        var left = rows
        try forEachRow(sheet: sheet) { row in
            for field in 0..<max(1, row.count) { row.withField(field) { writer.field($0) } }
            try writer.endRecord()
            left -= 1
            return left > 0
        }
        try writer.close()
    }

    /// Writes all rows to a file whose ending says what it is; it appears under its name only when it is complete.
    package func convert(sheet: String?, to output: String) throws {
        guard !Self.isSame(path, output) else {
            throw TableProblem(file: output, reason: "is the file that is read", advice: "Give the result another name")
        }
        let folder = (output as NSString).deletingLastPathComponent
        let staging = try Staging(target: folder.isEmpty ? "." : folder)
        do {
            let unfinished = staging.path((output as NSString).lastPathComponent)
            if output.lowercased().hasSuffix(".xlsx") {
                try convertToWorkbook(sheet, unfinished)
            } else {
                let writer = try CSVWriter(path: unfinished)
                var width = 1
                try forEachRow(sheet: sheet) { row in
                    // Rows are as wide as the headings: sheets do not store empty cells at a row's end.
                    width = max(width, row.count)
                    for field in 0..<width { row.withField(field) { writer.field($0) } }
                    try writer.endRecord()
                    return true
                }
                try writer.close()
            }
            try staging.finish()
        } catch {
            staging.remove()
            throw error
        }
    }

    private static func isSame(_ a: String, _ b: String) -> Bool {
        var first = stat(), second = stat()
        return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_ino == second.st_ino
            && first.st_dev == second.st_dev
    }

    private func convertToWorkbook(_ sheet: String?, _ target: String) throws {
        let folder = (target as NSString).deletingLastPathComponent
        let writer = try XLSXWriter(path: target, temporaryFolder: folder.isEmpty ? "." : folder)
        var isHeader = true
        try forEachRow(sheet: sheet) { row in
            if isHeader {
                isHeader = false
                try writer.addSheet(
                    name: sheet ?? "Sheet1", columns: row.strings.map { XLSXWriter.Column(title: $0, width: 16) })
            } else {
                try writer.write(row)
            }
            return true
        }
        if isHeader { try writer.addSheet(name: "Sheet1", columns: []) }
        try writer.close()
    }

    package func count(threads: Int) throws -> (rows: Int, fields: Int, bytes: Int) {
        guard !isWorkbook else {
            var counts = (rows: 0, fields: 0, bytes: 0)
            try forEachRow(sheet: nil) { row in
                counts.rows += 1
                counts.fields += row.count
                counts.bytes += row.ends.last ?? 0
                return true
            }
            return counts
        }
        let file = try CSVFile(path: path)
        let pieces = try CSVPieces(file, skipsHeader: false)
        let parts = Parallel.map(threads, threads: threads) { _, _ -> Result<(Int, Int, Int), any Error> in
            let fields = CSVFields(file)
            var counts = (0, 0, 0)
            return Result {
                while let piece = try pieces.next() {
                    try fields.parse(piece)
                    counts.0 += fields.count
                    counts.1 += fields.fieldCount
                    for record in 0..<fields.count {
                        for field in 0..<fields.fieldCount(of: record) { counts.2 += fields.field(record, field).count }
                    }
                }
                return counts
            }
        }
        return try parts.reduce((rows: 0, fields: 0, bytes: 0)) { sum, part in
            let counts = try part.get()
            return (sum.rows + counts.0, sum.fields + counts.1, sum.bytes + counts.2)
        }
    }
}
