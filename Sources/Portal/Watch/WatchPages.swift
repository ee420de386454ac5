import Hummingbird
import Registry

extension Routes {
    static let watch: [Route] = [
        .get("/watch", .roles(.watchers), WatchPages.list),
        .get("/watch/:id", .roles(.watchers), WatchPages.show),
    ]
}

extension Set<Role> {
    /// Those who look into what is unusual.
    static let watchers: Set<Role> = [
        .designatedOfficer, .assistantCommissioner, .districtOfficer, .divisionalCommissioner, .stateAdministrator,
        .auditor,
    ]
}

/// What the daily look over the register found unusual: counts, each opening its list, each line the records behind it.
enum WatchPages {
    static func list(_ visit: Visit) async throws -> Response {
        let kind = visit.query("kind").flatMap(WatchFinding.Kind.init)
        let (counts, findings, names) = try await visit.registry.read(as: visit.actor) { scope in
            let findings = try kind.map { try WatchFinding.all($0, in: scope) } ?? []
            return (
                try WatchFinding.counts(in: scope), findings,
                try User.names(of: findings.compactMap(\.maker), in: scope)
            )
        }
        return visit.page(
            "watch-list", title: visit.text("watch.title"),
            [
                "figures": WatchFinding.Kind.allCases.map {
                    [
                        "href": "/watch?kind=\($0.rawValue)", "count": Written.number(counts.kinds[$0] ?? 0),
                        "text": visit.text("watch.kind.\($0.rawValue)"), "current": $0 == kind,
                    ] as [String: Any]
                },
                "looked": counts.looked.map { visit.text("watch.looked", Written.time($0)) } ?? "",
                "kind": kind.map { visit.text("watch.kind.\($0.rawValue)") } ?? "", "chosen": kind != nil,
                "empty": findings.isEmpty, "isSpike": kind == .maker || kind == .place,
                "findings": findings.map { line($0, names, visit) },
            ])
    }

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (finding, workers, applications, names) = try await visit.registry.write(as: visit.actor) { scope in
            let finding = try WatchFinding.find(id, in: scope)
            let (workers, applications) = (try finding.workers(in: scope), try finding.applications(in: scope))
            try scope.record(
                "listed", "watch", id, at: finding.location.finest,
                details: ["kind": finding.kind.rawValue, "count": "\(workers.count + applications.count)"])
            return (finding, workers, applications, try User.names(of: [finding.maker].compactMap(\.self), in: scope))
        }
        return visit.page(
            "watch-show", title: visit.text("watch.kind.\(finding.kind.rawValue)"),
            [
                "finding": line(finding, names, visit), "kind": finding.kind.rawValue,
                "workers": workers.map { WorkersPage.line($0, visit) }, "hasWorkers": !workers.isEmpty,
                "applications": applications.map { application in
                    [
                        "href": "/applications/\(application.id)",
                        "number": application.number.map(RegistrationNumber.grouped) ?? "",
                        "name": application.person.name ?? application.person.localName ?? "",
                        "status": visit.text("workflow.status.\(application.status.rawValue)"),
                        "place": place(application.location, visit),
                    ]
                },
                "hasApplications": !applications.isEmpty,
            ])
    }

    private static func line(
        _ finding: WatchFinding, _ names: [RecordID: String], _ visit: Visit
    ) -> [String: Any] {
        let number = Written.number(finding.number)
        let told =
            finding.usual.map { visit.text("watch.spike", number, Written.number(Int($0.rounded()))) }
            ?? visit.text("watch.shared", number)
        return [
            "href": "/watch/\(finding.id)", "told": told, "number": number, "place": place(finding.location, visit),
            "who": finding.maker.flatMap { names[$0] } ?? "",
        ]
    }

    private static func place(_ location: Location, _ visit: Visit) -> String {
        location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? ""
    }
}
