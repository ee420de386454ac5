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
    /// Columns that only later sheets have, behind the names of these.
    package let skippedColumns: [String]
    /// Where its rows stand by the lines of `csv`.
    package let origins: RowOrigins

    /// - Parameter hasTitles: false for tables of programs, whose first row holds the headings, whatever the others say.
    /// - Throws: `TableProblem` when the file can't be read, has no header or no rows.
    package init(path: String, temporaryFolder: String, hasTitles: Bool = true) throws {
        self.path = path
        let isHeading: (String) -> Bool = { hasTitles && Headings.isKnown($0) }
        if TableFile.isWorkbook(path) {
            let target = temporaryFolder + "/shramik-list-" + UUID().uuidString + ".csv"
            // What is mapped stays readable, and nobody's data lies about while the list is in use.
            defer { unlink(target) }
            let spool = try SheetSpool(path, to: target, isHeading: isHeading)
            (skippedSheets, skippedColumns, origins) = (spool.skipped, spool.skippedColumns, spool.origins)
            csv = try CSVFile(path: target, delimiter: 0x2C, temporaryFolder: temporaryFolder)
        } else {
            (skippedSheets, skippedColumns, origins) = ([], [], RowOrigins())
            csv = try CSVFile(
                path: path, isHeading: hasTitles ? isHeading : nil, temporaryFolder: temporaryFolder)
        }
        header = try csv.header()
        guard !header.isEmpty else {
            throw TableProblem(
                file: path, reason: "is empty",
                advice: "The first row must hold the headings, the others one worker each")
        }
    }

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
