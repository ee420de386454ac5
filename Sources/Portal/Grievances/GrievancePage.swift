import Hummingbird
import Registry

/// One grievance: what was written, its clock, and what an officer can do: answer, hand on, put before the next officer.
enum GrievancePage {
    static func show(_ visit: Visit) async throws -> Response { try await answer(visit, unmasked: false) }

    /// Shows the mobile, so that somebody can ring; the audit says who asked.
    static func unmask(_ visit: Visit) async throws -> Response { try await answer(visit, unmasked: true) }

    static func answer(_ visit: Visit) async throws -> Response {
        let text = try await visit.form()["answer"] ?? ""
        return try await change(visit) { try $0.answer(text, in: $1) }
    }

    static func handOn(_ visit: Visit) async throws -> Response {
        guard let officer = try await visit.form()["officer"].flatMap({ RecordID($0) }) else {
            throw Problem.invalid("officer", "required")
        }
        return try await change(visit) { try $0.handOn(to: officer, in: $1) }
    }

    static func escalate(_ visit: Visit) async throws -> Response {
        try await change(visit) { try $0.escalate(in: $1) }
    }

    private static func change(
        _ visit: Visit, _ step: @escaping @Sendable (Grievance, Scope) throws -> Void
    ) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try step(try Grievance.find(id, in: $0), $0) }
        return visit.redirect(to: "/grievances/\(id)?done=1")
    }

    private static func answer(_ visit: Visit, unmasked: Bool) async throws -> Response {
        let id = try visit.id()
        let (grievance, colleagues, history, names) = try await visit.registry.write(as: visit.actor) { scope in
            let grievance = try Grievance.find(id, in: scope)
            let history = try AuditChain.entries(of: id, in: scope)
            try scope.record(
                unmasked ? "unmasked" : "viewed", "grievance", id, at: grievance.location.finest,
                details: unmasked ? ["purpose": Purpose.grievance.rawValue] : [:])
            let names = try User.names(
                of: history.compactMap(\.actor) + [grievance.officer].compactMap(\.self), in: scope)
            return (grievance, try grievance.colleagues(in: scope), history, names)
        }
        let places = visit.registry.places
        var model = GrievancesPage.line(grievance, names, visit)
        model["id"] = id.description
        model["done"] = visit.query("done") != nil
        model["text"] = grievance.text
        model["language"] = grievance.language
        model["answer"] = grievance.answer
        model["worker"] = grievance.worker.map { "/workers/\($0)" }
        model["place"] = WorkerPage.place(of: grievance.location, visit)
        if unmasked { model["mobile"] = grievance.mobile }
        model["masked"] = !unmasked
        model["mayAct"] = grievance.status == .open && visit.actor.has(any: Grievance.answerers)
        model["colleagues"] = colleagues.map {
            [
                "value": $0.user.description,
                "text":
                    "\($0.name), \(visit.text("role.\($0.role.rawValue)")), \(places[$0.place]?.name(in: visit.language) ?? "")",
            ]
        }
        model["hasColleagues"] = !colleagues.isEmpty
        model["history"] = history.reversed().prefix(100).map { History.line($0, names: names, visit) }
        return visit.page(
            "grievances-show", title: visit.text("grievance.one", Grievance.written(grievance.number)), model)
    }
}
