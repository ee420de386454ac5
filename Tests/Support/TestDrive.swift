import Foundation
package import Registry
import Store

/// A drive in Nadia with a published list of left-outs: so many in Chapra, in the village of Bagberia.
package struct TestDrive: Sendable {
    package let world: World
    package let id: RecordID
    package let enumerator: Actor
    package let officer: Actor
    /// The people of the list.
    package let people: [RecordID]
    package let firstDay: Day

    package init(
        in world: World, people count: Int = 6, days: Int = 3, area: PlaceID = World.nadia, recipients: [String] = []
    ) async throws {
        self.world = world
        officer = try await world.staff(.districtOfficer, at: World.nadia)
        enumerator = try await world.staff(.enumerator, at: World.bagberia)
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let (list, id, today) = (
            world.registry.environment.newID(), world.registry.environment.newID(), Day(world.clock.now)
        )
        (self.id, firstDay) = (id, today)
        people = try await world.registry.write(as: state) { scope in
            let begun = try LeftOutList.begin(id: list, name: "2020", at: World.westBengal, in: scope)
            try begun.add(
                (0..<count).map { number in
                    .init(
                        row: String(number), person: World.person("Person \(number)", mobile: nil),
                        location: Location(World.bagberia, in: scope.places), village: "Bagberia")
                }, in: scope)
            try begun.publish(
                targets: [.init(place: World.chapra, recorded: count + 4, registered: 4)], in: scope)
            var plan = Campaign.Plan(area: area, firstDay: today, lastDay: today + (days - 1))
            (plan.name, plan.list, plan.recipients, plan.daysOff) = ("House to house", list, recipients, [])
            try Campaign.begin(id: id, plan, in: scope)
            return try scope.transaction.rows("SELECT id FROM left_outs WHERE list = \(list) ORDER BY id").map {
                try $0["id"]
            }
        }
    }

    /// A visit to somebody of the list, at a door of its own; nil for somebody who is on no list.
    package func visit(
        _ person: RecordID?, _ outcome: HouseVisit.Outcome, form: HouseVisit.Form = .none, house: RecordID? = nil,
        daysAgo: Int64 = 0, seen: RecordID? = nil
    ) async throws -> RecordID {
        let (visit, door) = (world.registry.environment.newID(), house ?? world.registry.environment.newID())
        var report = HouseVisit.Report(
            id: visit, campaign: id, house: door, leftOut: person, place: World.bagberia,
            visited: world.clock.now.milliseconds - daysAgo * 86_400_000, outcome: outcome, form: form)
        report.seen = seen
        if outcome == .registered { report.number = "190000000019" }
        if outcome == .ineligible { report.note = "Too young" }
        let made = report
        _ = try await world.registry.write(as: enumerator) { try HouseVisit.record(made, in: $0) }
        return visit
    }

    /// Signs the district's return as its officer.
    @discardableResult
    package func sign(
        _ kind: Return.Kind = .daily, on day: Day, version: Int = 1, remark: String = "", reason: String = "",
        as actor: Actor? = nil, id: RecordID? = nil
    ) async throws -> SignedReturn {
        let made = id ?? world.registry.environment.newID()
        return try await world.registry.write(as: actor ?? officer) { [id = self.id] scope in
            try Return.sign(
                id: made, kind, of: id, district: World.nadia, on: day, version: version, remark: remark,
                reason: reason, in: scope)
        }
    }

    package func count(_ kind: Return.Kind = .daily, on day: Day, as actor: Actor? = nil) async throws -> Return {
        try await world.registry.read(as: actor ?? officer) { [id] scope in
            try Return.count(
                kind, of: try Campaign.find(id, in: scope), district: World.nadia, on: day, in: scope)
        }
    }
}
