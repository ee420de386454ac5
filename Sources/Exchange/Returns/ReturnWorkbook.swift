import Foundation
import Tabular

extension ReturnSheet {
    /// An Excel workbook of one sheet: titles, headings, rows, the sums, notes.
    package func xlsx() throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "return-" + UUID().uuidString)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "return.xlsx")
        let writer = try XLSXWriter(path: file.path(), temporaryFolder: folder.path())
        let widths: [Double] = [6, 20, 26] + Array(repeating: 15, count: headings.count - 3)
        try writer.addSheet(
            name: headings.contains("Target##") ? "Annexure II" : "Annexure I", titles: titles,
            columns: zip(headings, widths).map { .init(title: $0, width: $1) })
        for row in rows { try writer.write(fields: cells(row)) }
        try writer.write(fields: cells(total), fill: .grey)
        try writer.write(fields: [])
        for note in notes { try writer.write(fields: [.text(note)]) }
        try writer.close()
        return [UInt8](try Data(contentsOf: file))
    }

    private func cells(_ row: Row) -> [XLSXCell] {
        row.texts.enumerated().map { place, text in
            if place == 0, let number = Double(text) { return .number(number) }
            return text.isEmpty ? .empty : .text(text)
        } + row.figures.map { .number(Double($0)) }
    }
}
