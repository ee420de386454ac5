import Hummingbird
import Registry

/// Appeals: those that wait, one with its grounds and steps, and the form that lodges one.
enum AppealPages {
    static func list(_ visit: Visit) async throws -> Response {
        let (filter, after) = (filter(visit), visit.query("after").flatMap(Appeal.Cursor.init))
        let (found, counts) = try await visit.registry.read(as: visit.actor) { scope in
            (try Appeal.page(filter, after: after, limit: length, in: scope), try Appeal.counts(in: scope))
        }
        let appeals = found.prefix(length)
        let last = found.count > length ? appeals.last : nil
        func figure(_ status: Appeal.Status, overdue: Bool) -> [String: Any] {
            let name = visit.text("workflow.status.\(status.rawValue)")
            let count = overdue ? counts[status]?.overdue : counts[status]?.count
            return [
                "count": Written.number(count ?? 0), "text": overdue ? visit.text("desk.overdueOf", name) : name,
                "href": "/appeals?status=\(status.rawValue)\(overdue ? "&overdue=1" : "")",
                "current": filter.status == status && filter.overdue == overdue,
            ]
        }
        return visit.page(
            "appeals-list", title: visit.text("worker.appeals"),
            [
                "figures": Appeal.Status.allCases.flatMap { status in
                    [figure(status, overdue: false)]
                        + (counts[status]?.overdue ?? 0 > 0 ? [figure(status, overdue: true)] : [])
                },
                "filtered": filter.status != nil, "appeals": appeals.map { line($0, visit) }, "empty": appeals.isEmpty,
                "next": last.map { "/appeals?\(query(filter))after=\(Appeal.Cursor($0))" } ?? "",
                "export": "/exports/new?\(query(filter))noun=appeals",
            ])
    }

    private static let length = 50

    static func filter(_ visit: Visit) -> Appeal.Filter {
        var filter = Appeal.Filter(status: visit.query("status").flatMap(Appeal.Status.init))
        filter.overdue = visit.query("overdue") != nil
        return filter
    }

    private static func query(_ filter: Appeal.Filter) -> String {
        (filter.status.map { "status=\($0.rawValue)&" } ?? "") + (filter.overdue ? "overdue=1&" : "")
    }

    static func lodge(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }), let noun = form["noun"].flatMap(Appeal.Noun.init),
            let record = form["record"].flatMap({ RecordID($0) })
        else { throw Problem(.unreadable) }
        try await visit.registry.write(as: visit.actor) { scope in
            _ = try Appeal.lodge(id: id, against: noun, record, grounds: form["grounds"] ?? "", in: scope)
        }
        return visit.redirect(to: "/appeals/\(id)")
    }

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (appeal, steps, choices, names) = try await visit.registry.read(as: visit.actor) { scope in
            let appeal = try Appeal.find(id, in: scope)
            let steps = try Step.all(of: id, in: scope)
            return (
                appeal, steps, try appeal.choices(in: scope),
                try User.names(of: steps.compactMap(\.actor) + [appeal.maker].compactMap(\.self), in: scope)
            )
        }
        try await visit.registry.write(as: visit.actor) { scope in
            try scope.record("viewed", "appeal", id, at: appeal.location.finest)
        }
        var model = line(appeal, visit)
        model["grounds"] = appeal.grounds
        model["subject"] = "/\(appeal.noun == .worker ? "workers" : "applications")/\(appeal.record)"
        model["steps"] = StepsModel.taken(steps, names: names, visit)
        model["forms"] = StepsModel.forms(choices, visit)
        model["post"] = "/appeals/\(id)/steps"
        model["version"] = appeal.version
        model["maker"] = appeal.maker.flatMap { names[$0] } ?? ""
        return visit.page("appeal-show", title: visit.text("worker.appeal", appeal.number ?? ""), model)
    }

    static func step(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        guard let action = form["action"].flatMap(Appeal.Action.init),
            let version = form["version"].flatMap({ Int($0) })
        else { throw Problem(.unreadable) }
        try await visit.registry.write(as: visit.actor) { scope in
            var appeal = try Appeal.find(id, in: scope)
            try appeal.take(action, reason: form["reason"], note: form["note"], expecting: version, in: scope)
        }
        return visit.redirect(to: "/appeals/\(id)")
    }

    static func line(_ appeal: Appeal, _ visit: Visit) -> [String: Any] {
        let now = visit.registry.environment.now().milliseconds
        return [
            "href": "/appeals/\(appeal.id)", "number": appeal.number.map(RegistrationNumber.grouped) ?? "",
            "against": visit.text("worker.against.\(appeal.noun.rawValue)"),
            "status": visit.text("workflow.status.\(appeal.status.rawValue)"),
            "lodged": Written.day(appeal.created), "due": appeal.due.map(Written.day) ?? "",
            "late": appeal.due.flatMap { Desk.daysLate($0, at: now) }.map { DeskPage.daysLate($0, visit) } ?? "",
            "escalated": appeal.escalated > 0,
            "place": WorkerPage.place(of: appeal.location, visit),
        ]
    }
}
