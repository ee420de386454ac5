import Foundation
package import Registry
import Store

extension World {
    /// A published list with people of one place, and a drive on it that runs today.
    package func drive(
        of people: [Person] = [World.person()], at place: PlaceID = World.bagberia, in area: PlaceID = World.nadia,
        villages: [String] = ["Rampur"]
    ) async throws -> (campaign: RecordID, list: RecordID, leftOuts: [RecordID]) {
        let (list, campaign) = (registry.environment.newID(), registry.environment.newID())
        let leftOuts = try await registry.write(as: .program("test")) { scope in
            let begun = try LeftOutList.begin(id: list, name: "2020, second list", at: area, in: scope)
            try begun.add(
                people.enumerated().map { row, person in
                    .init(
                        row: String(row), person: person, location: Location(place, in: scope.places),
                        village: villages[row % villages.count])
                }, in: scope)
            try begun.publish(targets: [], in: scope)
            let today = Day(scope.environment.now())
            var plan = Campaign.Plan(area: area, firstDay: today, lastDay: today + 9)
            (plan.name, plan.list) = ("Drive of the test", list)
            try Campaign.begin(id: campaign, plan, in: scope)
            return people.indices.map { RecordID(ofRow: String($0), source: "list \(list)", in: registry) }
        }
        return (campaign, list, leftOuts)
    }

    /// A visit to one person of a drive's list, by the program.
    @discardableResult
    package func visit(
        _ leftOut: RecordID?, of campaign: RecordID, _ outcome: HouseVisit.Outcome, at place: PlaceID = World.bagberia,
        as actor: Actor = .program("test"), change: @Sendable @escaping (inout HouseVisit.Report) -> Void = { _ in }
    ) async throws -> RecordID {
        let id = registry.environment.newID()
        var report = HouseVisit.Report(
            id: id, campaign: campaign, house: registry.environment.newID(), leftOut: leftOut, place: place,
            visited: clock.now.milliseconds, outcome: outcome)
        change(&report)
        let sent = report
        _ = try await registry.write(as: actor) { try HouseVisit.record(sent, in: $0) }
        return id
    }
}

extension World {
    /// A camp of a drive, planned by its district for tomorrow.
    package func camp(
        of campaign: RecordID, at place: PlaceID = World.bagberia, village: String? = nil
    ) async throws -> RecordID {
        let id = registry.environment.newID()
        var plan = Camp.Plan()
        (plan.parts, plan.venue, plan.expected) = ([.init(place: place, village: village)], "Primary school", 80)
        plan.day = Day(clock.now) + 1
        let wanted = plan
        try await registry.write(as: .program("test")) { _ = try Camp.plan(id: id, wanted, in: campaign, in: $0) }
        return id
    }
}
