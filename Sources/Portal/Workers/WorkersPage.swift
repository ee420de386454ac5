import Hummingbird
import Registry

/// Finds workers by number, mobile, family number or name, or lists those of a state that waits for somebody.
enum WorkersPage {
    /// The states in which somebody's decision is waited for.
    private static let waiting: [Worker.Status] = [.cancellationProposed, .suspended]

    static func show(_ visit: Visit) async throws -> Response {
        let (text, filter) = (visit.query("q") ?? "", filter(visit))
        let (after, before) = (
            visit.query("after").flatMap(Worker.Cursor.init), visit.query("before").flatMap(Worker.Cursor.init)
        )
        let (page, counts) = try await visit.registry.read(as: visit.actor) { scope in
            (
                text.isEmpty
                    ? try Worker.page(filter, after: after, before: before, in: scope)
                    : Worker.Page(found: try WorkerSearch.find(text, limit: 50, in: scope)),
                try Worker.counts(of: waiting, in: scope)
            )
        }
        let found = page.workers
        if !found.isEmpty {
            try await visit.registry.write(as: visit.actor) { scope in
                try scope.record("listed", "worker", nil, details: ["count": String(found.count)])
            }
        }
        return visit.page("workers-list", title: visit.text("worker.list"), model(text, filter, page, counts, visit))
    }

    private static func model(
        _ text: String, _ filter: Worker.Filter, _ page: Worker.Page, _ counts: [Worker.Status: Int], _ visit: Visit
    ) -> [String: Any] {
        func link(_ name: String, _ worker: Worker?) -> String {
            worker.map { "/workers?\(query(filter, (name, Worker.Cursor($0).description)))" } ?? ""
        }
        return [
            "q": text, "searched": !text.isEmpty,
            "figures": waiting.map { status in
                [
                    "count": Written.number(counts[status] ?? 0), "href": "/workers?status=\(status.rawValue)",
                    "text": visit.text("workflow.status.\(status.rawValue)"), "current": filter.status == status,
                ] as [String: Any]
            },
            "statuses": DeskFilters.options(Worker.Status.allCases, filter.status, "workflow.status", visit),
            "places": DeskFilters.places(filter.place, visit), "turned": filter.isTurned,
            "workers": page.workers.map { line($0, visit) }, "empty": page.workers.isEmpty,
            "previous": page.hasPrevious ? link("before", page.workers.first) : "",
            "next": page.hasNext ? link("after", page.workers.last) : "",
            "export": text.isEmpty ? "/exports/new?noun=workers&\(query(filter))" : "",
        ]
    }

    /// Words that are unknown are left out, as if they had not been there.
    static func filter(_ visit: Visit) -> Worker.Filter {
        var filter = Worker.Filter(
            status: visit.query("status").flatMap(Worker.Status.init),
            place: visit.query("place").flatMap { PlaceID($0) })
        filter.isTurned = visit.query("order") == "turned"
        return filter
    }

    private static func query(_ filter: Worker.Filter, _ more: (String, String)...) -> String {
        var items: [(String, String)] = []
        if let status = filter.status { items.append(("status", status.rawValue)) }
        if let place = filter.place { items.append(("place", place.description)) }
        if filter.isTurned { items.append(("order", "turned")) }
        return (items + more).map { "\($0)=\($1)" }.joined(separator: "&")
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
            "due": worker.due.map(Written.day) ?? "", "registered": Written.day(worker.registered),
            "late": worker.due.flatMap { Desk.daysLate($0, at: visit.registry.environment.now().milliseconds) }.map {
                DeskPage.daysLate($0, visit)
            } ?? "",
        ]
    }
}
