import Foundation
import Registry
import Tabular

/// The table of an export as it is written, in CSV or XLSX, in its owner's language.
struct ExportTable {
    private enum Writer {
        case csv(CSVWriter)
        case xlsx(XLSXWriter)
    }

    private let writer: Writer
    private let language: String
    private let text: @Sendable (String, String) -> String
    private let places: PlaceDirectory
    private let rules: Rules

    init(
        _ export: Export, at path: String, in folder: String, text: @escaping @Sendable (String, String) -> String,
        _ registry: Registry
    ) throws {
        (language, self.text) = (export.language, text)
        (places, rules) = (registry.places, registry.rules)
        let heads = export.source.columns.map { text("exports.column.\($0)", export.language) }
        switch export.format {
        case .csv:
            // Spreadsheet programs take a file without the mark for another script.
            let file = try CSVWriter(path: path, byteOrderMark: true)
            try file.record(heads)
            writer = .csv(file)
        case .xlsx:
            let book = try XLSXWriter(path: path, temporaryFolder: folder)
            try book.addSheet(
                name: text("exports.noun.\(export.source.noun.rawValue)", export.language),
                columns: heads.map { .init(title: $0, width: 18) })
            writer = .xlsx(book)
        }
    }

    func write(_ row: [ExportCell]) throws {
        switch writer {
        case .csv(let file): try file.record(row.map(written))
        case .xlsx(let book):
            try book.write(
                fields: row.map { cell in
                    switch cell {
                    case .empty: .empty
                    case .number(let number): .number(Double(number))
                    default: .text(written(cell))
                    }
                })
        }
    }

    func close() throws {
        switch writer {
        case .csv(let file): try file.close()
        case .xlsx(let book): try book.close()
        }
    }

    private func written(_ cell: ExportCell) -> String {
        switch cell {
        case .empty: return ""
        case .text(let text): return text
        case .number(let number): return String(number)
        case .word(let key):
            let word = text(key, language)
            return word == key ? key.split(separator: ".").last.map(String.init) ?? key : word
        case .day(let time): return String(ExportTable.moment(time).prefix(10))
        case .time(let time): return ExportTable.moment(time)
        case .place(let place): return places[place]?.name(in: language) ?? ""
        case .category(let code): return Category.named(code)?.name(in: language) ?? code
        case .scheme(let code): return rules.eligibility.name(of: code, in: language)
        case .row(let cells, let sign): return cells.map(written).filter { !$0.isEmpty }.joined(separator: sign)
        }
    }

    /// `21-11-2026 16:05` in India, five and a half hours ahead all year.
    private static func moment(_ time: Int64) -> String {
        let (year, month, day) = Day(Date(milliseconds: time)).parts
        let minutes = Int((time + 19_800_000) / 60_000 % 1440)
        func two(_ part: Int) -> String { part < 10 ? "0\(part)" : String(part) }
        return "\(two(day))-\(two(month))-\(year) \(two(minutes / 60)):\(two(minutes % 60))"
    }
}
