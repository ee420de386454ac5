import Foundation
import Tabular

/// A workbook's rows as one CSV file: the first visible sheet, and those that follow it with the same headings.
struct SheetSpool {
    private(set) var origins = RowOrigins()
    /// The names of the sheets that were left out, and columns that only later sheets have.
    private(set) var skipped: [String] = []
    private(set) var skippedColumns: [String] = []
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
            var first: [Row] = [], isOfList: Bool?, isBlank = true
            try reader.forEachRow(ofSheet: index) { row in
                if isOfList == true {
                    try write(row, of: sheet.name)
                    return true
                }
                if (0..<row.count).allSatisfy({ row[$0].allSatisfy(\.isWhitespace) }) { return true }
                isBlank = false
                first.append(copy row)
                guard first.count == HeadingRow.most else { return true }
                isOfList = try begin(first, of: sheet.name)
                first = []
                return isOfList != false
            }
            if isOfList == nil, !first.isEmpty { isOfList = try begin(first, of: sheet.name) }
            if isOfList == nil, !isBlank { skipped.append(sheet.name) }
        }
        try writer.close()
    }

    /// Writes a sheet's first rows, the titles above the headings left out; false where the sheet is no part of the list, nil
    /// where none of the rows holds headings.
    private mutating func begin(_ rows: [Row], of sheet: String) throws -> Bool? {
        let cells = rows.map { $0.strings.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } }
        guard let found = HeadingRow.find(cells, isHeading: isHeading) else { return nil }
        order = nil
        if let header {
            if cells[found] != header {
                guard let order = Self.order(of: cells[found], as: header) else {
                    skipped.append(sheet)
                    return false
                }
                self.order = order
                let left = cells[found].indices.filter { !cells[found][$0].isEmpty && !order.contains($0) }
                skippedColumns += left.map { "\(sheet): \(cells[found][$0])" }
            }
        } else {
            header = cells[found]
            try write(rows[found], of: sheet)
        }
        for row in rows[(found + 1)...] { try write(row, of: sheet) }
        return true
    }

    /// Where each column of the first sheet stands in another one, told by what the headings say; nil where one that counts is missing.
    private static func order(of titles: [String], as header: [String]) -> [Int?]? {
        var left = Set(titles.indices.filter { !titles[$0].isEmpty })
        func take(where isSame: (String) -> Bool) -> Int? {
            titles.indices.first { left.contains($0) && isSame(titles[$0]) }.flatMap { left.remove($0) }
        }
        // Those that are written alike first: another of the same meaning must not take their place.
        var order = header.map { heading in
            heading.isEmpty ? nil : take { $0.lowercased() == heading.lowercased() }
        }
        for (column, heading) in header.enumerated() where order[column] == nil {
            guard let role = Headings.standard.role(of: heading) else { continue }
            order[column] = take { Headings.standard.role(of: $0) == role }
            if order[column] == nil, role != "serial" { return nil }
        }
        return order.contains { $0 != nil } ? order : nil
    }

    private mutating func write(_ row: borrowing Row, of sheet: String) throws {
        origins.note(row.line, ofSheet: sheet, onLine: line)
        var breaks = 0
        func write(_ bytes: UnsafeBufferPointer<UInt8>) {
            writer.field(bytes)
            breaks += bytes.count { $0 == 0x0A }
        }
        if let order, order.contains(where: { $0.map { !row[$0].isEmpty } == true }) {
            for field in order { field.map { row.withField($0, write) } ?? writer.field("") }
        } else if order != nil {
            writer.field("")
        } else {
            for field in 0..<max(row.count, 1) { row.withField(field, write) }
        }
        try writer.endRecord()
        line += 1 + breaks
    }
}
