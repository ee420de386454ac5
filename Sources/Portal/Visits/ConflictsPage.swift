import Foundation
import Hummingbird
import Registry

extension Routes {
    static let conflicts: [Route] = [
        .get("/visits/conflicts", .roles(HouseVisit.deciders.union([.auditor])), ConflictsPage.show),
        .post("/visits/conflicts", .roles(HouseVisit.deciders), ConflictsPage.decide),
    ]
}

/// Visits that say different things of one person, side by side, for an officer to choose.
enum ConflictsPage {
    private struct Case {
        var title: String
        var place: PlaceID?
        var leftOut: RecordID?
        var copy: RecordID?
        var versions: [(visit: RecordID, report: HouseVisit.Report, visitor: RecordID?, received: Int64, holds: Bool)]
    }

    static func show(_ visit: Visit) async throws -> Response {
        let (cases, names) = try await visit.registry.write(as: visit.actor) { scope in
            var cases: [Case] = try HouseVisit.contradictions(in: scope).map { person in
                let visits = try HouseVisit.all(to: person.id, in: scope).filter {
                    $0.id == person.visit || $0.standing == .waits
                }
                return Case(
                    title: person.person.name ?? "–", place: person.location.finest, leftOut: person.id,
                    versions: visits.map { ($0.id, $0.report, $0.visitor, $0.received, $0.id == person.visit) })
            }
            cases += try VisitCopy.undecided(in: scope).map { copy in
                let first = try HouseVisit.find(copy.visit, in: scope)
                let person = try copy.report.leftOut.map { try LeftOut.find($0, in: scope).person.name }
                return Case(
                    title: (person ?? copy.report.person?.name) ?? "–", place: copy.report.place, copy: copy.id,
                    versions: [
                        (first.id, first.report, first.visitor, first.received, true),
                        (copy.id, copy.report, copy.visitor, copy.received, false),
                    ])
            }
            let visitors = cases.flatMap { $0.versions.compactMap(\.visitor) }
            try scope.record("listed", "conflict", nil, details: ["rows": String(cases.count)])
            return (cases, try User.names(of: visitors, in: scope))
        }
        let mayDecide = visit.actor.has(any: HouseVisit.deciders)
        return visit.page(
            "conflicts-list", title: visit.text("conflicts.title"),
            [
                "none": cases.isEmpty,
                "cases": cases.enumerated().map { number, found in
                    [
                        "number": String(number + 1), "name": found.title,
                        "place": found.place.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
                        "leftOut": found.leftOut?.description ?? "", "copy": found.copy?.description ?? "",
                        "versions": found.versions.map { version in
                            line(version.report, visit).merging([
                                "visit": version.visit.description, "holds": version.holds,
                                "visitor": version.visitor.flatMap { names[$0] } ?? "–",
                                "received": Written.time(version.received), "mayDecide": mayDecide,
                            ]) { $1 }
                        },
                    ] as [String: Any]
                },
            ])
    }

    private static func line(_ report: HouseVisit.Report, _ visit: Visit) -> [String: Any] {
        [
            "outcome": visit.text("fieldwork.outcome.\(report.outcome.rawValue)"),
            "form": visit.text("fieldwork.form.\(report.form.rawValue)"), "visited": Written.time(report.visited),
            "nextOn": report.nextOn.map(Written.turned) ?? "", "note": report.note ?? "",
            "shown": report.number ?? "",
        ]
    }

    static func decide(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let chosen = form["visit"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        let (leftOut, copy) = (form["leftOut"].flatMap { RecordID($0) }, form["copy"].flatMap { RecordID($0) })
        try await visit.registry.write(as: visit.actor) { scope in
            if let leftOut {
                try HouseVisit.decide(chosen, for: leftOut, in: scope)
            } else if let copy {
                try VisitCopy.decide(copy, replacing: chosen == copy, in: scope)
            } else {
                throw Problem(.unreadable)
            }
        }
        return visit.redirect(to: "/visits/conflicts")
    }
}
