import Registry
import Store
import Support
import Testing

@Suite struct DocumentTests {
    private static let photo: [UInt8] = [0xFF, 0xD8, 1, 2, 3]

    private func keep(
        _ bytes: [UInt8] = photo, _ media: Document.Media = .jpeg, as kind: Document.Kind = .photo, id: RecordID? = nil,
        of application: RecordID, by actor: Actor, in world: World
    ) async throws -> RecordID {
        let id = id ?? world.registry.environment.newID()
        try await world.registry.write(as: actor) {
            try Document.keep(bytes, media, as: kind, id: id, of: application, in: $0)
        }
        return id
    }

    private func all(_ application: RecordID, _ actor: Actor, _ world: World) async throws -> [Document] {
        try await world.registry.read(as: actor) { try Document.all(of: application, in: $0) }
    }

    @Test func aPhotoIsSealedAndOpensForTheOwnAreaOnly() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let stranger = try await world.staff(.counterOperator, at: World.kaliachak)
        let application = try await world.application(maker: clerk)
        let id = try await keep(of: application, by: clerk, in: world)
        let opened = try await world.registry.write(as: clerk) { try Document.open(id, in: $0).bytes }
        #expect(opened == Self.photo)
        let stored: [UInt8]? = try await world.registry.read(as: clerk) {
            try $0.transaction.value("SELECT content FROM documents WHERE id = \(id)")
        }
        #expect(stored != Self.photo)
        #expect(try await all(application, clerk, world).map(\.size) == [Self.photo.count])
        await #expect(throws: Problem.notFound) {
            try await world.registry.write(as: stranger) { try Document.open(id, in: $0).bytes }
        }
        await #expect(throws: Problem.notFound) { try await all(application, stranger, world) }
        let seen = try await world.registry.read(as: clerk) { try AuditChain.entries(of: application, in: $0) }
        #expect(seen.map(\.action).contains("documentViewed"))
    }

    @Test func sentTwiceItIsThereOnceAndASecondPhotoTakesItsPlace() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let application = try await world.application(maker: clerk)
        let first = try await keep(of: application, by: clerk, in: world)
        _ = try await keep(of: application, by: clerk, in: world)
        let third = try await keep(of: application, by: clerk, in: world)
        _ = try await keep(id: third, of: application, by: clerk, in: world)
        #expect(try await all(application, clerk, world).map(\.id) == [third])
        #expect(first != third)
    }

    @Test func kindsHaveTheirLimitsByScheme() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let application = try await world.application(maker: clerk)
        await #expect(throws: Problem.invalid("photo", "tooLarge")) {
            try await keep(Array(repeating: 0, count: 60_000), of: application, by: clerk, in: world)
        }
        await #expect(throws: Problem.invalid("photo", "file")) {
            try await keep(Self.photo, .pdf, of: application, by: clerk, in: world)
        }
        for _ in 0..<2 { _ = try await keep(as: .identity, of: application, by: clerk, in: world) }
        await #expect(throws: Problem.invalid("identity", "tooMany")) {
            try await keep(as: .identity, of: application, by: clerk, in: world)
        }
        let construction = try await world.application(maker: clerk, scheme: "bocw")
        let missing = try await world.registry.read(as: clerk) {
            try Document.missing(of: Application.find(construction, in: $0), in: $0)
        }
        #expect(missing == [.photo, .identity, .employment, .passbook])
    }

    @Test func onceOfficersHaveItNothingIsAddedOrTakenAway() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let application = try await world.application(status: .submitted, maker: clerk)
        await #expect(throws: Problem(.wrongState)) { try await keep(of: application, by: clerk, in: world) }
        let there = try await world.document("photo", of: application)
        await #expect(throws: Problem(.wrongState)) {
            try await world.registry.write(as: clerk) { try Document.remove(there, of: application, in: $0) }
        }
        let auditor = try await world.staff(.auditor, at: World.nadia)
        let returned = try await world.application(status: .returned, maker: clerk)
        await #expect(throws: Problem.notAllowed) { try await keep(of: returned, by: auditor, in: world) }
        let mine = try await keep(of: returned, by: clerk, in: world)
        try await world.registry.write(as: clerk) { try Document.remove(mine, of: returned, in: $0) }
        #expect(try await all(returned, clerk, world).isEmpty)
    }

    @Test func onePhotoOnSeveralApplicationsIsSeen() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        var applications: [RecordID] = []
        for photo in [Self.photo, Self.photo, [0xFF, 0xD8, 9]] {
            applications.append(try await world.application(maker: clerk))
            _ = try await keep(photo, of: applications.last!, by: clerk, in: world)
        }
        let (first, last) = (applications[0], applications[2])
        let counts = try await world.registry.read(as: clerk) {
            [try Document.othersWithPhoto(of: first, in: $0), try Document.othersWithPhoto(of: last, in: $0)]
        }
        #expect(counts == [1, 0])
    }
}
