import Hummingbird
import Registry

/// The desk: what waits, in order, with counts that open their lists.
enum DeskPage {
    static func show(_ visit: Visit) async throws -> Response {
        let query = DeskQuery(visit)
        let filter = query.filter
        let (after, before) = (
            visit.query("after").flatMap(Desk.Cursor.init), visit.query("before").flatMap(Desk.Cursor.init)
        )
        let (page, figures) = try await visit.registry.read(as: visit.actor) { scope in
            (
                try Desk.page(filter, after: after, before: before, in: scope),
                try Desk.figures(filter.reach, in: scope)
            )
        }
        let shown = page.lines.count
        try await visit.registry.write(as: visit.actor) { scope in
            try scope.record(
                "listed", "application", nil, details: ["list": filter.reach.rawValue, "count": String(shown)])
        }
        return visit.page("desk-list", title: visit.text("desk.title"), model(query, page, figures, visit))
    }

    private static func model(_ query: DeskQuery, _ page: Desk.Page, _ figures: [Desk.Figure], _ visit: Visit)
        -> [String: Any]
    {
        let now = visit.registry.environment.now().milliseconds
        let bulk = query.filter.reach == .mine && visit.actor.has(.designatedOfficer)
        return [
            "tabs": DeskFilter.Reach.allCases.map { reach in
                [
                    "href": "/desk?list=\(reach.rawValue)", "text": visit.text("desk.list.\(reach.rawValue)"),
                    "current": reach == query.filter.reach,
                ] as [String: Any]
            },
            "figures": DeskFigures.model(figures, query, visit),
            "hasAges": figures.contains { $0.count > 0 && DeskFilter.open.contains($0.status) },
            "ageHeads": (0..<4).map { ["text": visit.text("desk.age.\($0)"), "class": "age\($0)"] },
            "ages": DeskFigures.ages(figures, query, visit),
            "filters": DeskFilters.model(query, visit),
            "lines": page.lines.map { line($0, query, bulk: bulk, now: now, visit) },
            "empty": page.lines.isEmpty, "bulk": bulk && !page.lines.isEmpty,
            "previous": page.hasPrevious
                ? page.lines.first.map { "/desk?" + query.text(("before", $0.cursor.description)) } ?? "" : "",
            "next": page.hasNext
                ? page.lines.last.map { "/desk?" + query.text(("after", $0.cursor.description)) } ?? "" : "",
            "export": "/exports/new?noun=applications&" + query.text(),
        ]
    }

    /// `12 days late`; on the last day itself only that it was the last.
    static func daysLate(_ days: Int, _ visit: Visit) -> String {
        days == 0 ? visit.text("desk.lateToday") : visit.text("desk.daysLate", Written.number(days))
    }

    private static func line(_ line: Desk.Line, _ query: DeskQuery, bulk: Bool, now: Int64, _ visit: Visit) -> [String:
        Any]
    {
        let late = line.due.flatMap { Desk.daysLate($0, at: now) }
        return [
            "id": line.id.description,
            "href": "/applications/\(line.id)?" + query.text(("at", line.cursor.description)),
            "number": line.number.map(RegistrationNumber.grouped) ?? visit.text("desk.noNumber"),
            "name": line.name ?? visit.text("desk.noName"),
            "status": visit.text("workflow.status.\(line.status.rawValue)"),
            "place": line.place.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
            "submitted": line.submitted.map(Written.day) ?? "", "due": line.due.map(Written.day) ?? "",
            "late": late.map { daysLate($0, visit) } ?? "", "emergency": line.emergency,
            "escalated": line.escalated > 0,
            "outstanding": line.isPaperOutstanding,
            "duplicate": visit.text("workflow.duplicate.\(line.duplicate.rawValue)"),
            "duplicateClass": ["none": "good", "certain": "bad"][line.duplicate.rawValue] ?? "warn",
            "channel": visit.text("workflow.channel.\(line.channel.rawValue)"),
            "box": bulk && line.status == .verified && line.duplicate == .none,
            "bulk": bulk,
        ]
    }
}
