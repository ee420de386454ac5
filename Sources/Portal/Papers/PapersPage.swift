import Hummingbird
import Registry

/// Where the paper originals of the area are: at the counter, on their way, in custody, or nowhere.
enum PapersPage {
    static func list(_ visit: Visit) async throws -> Response {
        let (figures, waiting, open, done, names) = try await visit.registry.read(as: visit.actor) { scope in
            let open = try PaperBundle.all(waiting: true, limit: 50, in: scope)
            let done = try PaperBundle.all(waiting: false, limit: 25, in: scope)
            let people = (open + done).flatMap { [$0.giver, $0.taker].compactMap(\.self) }
            return (
                try Original.figures(in: scope), try Original.waiting(in: scope), open, done,
                try User.names(of: people, in: scope)
            )
        }
        try await visit.registry.write(as: visit.actor) { scope in
            try scope.record("listed", "paper", nil, details: ["count": String(waiting.count)])
        }
        let bundles = (open + done).map { line($0, names, visit) }
        return visit.page(
            "papers-list", title: visit.text("papers.title"),
            [
                "outstandingCount": Written.number(figures.outstanding),
                "figures": [Original.Status.received, .handed, .kept, .missing].map { status in
                    [
                        "count": Written.number(figures.counts[status] ?? 0),
                        "text": visit.text("papers.status.\(status.rawValue)"), "href": address(status),
                    ]
                },
                "mayHand": visit.actor.has(any: Original.givers) && !waiting.isEmpty,
                "papers": waiting.map { paper($0.application, visit, received: $0.original.received) },
                "none": waiting.isEmpty, "id": visit.registry.environment.newID().description,
                "bundles": bundles, "noBundles": bundles.isEmpty,
            ])
    }

    /// The list that a count opens.
    private static func address(_ status: Original.Status) -> String {
        switch status {
        case .received: "#counter"
        case .handed, .kept: "#bundles"
        case .missing: "/desk?list=area&paper=outstanding"
        }
    }

    static func receive(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try Application.find(id, in: $0).receiveOriginal(in: $0) }
        return visit.redirect(to: "/applications/\(id)?" + DeskQuery(visit).text())
    }

    /// The paper of one application, for its own page; empty where none is owed.
    static func state(of application: Application, _ original: Original?, _ visit: Visit) -> [String: Any]? {
        guard application.owesOriginal || original != nil else { return nil }
        let status = original?.status
        return [
            "text": visit.text("papers.status.\(status?.rawValue ?? "outstanding")"),
            "class": status == .kept ? "good" : status == nil || status == .missing ? "warn" : "",
            "since": original.map { Written.time($0.updated) } ?? "",
            "bundle": original?.bundle.map { "/papers/bundles/\($0)" } ?? "",
            "mayReceive": (status == nil || status == .missing)
                && visit.actor.has(any: Original.givers.union(Original.keepers)),
            "post": "/applications/\(application.id)/original?" + DeskQuery(visit).text(),
        ]
    }

    static func paper(_ application: Application, _ visit: Visit, received: Int64? = nil) -> [String: Any] {
        [
            "id": application.id.description, "href": "/applications/\(application.id)",
            "number": application.number.map(RegistrationNumber.grouped) ?? visit.text("desk.noNumber"),
            "name": application.person.name ?? application.person.localName ?? "",
            "place": application.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
            "received": received.map(Written.day) ?? "",
        ]
    }

    static func line(_ bundle: PaperBundle, _ names: [RecordID: String], _ visit: Visit) -> [String: Any] {
        [
            "href": "/papers/bundles/\(bundle.id)", "handed": Written.time(bundle.handed),
            "giver": names[bundle.giver] ?? "", "taker": bundle.taker.flatMap { names[$0] } ?? "",
            "taken": bundle.taken.map(Written.time) ?? "", "count": Written.number(bundle.count),
            "missing": bundle.missing > 0 ? visit.text("papers.missingOf", Written.number(bundle.missing)) : "",
            "waits": bundle.taken == nil, "place": WorkerPage.place(of: bundle.location, visit),
        ]
    }
}
