import Hummingbird
import Registry

/// What the visitor began or has to mend.
enum IntakeDraftsPage {
    static func list(_ visit: Visit) async throws -> Response {
        let drafts = try await visit.registry.read(as: visit.actor) { try PersonApplication.drafts(in: $0) }
        let rules = visit.registry.rules.eligibility
        let rows = drafts.map { draft -> [String: Any] in
            let place = draft.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) }
            return [
                "path": IntakeHead.path(draft.id, draft.status == .returned ? .check : .basic),
                "name": draft.person.name ?? visit.text("intake.noName"), "returned": draft.status == .returned,
                "status": visit.text("intake.\(draft.status.rawValue)"),
                "scheme": rules.name(of: draft.scheme, in: visit.language), "place": place ?? "",
                "discard": "/applications/\(draft.id)/discard",
            ]
        }
        return visit.page(
            "intake-drafts", title: visit.text("intake.drafts"), ["drafts": rows, "any": !rows.isEmpty])
    }

    static func discard(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try PersonApplication.discard(id, in: $0) }
        return visit.redirect(to: "/applications/drafts")
    }
}
