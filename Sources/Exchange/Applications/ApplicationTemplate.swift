import Foundation
package import Registry
import Tabular

/// The sheets that go out: an empty one to be filled, and one with the rows that have to be mended.
package enum ApplicationTemplate {
    /// A column of the template.
    package struct Column: Sendable {
        package let title: String
        /// What may stand in it, where that is a list.
        package let choices: [String]

        package init(title: String, choices: [String] = []) { (self.title, self.choices) = (title, choices) }
    }

    /// An XLSX workbook: the headings on the first sheet, on the second what may stand in a column that has a list.
    package static func workbook(_ columns: [Column], sheet: String, lists: String) throws -> [UInt8] {
        try bytes(".xlsx") { path in
            let writer = try XLSXWriter(path: path, temporaryFolder: FileManager.default.temporaryDirectory.path())
            try writer.addSheet(name: sheet, columns: columns.map { .init(title: $0.title, width: 22) })
            let listed = columns.filter { !$0.choices.isEmpty }
            try writer.addSheet(name: lists, columns: listed.map { .init(title: $0.title, width: 28) })
            for place in 0..<(listed.map(\.choices.count).max() ?? 0) {
                try writer.write(
                    fields: listed.map { .text($0.choices.indices.contains(place) ? $0.choices[place] : "") })
            }
            try writer.close()
        }
    }

    /// The rows that were not taken as they came, each with its line and what is wrong: to be mended and sent again.
    ///
    /// - Parameter reason: what is wrong with a row, in the reader's words.
    package static func faults(
        of rows: [BatchRow], headings: [String], line: String, reasons: String, asWorkbook: Bool,
        reason: (BatchRow) -> String
    ) throws -> [UInt8] {
        let titles = [line, reasons] + headings
        func cells(_ row: BatchRow) -> [String] { [String(row.line), reason(row)] + row.content.cells }
        return try bytes(asWorkbook ? ".xlsx" : ".csv") { path in
            guard asWorkbook else {
                let writer = try CSVWriter(path: path, byteOrderMark: true)
                try writer.record(titles)
                for row in rows { try writer.record(cells(row)) }
                return try writer.close()
            }
            let writer = try XLSXWriter(path: path, temporaryFolder: FileManager.default.temporaryDirectory.path())
            try writer.addSheet(name: reasons, columns: titles.map { .init(title: $0, width: 20) })
            for row in rows { try writer.write(fields: cells(row).map { .text($0) }) }
            try writer.close()
        }
    }

    /// Lends a private temporary file and returns what was written into it.
    private static func bytes(_ ending: String, _ write: (String) throws -> Void) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "shramik-\(UUID().uuidString)\(ending)")
        defer { try? FileManager.default.removeItem(at: file) }
        try write(file.path())
        return [UInt8](try Data(contentsOf: file))
    }
}
