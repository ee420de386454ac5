import Registry
import Support
import Testing

@Suite struct StarterPlacesTests {
    private let directory = PlaceDirectory(StarterPlaces.all())

    @Test(arguments: [
        (19, 5, 23, 346, 129), (23, 10, 52, 313, 413), (22, 5, 33, 146, 169),
    ]) func everyPlaceStandsBelowItsState(_ code: Int, _ divisions: Int, _ districts: Int, _ blocks: Int, _ bodies: Int)
    {
        let state = PlaceID(.state, code)
        #expect(directory.places(below: state, level: .division).count == divisions)
        #expect(directory.places(below: state, level: .district).count == districts)
        #expect(directory.places(below: state, level: .block).count == blocks)
        #expect(directory.places(below: state, level: .municipality).count == bodies)
    }

    @Test func everyStateIsThereOnce() {
        #expect(StarterPlaces.all().filter { $0.id.level == .state }.count == 36)
        #expect(StarterPlaces.all().count == directory.count)
    }

    @Test func aBlockOfWestBengalHasTheWholeChainAboveIt() {
        let levels = directory.path(of: PlaceID(.block, 2740)).map(\.id.level)
        #expect(levels == [.state, .division, .district, .subdivision, .block])
        for place in StarterPlaces.all() where [.block, .municipality].contains(place.id.level) {
            let path = directory.path(of: place.id)
            #expect(path.first?.id.level == .state, "\(place.name)")
            #expect(path.contains { $0.id.level == .district }, "\(place.name)")
            if path.first?.id.code == 19 {
                #expect(path.contains { $0.id.level == .subdivision }, "\(place.name)")
            }
        }
    }

    @Test func districtsHaveNamesInLocalScripts() {
        for place in StarterPlaces.all() where [.state, .district].contains(place.id.level) {
            #expect(place.localNames["hi"]?.isEmpty == false, "\(place.name)")
            if place.parent == PlaceID(.state, 19) {
                #expect(place.localNames["bn"]?.isEmpty == false, "\(place.name)")
            }
        }
    }

    @Test func anEmptyRegisterIsFilledAndAFilledOneLeftAlone() async throws {
        let world = try await World()
        let count = try await world.registry.write(as: .program("test")) { try Place.loadStarterSet(in: $0) }
        #expect(count == 0)
    }
}
