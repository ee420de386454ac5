import Foundation
import Tabular

/// A workbook's rows as one CSV file: the first visible sheet, and those that follow it with the same headings.
struct SheetSpool {
    private(set) var origins = RowOrigins()
    /// The names of the sheets that were left out.
    private(set) var skipped: [String] = []

    init(_ path: String, to target: String) throws {
        let reader = try XLSXReader(path: path)
        let writer = try CSVWriter(path: target, isNeutralised: false)
        var header: [String]?, line = 1
        skipped = reader.sheets.filter(\.isHidden).map(\.name)
        for (index, sheet) in reader.sheets.enumerated() where !sheet.isHidden {
            var isFirst = true
            try reader.forEachRow(ofSheet: index) { row in
                if isFirst {
                    if Headings.isTitle(row) { return true }
                    isFirst = false
                    let titles = row.strings.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                    if let header {
                        if titles == header { return true }
                        if !titles.allSatisfy(\.isEmpty) { skipped.append(sheet.name) }
                        return false
                    }
                    header = titles
                }
                origins.note(row.line, ofSheet: sheet.name, onLine: line)
                for field in 0..<max(row.count, 1) { row.withField(field) { writer.field($0) } }
                try writer.endRecord()
                line += 1 + row.bytes.count { $0 == 0x0A }
                return true
            }
        }
        try writer.close()
    }
}
