import Registry

/// The links at the top: what the visitor's roles can use.
enum Navigation {
    private static let links: [(path: String, text: String, roles: Set<Role>)] = [
        ("/desk", "frame.desk", .readers),
        ("/applications/drafts", "intake.enter", .intake),
        ("/workers", "worker.list", .readers),
        ("/appeals", "worker.appeals", .readers),
        ("/review", "duplicates.review", .reviewers),
        ("/messages", "messages.title", .readers),
        ("/users", "users.title", .administrators),
        ("/audit", "audit.title", AuditSearch.readers),
    ]

    static func items(for visit: Visit) -> [[String: Any]] {
        guard visit.actor.user != nil else { return [] }
        return links.filter { visit.actor.has(any: $0.roles) }.map {
            ["path": $0.path, "text": visit.text($0.text), "current": visit.path.hasPrefix($0.path)]
        }
    }
}
