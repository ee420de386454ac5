import Registry

/// The links at the top: what the visitor's roles can use.
enum Navigation {
    private static let links: [(path: String, text: String, roles: Set<Role>)] = [
        ("/applications/drafts", "frame.applications", .intake),
        ("/desk", "frame.desk", .readers),
        ("/workers", "worker.list", .readers),
        ("/papers", "papers.title", .readers),
        ("/appeals", "worker.appeals", .readers),
        ("/grievances", "grievance.list", .grievanceReaders),
        ("/campaigns", "campaign.title", .readers),
        ("/review", "frame.duplicates", .reviewers),
        ("/lists", "lists.title", UploadedList.roles),
        ("/watch", "watch.title", .watchers),
        ("/messages", "frame.messages", .readers),
        ("/mails", "mails.title", Return.readers),
        ("/exports", "exports.title", .readers),
        ("/centres", "centres.title", [.districtOfficer, .stateAdministrator]),
        ("/devices", "devices.title", .deviceReaders),
        ("/users", "users.title", .administrators),
        ("/audit", "audit.title", AuditSearch.readers),
    ]

    static func items(for visit: Visit) -> [[String: Any]] {
        if case .worker = visit.actor.kind {
            return [["path": "/own/records", "text": visit.text("own.title"), "current": visit.path == "/own/records"]]
        }
        guard visit.actor.user != nil else { return [] }
        return links.filter { visit.actor.has(any: $0.roles) }.map {
            ["path": $0.path, "text": visit.text($0.text), "current": visit.path.hasPrefix($0.path)]
        }
    }

    /// As whom somebody is here: the first role, and where it holds.
    static func post(of visit: Visit) -> String {
        guard let first = visit.actor.assignments.first else { return "" }
        let place = visit.registry.places[first.place]?.name(in: visit.language) ?? ""
        return visit.text("frame.post", visit.text("role.\(first.role.rawValue)"), place)
    }
}
