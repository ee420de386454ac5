import Store
import Support
import Testing

@testable import Registry

@Suite struct OwnRecordsTests {
    @Test func whoProvedAMobileSeesItsRecordsAndNoOthers() async throws {
        let world = try await World()
        let own = try await world.worker()
        let brother = try await world.worker(World.person("Gopal Mondal"))
        let stranger = try await world.worker(World.person("Nobody Known", mobile: "9800000002"))
        let (actor, _) = try await world.proved("9800000001")
        let records = try await world.registry.write(as: actor) { try OwnRecords.find(in: $0) }
        #expect(Set(records.workers.map(\.id)) == [own, brother])
        #expect(records.maskedMobile == "XXXXXX0001")
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: actor) { _ = try OwnRecords.worker(stranger, in: $0) }
        }
        let views = try await world.registry.read(as: .program("test")) { try AuditChain.entries(of: own, in: $0) }
        #expect(views.contains { $0.action == "viewed" && $0.role == "worker" })
    }

    @Test func anApplicationIsSeenWithItsStepsUntilItBecomesAWorker() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let draft = Draft(
            id: world.registry.environment.newID(), channel: .counter, scheme: "wb_migrant", place: World.bagberia,
            language: "bn", person: .sample())
        _ = try await world.registry.write(as: clerk) { try Application.submit(draft, in: $0) }
        let (actor, _) = try await world.proved("9876543210")
        let records = try await world.registry.write(as: actor) { try OwnRecords.find(in: $0) }
        #expect(records.workers.isEmpty && records.applications.map(\.id) == [draft.id])
        #expect(records.steps[draft.id]?.map(\.action) == ["submit"])
        let messages = try await world.registry.read(as: actor) { try OwnRecords.messages(limit: 10, in: $0) }
        #expect(messages.map(\.template) == [.submitted])
    }

    @Test func staffAndStrangersHaveNoOwnRecords() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        for actor in [officer, .anyone] {
            await #expect(throws: Problem(.signIn)) {
                try await world.registry.write(as: actor) { _ = try OwnRecords.find(in: $0) }
            }
        }
    }

    @Test func aNewMobileOnTheRecordShutsTheOldOneOut() async throws {
        let world = try await World()
        let id = try await world.worker()
        let (actor, _) = try await world.proved("9800000001")
        try await world.registry.write(as: .program("test")) { scope in
            var person = World.person()
            person.mobile = "9800000009"
            let sealed = try scope.seal(person, table: "workers", column: "person", row: id)
            try scope.transaction.run("UPDATE workers SET person = \(sealed) WHERE id = \(id)")
        }
        let records = try await world.registry.write(as: actor) { try OwnRecords.find(in: $0) }
        #expect(records.workers.isEmpty)
    }
}
