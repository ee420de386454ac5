import Foundation
import Tabular

/// A workbook's rows as one CSV file: the first visible sheet, and those that follow it with the same headings.
struct SheetSpool {
    private(set) var origins = RowOrigins()
    /// The names of the sheets that were left out.
    private(set) var skipped: [String] = []
    private let writer: CSVWriter
    private let isHeading: (String) -> Bool
    private var header: [String]?
    /// Where the columns stand in the sheet that is being written, if not as in the first.
    private var order: [Int?]?
    private var line = 1

    init(_ path: String, to target: String, isHeading: @escaping (String) -> Bool) throws {
        self.isHeading = isHeading
        let reader = try XLSXReader(path: path)
        writer = try CSVWriter(path: target, isNeutralised: false, isPrivate: true)
        skipped = reader.sheets.filter(\.isHidden).map(\.name)
        for (index, sheet) in reader.sheets.enumerated() where !sheet.isHidden {
            // Until the headings are found among them.
            var first: [Row] = [], isBegun = false
            try reader.forEachRow(ofSheet: index) { row in
                if isBegun {
                    try write(row, of: sheet.name)
                    return true
                }
                first.append(copy row)
                guard first.count == HeadingRow.most else { return true }
                isBegun = try begin(first, of: sheet.name)
                return isBegun
            }
            if !isBegun, first.count < HeadingRow.most { _ = try begin(first, of: sheet.name) }
        }
        try writer.close()
    }

    /// Writes a sheet's first rows, the titles above the headings left out; false where the sheet is no part of the list.
    private mutating func begin(_ rows: [Row], of sheet: String) throws -> Bool {
        func plain(_ row: Row) -> [String] { row.strings.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } }
        let filled = rows.map { plain($0).filter { !$0.isEmpty } }
        guard let found = HeadingRow.find(filled, isHeading: isHeading) else {
            if header != nil, filled.contains(where: { !$0.isEmpty }) { skipped.append(sheet) }
            return false
        }
        let titles = plain(rows[found])
        order = nil
        if let header {
            if titles != header {
                guard let found = Self.order(of: titles, as: header) else {
                    skipped.append(sheet)
                    return false
                }
                order = found
                let left = titles.indices.filter { !titles[$0].isEmpty && !found.contains($0) }
                skipped += left.map { "“\(titles[$0])” of \(sheet)" }
            }
        } else {
            header = titles
            try write(rows[found], of: sheet)
        }
        for row in rows[(found + 1)...] { try write(row, of: sheet) }
        return true
    }

    /// Where each column of the first sheet stands in another one, told by what the headings say; nil where one that counts is missing.
    private static func order(of titles: [String], as header: [String]) -> [Int?]? {
        let roles = titles.map { Headings.standard.role(of: $0) }
        var order: [Int?] = []
        for heading in header {
            let role = Headings.standard.role(of: heading)
            let found =
                titles.firstIndex { $0.lowercased() == heading.lowercased() }
                ?? role.flatMap { role in roles.firstIndex { $0 == role } }
            if found == nil, role != nil, role != "serial" { return nil }
            order.append(heading.isEmpty ? nil : found)
        }
        return order.contains { $0 != nil } ? order : nil
    }

    private mutating func write(_ row: borrowing Row, of sheet: String) throws {
        origins.note(row.line, ofSheet: sheet, onLine: line)
        if let order {
            for field in order { field.map { row.withField($0) { writer.field($0) } } ?? writer.field("") }
        } else {
            for field in 0..<max(row.count, 1) { row.withField(field) { writer.field($0) } }
        }
        try writer.endRecord()
        line += 1 + row.bytes.count { $0 == 0x0A }
    }
}
