import Exchange
import Hummingbird
import Registry

/// Sends the workbook of a district, or that of what could not be used, to an officer of its area, by a link that is good for a quarter of an hour.
enum WorkbookFile {
    static func send(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let until = visit.query("until").flatMap { Int64($0) } ?? 0
        let seal = visit.query("seal") ?? ""
        let folder = visit.portal.lists.folder
        let book = try await visit.registry.write(as: visit.actor) { scope in
            let book = try Workbook.find(id, in: scope)
            try book.take(until: until, seal: seal, in: scope)
            return book
        }
        _ = try folder.read(book.file, of: book.run)
        return SealedDownload.answer(named: fileName(book) + ".xlsx", type: SealedDownload.workbook, to: visit) {
            try folder.read(book.file, of: book.run)
        }
    }

    /// Letters and digits of the district's name; other signs would have to be encoded.
    private static func fileName(_ book: Workbook) -> String {
        let plain = book.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return plain.contains { $0 != "-" } ? String(plain) : "district"
    }

    /// The rows of a table of workbooks.
    static func model(_ books: [(Workbook, (until: Int64, seal: String))], _ visit: Visit) -> [[String: Any]] {
        books.map { book, link in
            let isRejected = book.name == Workbook.rejected
            return [
                "name": isRejected ? visit.text("linkage.rejected") : book.name, "made": Written.time(book.created),
                "size": Written.number(max(1, book.size >> 10)),
                "place": book.location.finest.flatMap { visit.registry.places[$0] }?.name(in: visit.language) ?? "",
                "file": "/workbooks/\(book.id)/file?until=\(link.until)&seal=\(link.seal)",
            ]
        }
    }
}
