import Hummingbird
import Registry

/// Finds workers by number, mobile, family number or name, or lists those of a state that waits for somebody.
enum WorkersPage {
    static func show(_ visit: Visit) async throws -> Response {
        try await page(visit, text: "", status: visit.query("status").flatMap(Worker.Status.init))
    }

    /// A form that is posted, though it changes nothing: names and numbers of people don't belong into addresses, which are logged
    /// and remembered.
    static func search(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        return try await page(visit, text: form["q"] ?? "", status: nil)
    }

    private static func page(_ visit: Visit, text: String, status: Worker.Status?) async throws -> Response {
        let found = try await visit.registry.read(as: visit.actor) { scope -> [Worker] in
            if !text.isEmpty { return try WorkerSearch.find(text, limit: 50, in: scope) }
            return try status.map { try Worker.all($0, limit: 100, in: scope) } ?? []
        }
        if !found.isEmpty {
            try await visit.registry.write(as: visit.actor) { scope in
                try scope.record("listed", "worker", nil, details: ["count": String(found.count)])
            }
        }
        return visit.page(
            "workers-list", title: visit.text("worker.list"),
            [
                "q": text, "searched": !text.isEmpty || status != nil,
                "statuses": DeskFilters.options(Worker.Status.allCases, status, "workflow.status", visit),
                "workers": found.map { line($0, visit) }, "empty": found.isEmpty,
            ])
    }

    static func line(_ worker: Worker, _ visit: Visit) -> [String: Any] {
        [
            "href": "/workers/\(worker.id)", "number": RegistrationNumber.grouped(worker.number),
            "name": worker.person.name ?? worker.person.localName ?? "",
            "guardian": worker.person.husband ?? worker.person.father ?? "",
            "mobile": worker.person.mobile.map(PersonSheet.mask) ?? "",
            "place": worker.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
            "status": visit.text("workflow.status.\(worker.status.rawValue)"),
            "statusClass": worker.status == .active ? "good" : worker.status == .lapsed ? "warn" : "bad",
            "due": worker.due.map(Written.day) ?? "",
        ]
    }
}
