import Registry
import Support
import Testing

@Suite struct PlaceImportTests {
    private static let state = PlaceID(.state, 19)
    private static let district = PlaceID(.district, 316)
    private static let block = PlaceID(.block, 2720)

    private func apply(_ content: PlaceImport, _ world: World) async throws -> PlaceImport.Counts {
        world.clock.advance(minutes: 1)
        let counts = try await world.registry.write(as: .program("test")) { try content.apply(in: $0) }
        try await world.registry.reloadPlaces()
        return counts
    }

    @Test func theSameTableASecondTimeChangesNothing() async throws {
        let world = try await World()
        let table = PlaceImport(
            places: [
                Place(id: PlaceID(.block, 9), parent: World.malda, name: "Gazole", localNames: ["bn": "গাজোল"]),
                Place(id: World.chapra, parent: World.nadia, name: "CHAPRA"),
            ], complete: [.block: [World.malda]])
        let first = try await apply(table, world)
        #expect(first.added == 1)
        #expect(first.unchanged == 1)
        #expect(first.ended == 1)
        let second = try await apply(table, world)
        #expect(second == PlaceImport.Counts(unchanged: 2))
    }

    @Test func aDistrictInATableDoesNotTakeABlockOutOfItsSubdivision() async throws {
        let world = try await World()
        _ = try await apply(PlaceImport(places: [Place(id: World.chapra, parent: World.nadia, name: "Chapra")]), world)
        #expect(world.registry.places[World.chapra]?.parent == World.krishnanagar)
        let counts = try await apply(
            PlaceImport(places: [Place(id: World.chapra, parent: World.malda, name: "Chapra")]), world)
        #expect(counts.moved == 1)
        #expect(
            world.registry.places.path(of: World.chapra).map(\.id) == [World.westBengal, World.malda, World.chapra])
    }

    @Test func anOldNameStaysAsAnotherSpellingAndInTheHistory() async throws {
        let world = try await World()
        let renamed = Place(id: World.kaliachak, parent: World.malda, name: "Sujapur")
        #expect(try await apply(PlaceImport(places: [renamed]), world).renamed == 1)
        let place = try #require(world.registry.places[World.kaliachak])
        #expect(place.name == "Sujapur")
        #expect(place.aliases.contains("Kaliachak-I"))
        // The directory's older table names it as it was: that is another spelling, not a new name.
        let older = Place(id: World.kaliachak, parent: World.malda, name: "KALIACHAK-I")
        #expect(try await apply(PlaceImport(places: [older]), world).renamed == 0)
        let history = try await world.registry.read(as: .program("test")) {
            try PlaceChange.history(of: World.kaliachak, in: $0)
        }
        #expect(history.map(\.kind) == [.added, .renamed])
        #expect(history.last?.before == "Kaliachak-I")
    }

    @Test func anEndedCodeIsKnownButNoLongerOffered() async throws {
        let world = try await World()
        let counts = try await apply(PlaceImport(complete: [.block: [World.malda]]), world)
        #expect(counts.ended == 1)
        let places = world.registry.places
        #expect(places[World.kaliachak]?.ended != nil)
        #expect(places.search("kaliachak", levels: [.block]).isEmpty)
        #expect(places.children(of: World.malda).isEmpty)
        #expect(places.lies(World.alipur, in: World.malda))
        let back = Place(id: World.kaliachak, parent: World.malda, name: "Kaliachak-I")
        #expect(try await apply(PlaceImport(places: [back]), world).restored == 1)
        #expect(world.registry.places.search("kaliachak", levels: [.block]).count == 1)
    }

    @Test func aRowUnderAnUnknownPlaceIsCountedAndLeftOut() async throws {
        let world = try await World()
        let stray = Place(id: PlaceID(.block, 5), parent: PlaceID(.district, 999), name: "Stray")
        let counts = try await apply(
            PlaceImport(places: [stray], parents: [PlaceID(.block, 6): World.krishnanagar]), world)
        #expect(counts == PlaceImport.Counts(unknown: 2))
        #expect(world.registry.places[stray.id] == nil)
    }
}
