import Registry
import Store
import Support
import Testing

@Suite struct LaterPersonTests {
    private func ids(
        _ drive: RecordID, _ state: LaterPerson.State = .open, as actor: Actor, in world: World
    ) async throws -> [RecordID] {
        try await world.registry.read(as: actor) { scope in
            let filter = LaterPerson.Filter(campaign: drive, state: state)
            let people = try LaterPerson.page(filter, limit: 50, in: scope)
            #expect(try LaterPerson.count(filter, in: scope) == people.count)
            return people.map(\.id)
        }
    }

    @Test func whoWasFoundAndNotRegisteredStandsOnTheListUntilHeApplies() async throws {
        let world = try await World()
        let people = (0..<6).map { World.person("Person \($0)", mobile: nil) }
        let drive = try await world.drive(of: people)
        let today = Day(world.clock.now)
        let (found, applied, refused, settled, away) = (
            drive.leftOuts[0], drive.leftOuts[1], drive.leftOuts[2], drive.leftOuts[3], drive.leftOuts[4]
        )
        try await world.visit(found, of: drive.campaign, .found)
        try await world.visit(applied, of: drive.campaign, .found)
        try await world.visit(refused, of: drive.campaign, .refused) { $0.nextOn = (today + 2).description }
        try await world.visit(settled, of: drive.campaign, .refused)
        try await world.visit(away, of: drive.campaign, .away) { $0.nextOn = (today + 1).description }
        let new = try await world.visit(nil, of: drive.campaign, .new) { $0.person = World.person("Somebody new") }
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        #expect(
            Set(try await ids(drive.campaign, as: officer, in: world)) == [found, applied, refused, away, new])
        let application = try await world.application(status: .draft)
        try await world.registry.write(as: officer) {
            try Application.join(drive.campaign, application: application, at: World.bagberia, for: applied, in: $0)
        }
        // The earliest day first; who has none comes last.
        let order = try await ids(drive.campaign, as: officer, in: world)
        #expect(order.prefix(2) == [away, refused] && Set(order.dropFirst(2)) == [found, new])
        #expect(try await ids(drive.campaign, .due, as: officer, in: world) == [])
        world.clock.advance(minutes: 1440)
        #expect(try await ids(drive.campaign, .due, as: officer, in: world) == [away])
    }

    @Test func aCaseIsPutOffClosedAndOpenedAgain() async throws {
        let world = try await World()
        let drive = try await world.drive()
        try await world.visit(drive.leftOuts[0], of: drive.campaign, .found)
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let (id, today) = (drive.leftOuts[0], Day(world.clock.now))
        try await world.registry.write(as: clerk) {
            try LaterPerson.find(id, in: drive.campaign, in: $0).postpone(to: today + 5, in: $0)
        }
        await #expect(throws: Problem.invalid("next", "range")) {
            try await world.registry.write(as: clerk) {
                try LaterPerson.find(id, in: drive.campaign, in: $0).postpone(to: today + -1, in: $0)
            }
        }
        try await world.registry.write(as: clerk) {
            try LaterPerson.find(id, in: drive.campaign, in: $0).close(as: .moved, in: $0)
        }
        #expect(try await ids(drive.campaign, as: clerk, in: world) == [])
        #expect(try await ids(drive.campaign, .closed, as: clerk, in: world) == [id])
        await #expect(throws: Problem(.wrongState)) {
            try await world.registry.write(as: clerk) {
                try LaterPerson.find(id, in: drive.campaign, in: $0).close(as: .deceased, in: $0)
            }
        }
        try await world.registry.write(as: clerk) {
            try LaterPerson.find(id, in: drive.campaign, in: $0).postpone(to: today, in: $0)
        }
        #expect(try await ids(drive.campaign, .due, as: clerk, in: world) == [id])
    }

    @Test func theListGoesIntoAFileInPagesWithNumbersMasked() async throws {
        let world = try await World()
        let drive = try await world.drive(of: (0..<5).map { World.person("Person \($0)", mobile: "980000001\($0)") })
        for leftOut in drive.leftOuts { try await world.visit(leftOut, of: drive.campaign, .found) }
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let source = ExportSource.later(.init(campaign: drive.campaign))
        let rows = try await world.registry.read(as: clerk) { scope in
            var (rows, next): ([[ExportCell]], String?) = ([], nil)
            repeat {
                let piece = try source.piece(after: next, limit: 2, purpose: nil, in: scope)
                rows += piece.rows
                next = piece.next
            } while next != nil
            return rows
        }
        #expect(rows.count == 5 && rows.allSatisfy { $0.count == source.columns.count })
        #expect(Set(rows.map { $0[2] }) == Set((0..<5).map { ExportCell.text("XXXXXX001\($0)") }))
    }

    @Test func otherAreasAndReadersChangeNothing() async throws {
        let world = try await World()
        let drive = try await world.drive(in: World.westBengal)
        try await world.visit(drive.leftOuts[0], of: drive.campaign, .found)
        let id = drive.leftOuts[0]
        let stranger = try await world.staff(.designatedOfficer, at: World.kaliachak)
        #expect(try await ids(drive.campaign, as: stranger, in: world) == [])
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: stranger) { _ = try LaterPerson.find(id, in: drive.campaign, in: $0) }
        }
        let auditor = try await world.staff(.auditor, at: World.nadia)
        #expect(try await ids(drive.campaign, as: auditor, in: world) == [id])
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(as: auditor) {
                try LaterPerson.find(id, in: drive.campaign, in: $0).close(as: .moved, in: $0)
            }
        }
    }
}
