import Foundation
import Linkage
package import Tabular

/// A list of people as a file: CSV as it is, XLSX rewritten as CSV beside the temporary files.
package final class ListFile {
    package let path: String
    package let csv: CSVFile
    package let header: [String]
    /// Sheets of a workbook that were not read: hidden, or with other headings than the first.
    package let skippedSheets: [String]
    private let rewritten: String?

    /// - Throws: `TableProblem` when the file can't be read, has no header or no rows.
    package init(path: String, temporaryFolder: String) throws {
        self.path = path
        if TableFile.isWorkbook(path) {
            let target = temporaryFolder + "/shramik-list-" + UUID().uuidString + ".csv"
            skippedSheets = try SheetSpool.write(path, to: target)
            rewritten = target
            csv = try CSVFile(path: target, delimiter: 0x2C, temporaryFolder: temporaryFolder)
        } else {
            rewritten = nil
            skippedSheets = []
            csv = try CSVFile(
                path: path, isHeading: { Headings.standard.role(of: $0) != nil }, temporaryFolder: temporaryFolder)
        }
        header = try csv.header()
        guard !header.isEmpty else {
            throw TableProblem(
                file: path, reason: "is empty",
                advice: "The first row must hold the headings, the others one worker each")
        }
    }

    deinit { if let rewritten { unlink(rewritten) } }

    package var name: String { (path as NSString).lastPathComponent }

    /// The first rows, as many as there are.
    func rows(_ count: Int) throws -> [[String]] {
        var rows: [[String]] = [], isHeader = true
        try csv.forEachRow { row in
            if !isHeader { rows.append(row.strings) }
            isHeader = false
            return rows.count < count
        }
        return rows
    }

    /// The column with this heading.
    /// - Throws: `TableProblem` that lists the headings there are.
    func column(_ heading: String) throws -> Int {
        if let exact = header.firstIndex(of: heading) { return exact }
        let wanted = heading.lowercased()
        if let alike = header.firstIndex(where: { $0.lowercased() == wanted }) { return alike }
        throw TableProblem(
            file: path, line: 1, reason: "there is no column “\(heading)”",
            advice: "The columns are: " + header.map { "“\($0)”" }.joined(separator: ", "))
    }
}

/// A workbook's rows as one CSV file: the first sheet, and those that follow it with the same headings.
enum SheetSpool {
    /// - Returns: the names of the sheets that were left out.
    static func write(_ path: String, to target: String) throws -> [String] {
        let reader = try XLSXReader(path: path)
        let writer = try CSVWriter(path: target, isNeutralised: false)
        var header: [String]?
        var skipped = reader.sheets.filter(\.isHidden).map(\.name)
        for index in reader.sheets.indices where !reader.sheets[index].isHidden {
            var isFirst = true
            try reader.forEachRow(ofSheet: index) { row in
                if isFirst {
                    // A title above the headings fills one cell.
                    if (0..<row.count).count(where: { !row[$0].isEmpty }) <= 1 { return true }
                    isFirst = false
                    let titles = row.strings.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                    if let header {
                        if titles == header { return true }
                        if !titles.allSatisfy(\.isEmpty) { skipped.append(reader.sheets[index].name) }
                        return false
                    }
                    header = titles
                }
                for field in 0..<max(row.count, 1) { row.withField(field) { writer.field($0) } }
                try writer.endRecord()
                return true
            }
        }
        try writer.close()
        return skipped
    }
}
