import Registry
import Store
import Support
import Testing

@Suite struct StockMovementTests {
    private func add(
        _ kind: StockMovement.Kind, _ quantity: Int, of drive: RecordID, id: RecordID? = nil,
        at place: PlaceID = World.chapra,
        as actor: Actor, in world: World
    ) async throws {
        let id = id ?? world.registry.environment.newID()
        try await world.registry.write(as: actor) {
            try StockMovement.add(
                id: id, in: drive, at: place, .forms, kind, quantity: quantity, note: "", in: $0)
        }
    }

    private func level(_ drive: RecordID, as actor: Actor, in world: World) async throws -> StockMovement.Level? {
        try await world.registry.read(as: actor) { try StockMovement.levels(in: drive, in: $0)[World.chapra]?[.forms] }
    }

    @Test func whatIsLeftIsTheSumOfTheLinesAndNeverBelowNought() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let id = world.registry.environment.newID()
        for _ in 0..<2 { try await add(.issued, 100, of: drive, id: id, as: district, in: world) }
        try await add(.used, 60, of: drive, as: clerk, in: world)
        await #expect(throws: Problem.invalid("quantity", "moreThanLeft")) {
            try await add(.used, 41, of: drive, as: clerk, in: world)
        }
        try await add(.counted, 38, of: drive, as: clerk, in: world)
        try await add(.returned, 8, of: drive, as: district, in: world)
        #expect(
            try await level(drive, as: clerk, in: world) == .init(issued: 100, used: 60, returned: 8, left: 30))
        let lines = try await world.registry.read(as: clerk) {
            try StockMovement.all(in: drive, at: World.chapra, in: $0).map(\.change)
        }
        #expect(lines.sorted() == [-60, -8, -2, 100])
    }

    @Test func twoWhoUseTheLastFormsAtOnceDoNotBothGetThem() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        try await add(.issued, 10, of: drive, as: district, in: world)
        let taken = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? await add(.used, 4, of: drive, as: district, in: world)) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 2)
        #expect(try await level(drive, as: district, in: world)?.left == 2)
    }

    @Test func onlyTheOwnBlockAndOnlyIssuersIssue() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let far = try await world.staff(.designatedOfficer, at: World.kaliachak)
        await #expect(throws: Problem.notAllowed) { try await add(.issued, 1, of: drive, as: clerk, in: world) }
        await #expect(throws: Problem.notFound) { try await add(.issued, 1, of: drive, as: far, in: world) }
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        await #expect(throws: Problem.invalid("place", "unknown")) {
            try await add(.issued, 1, of: drive, at: World.bagberia, as: district, in: world)
        }
    }
}
