import HTTPTypes
import Hummingbird
import Registry

/// One list: how much of it came, what stands in it, and what it can be linked with.
enum ListPage {
    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (list, head, others, copy) = try await visit.registry.write(as: visit.actor) { scope in
            let list = try UploadedList.find(id, in: scope)
            return (
                list, try list.head(in: scope), try UploadedList.all(in: scope),
                try ListJob.find(.copy, for: id, in: scope)
            )
        }
        let columns = head.map { head in
            head.headings.indices.map { column in
                ["heading": head.headings[column], "samples": samples(head, column)]
            }
        }
        let isCopied = list.status == .receiving && copy?.isOpen ?? false
        var response = visit.page(
            "list", title: list.name,
            [
                "status": visit.text("lists.status.\(list.status.rawValue)"), "class": ListsPage.style(list.status),
                "text": visit.text("lists.text.\(isCopied ? "copying" : list.status.rawValue)"), "id": id.description,
                "name": list.name, "place": list.location.finest?.description ?? "",
                "refused": list.status == .refused, "problem": head?.problem ?? "",
                "receiving": list.status == .receiving && copy == nil, "received": list.received,
                "size": list.size ?? 0,
                "progress": visit.text(
                    "lists.received", Written.number(list.received >> 10), Written.number((list.size ?? 0) >> 10)),
                "ready": list.status == .ready, "rows": visit.text("lists.rowsOf", Written.number(list.rows ?? 0)),
                "columns": columns ?? [], "expires": visit.text("lists.expires", Written.day(list.expires)),
                "others": others.filter { $0.id != id && $0.status == .ready }.map {
                    ["value": $0.id.description, "text": $0.name]
                },
                "alone": !others.contains { $0.id != id && $0.status == .ready },
            ])
        // Without script the page still shows when it is done.
        if list.status == .checking || isCopied { response.headers[HTTPField.Name("Refresh")!] = "2" }
        return response
    }

    /// The first values of a column; of long numbers the end is enough to tell what they are.
    static func samples(_ head: UploadedList.Head, _ column: Int) -> String {
        head.samples.lazy.map { $0[column] }.filter { !$0.isEmpty }.prefix(3)
            .map { $0.contains(/\d{6}/) ? PersonField.mask($0) : $0 }
            .joined(separator: " · ")
    }

    static func remove(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try UploadedList.find(id, in: $0).remove(in: $0) }
        return visit.redirect(to: "/lists")
    }
}
