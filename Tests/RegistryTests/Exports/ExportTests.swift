import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct ExportTests {
    private func ask(
        _ source: ExportSource = .workers(Worker.Filter()), as actor: Actor, purpose: Purpose? = nil, in world: World
    ) async throws -> RecordID {
        let id = world.registry.environment.newID()
        _ = try await world.registry.write(as: actor) {
            try Export.ask(id: id, for: source, as: .csv, purpose: purpose, in: $0)
        }
        return id
    }

    private func claim(in world: World) async throws -> (export: Export?, runner: RecordID) {
        let runner = world.registry.environment.newID()
        return (
            try await world.registry.write(as: .program("exports")) { try Export.claim(by: runner, in: $0) }, runner
        )
    }

    @Test func whatALostServerBeganIsTakenOverAndGivenUpInTheEnd() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let id = try await ask(as: officer, in: world)
        for attempt in 1...3 {
            let (claimed, runner) = try await claim(in: world)
            #expect(claimed?.id == id && claimed?.attempts == attempt)
            #expect(try await claim(in: world).export == nil, "a server that lives keeps its claim")
            world.clock.advance(minutes: 0.9)
            let mine = try #require(claimed)
            let kept = try await world.registry.write(as: .program("exports")) {
                try mine.advance(to: 1, of: 2, by: runner, in: $0)
            }
            #expect(kept)
            world.clock.advance(minutes: 0.9)
            #expect(try await claim(in: world).export == nil, "what was said a moment ago counts")
            world.clock.advance(minutes: 2)
        }
        #expect(try await claim(in: world).export == nil)
        let export = try await world.registry.read(as: officer) { try Export.find(id, in: $0) }
        #expect(export.state == .failed && export.problem == "givenUp")
    }

    @Test func aClaimThatWasTakenOverCanNeitherGoOnNorFinish() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        _ = try await ask(as: officer, in: world)
        let (first, old) = try await claim(in: world)
        world.clock.advance(minutes: 2)
        let (second, new) = try await claim(in: world)
        let (stale, fresh) = (try #require(first), try #require(second))
        try await world.registry.write(as: .program("exports")) { scope in
            let answers = [
                try stale.advance(to: 1, of: 1, by: old, in: scope), try stale.finish(written: 1, by: old, in: scope),
                try fresh.finish(written: 7, by: new, in: scope),
            ]
            #expect(answers == [false, false, true])
        }
    }

    @Test func onlyFiveAreMadeForOneOwnerAtATime() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        var ids: [RecordID] = []
        for _ in 0..<5 { ids.append(try await ask(as: officer, in: world)) }
        let sixth = await #expect(throws: Problem.self) { try await ask(as: officer, in: world) }
        #expect(sixth?.code == .tooMany)
        let first = ids[0]
        try await world.registry.write(as: officer) { try Export.find(first, in: $0).remove(in: $0) }
        _ = try await ask(as: officer, in: world)
    }

    @Test func anExportBelongsToItsOwnerAloneAndTheSameIDIsTheSameExport() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let colleague = try await world.staff(.designatedOfficer, at: World.chapra)
        let id = try await ask(as: officer, in: world)
        try await world.registry.write(as: officer) { scope in
            _ = try Export.ask(id: id, for: .workers(Worker.Filter()), as: .csv, in: scope)
            let own = try Export.own(in: scope)
            #expect(own.count == 1)
        }
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.read(as: colleague) { _ = try Export.find(id, in: $0) }
        }
        #expect(problem == .notFound)
    }

    static let refusals: [(ExportSource, Role, PlaceID, Purpose?)] = [
        (.audit(AuditSearch()), .designatedOfficer, World.chapra, nil),
        (.users(User.Filter()), .verifier, World.chapra, nil),
        (.workers(Worker.Filter()), .counterOperator, World.chapra, .contact),
    ]

    @Test(arguments: refusals) func aRoleGetsNoMoreByFileThanByPage(
        _ source: ExportSource, _ role: Role, _ place: PlaceID, _ purpose: Purpose?
    ) async throws {
        let world = try await World()
        let actor = try await world.staff(role, at: place)
        let problem = await #expect(throws: Problem.self) {
            _ = try await ask(source, as: actor, purpose: purpose, in: world)
        }
        #expect(problem?.code == .notAllowed)
    }

    @Test func aLinkIsGoodForAQuarterOfAnHourAndForItsOwner() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let (id, other) = (try await ask(as: officer, in: world), try await ask(as: officer, in: world))
        try await world.registry.read(as: officer) { scope in
            let export = try Export.find(id, in: scope)
            let link = export.link(in: scope)
            try export.check(until: link.until, seal: link.seal, in: scope)
            #expect(throws: Problem(.stalePage)) {
                try export.check(until: link.until + 1, seal: link.seal, in: scope)
            }
            #expect(throws: Problem(.stalePage)) {
                try Export.find(other, in: scope).check(until: link.until, seal: link.seal, in: scope)
            }
            world.clock.advance(minutes: 15)
            #expect(throws: Problem(.stalePage)) { try export.check(until: link.until, seal: link.seal, in: scope) }
        }
    }

    @Test func theFilterIsKeptSealed() async throws {
        let world = try await World()
        let manager = try await world.staff(.districtOfficer, at: World.nadia)
        var filter = User.Filter()
        filter.text = "9800000001"
        let id = try await ask(.users(filter), as: manager, in: world)
        let bytes: [UInt8]? = try await world.registry.read(as: manager) { scope in
            try scope.transaction.value("SELECT source FROM exports WHERE id = \(id)")
        }
        #expect(!String(decoding: try #require(bytes), as: UTF8.self).contains("9800000001"))
        let export = try await world.registry.read(as: manager) { try Export.find(id, in: $0) }
        #expect(export.source == .users(filter))
    }
}
