import Hummingbird
import Registry

/// What workers of the area complain of or need: emergencies first, then by the clock. Every figure opens its list.
enum GrievancesPage {
    private static let length = 50

    static func show(_ visit: Visit) async throws -> Response {
        let filter = filter(of: visit)
        let figures = figures(filter, visit)
        let (counts, found, names) = try await visit.registry.read(as: visit.actor) { scope in
            let found = try Grievance.list(filter, limit: length + 1, in: scope)
            return (
                try figures.map { try Grievance.count($0.filter, in: scope) }, found,
                try User.names(of: found.compactMap(\.officer), in: scope)
            )
        }
        let shown = found.prefix(length)
        if !shown.isEmpty {
            try await visit.registry.write(as: visit.actor) {
                try $0.record("listed", "grievance", nil, details: ["count": String(shown.count)])
            }
        }
        var model: [String: Any] = [
            "figures": zip(figures, counts).map { figure, count in
                [
                    "href": figure.href, "text": visit.text("grievance.figure.\(figure.name)"),
                    "count": Written.number(count), "current": figure.href == (visit.request.uri.string),
                ] as [String: Any]
            },
            "grievances": shown.map { line($0, names, visit) }, "empty": shown.isEmpty,
        ]
        if found.count > length, let last = shown.last {
            let before = visit.request.uri.string.split(separator: "&after=").first.map(String.init) ?? "/grievances"
            model["next"] = before + (before.contains("?") ? "" : "?list=open") + "&after=\(last.cursor)"
        }
        return visit.page("grievances-list", title: visit.text("grievance.list"), model)
    }

    private struct Figure: Sendable {
        let name: String
        let href: String
        let filter: Grievance.Filter
    }

    private static func filter(of visit: Visit) -> Grievance.Filter {
        Grievance.Filter(
            status: visit.query("status").flatMap(Grievance.Status.init) ?? .open,
            kind: visit.query("kind").flatMap(Grievance.Kind.init), isLate: visit.query("late") != nil,
            isMine: visit.query("mine") != nil, age: visit.query("age").flatMap { Int($0) },
            after: visit.query("after").flatMap { Grievance.Cursor($0) })
    }

    private static func figures(_ filter: Grievance.Filter, _ visit: Visit) -> [Figure] {
        [
            Figure(name: "open", href: "/grievances", filter: .init()),
            Figure(name: "mine", href: "/grievances?mine=1", filter: .init(isMine: true)),
            Figure(name: "emergency", href: "/grievances?kind=emergency", filter: .init(kind: .emergency)),
            Figure(name: "late", href: "/grievances?late=1", filter: .init(isLate: true)),
        ]
            + Grievance.ages.indices.map {
                Figure(name: "age\($0)", href: "/grievances?age=\($0)", filter: .init(age: $0))
            }
            + [Figure(name: "answered", href: "/grievances?status=answered", filter: .init(status: .answered))]
    }

    static func line(_ grievance: Grievance, _ names: [RecordID: String], _ visit: Visit) -> [String: Any] {
        let now = visit.registry.environment.now().milliseconds
        return [
            "href": "/grievances/\(grievance.id)", "number": Grievance.written(grievance.number),
            "kind": visit.text("grievance.kind.\(grievance.kind.rawValue)"), "emergency": grievance.kind == .emergency,
            "topic": visit.text("grievance.topic.\(grievance.topic.rawValue)"), "name": grievance.name,
            "nameLanguage": PersonSheet.script(of: grievance.name), "mobile": grievance.maskedMobile,
            "place": (grievance.location.block ?? grievance.location.finest).flatMap {
                visit.registry.places[$0]?.name(in: visit.language)
            } ?? "",
            "created": Written.time(grievance.created), "due": Written.time(grievance.due),
            "open": grievance.status == .open, "late": grievance.status == .open && grievance.due < now,
            "answered": grievance.answered.map(Written.time) ?? "",
            "escalated": grievance.escalated > 0 && grievance.status == .open, "proved": grievance.isProved,
            "officer": grievance.officer.flatMap { names[$0] } ?? "",
            "status": visit.text("grievance.status.\(grievance.status.rawValue)"),
        ]
    }
}
