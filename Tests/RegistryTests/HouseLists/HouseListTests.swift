import Registry
import Store
import Support
import Testing

@Suite struct HouseListTests {
    static func person(_ name: String, family: String? = nil) -> Person {
        var person = World.person(name)
        person.familyNumber = family
        return person
    }

    @Test func peopleStandByVillageThenFamilyThenName() async throws {
        let world = try await World()
        let people = [
            ("Sabita", "10000001"), ("Anil", nil), ("Bimal", "10000002"), ("Kamal", nil), ("Asha", "10000001"),
            ("Zarina", "10000002"),
        ].map { HouseListTests.person($0.0, family: $0.1) }
        // Every second one lives in the village that comes first.
        let drive = try await world.drive(of: people, villages: ["Rampur", "Alinagar"])
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let (villages, names) = try await world.registry.read(as: clerk) { scope in
            let list = try HouseList.find(drive.campaign, .init(place: World.bagberia), in: scope)
            return (list.villages, try list.people(limit: 10, in: scope).map { $0.person.name ?? "" })
        }
        #expect(villages.map(\.name) == ["Alinagar", "Rampur"] && villages.map(\.count) == [3, 3])
        #expect(names == ["Anil", "Kamal", "Zarina", "Asha", "Sabita", "Bimal"])
        let page = try await world.registry.read(as: clerk) { scope in
            try HouseList.find(drive.campaign, .init(place: World.bagberia), in: scope).people(
                from: 2, limit: 2, in: scope
            ).map { $0.person.name ?? "" }
        }
        #expect(page == ["Zarina", "Asha"])
    }

    @Test func aStateNarrowsTheListAndTheCountsSayAll() async throws {
        let world = try await World()
        let drive = try await world.drive(of: ["A", "B", "C", "D"].map { HouseListTests.person($0) })
        let today = Day(world.clock.now)
        try await world.visit(drive.leftOuts[0], of: drive.campaign, .found)
        try await world.visit(drive.leftOuts[1], of: drive.campaign, .away) { $0.nextOn = today.description }
        try await world.visit(drive.leftOuts[2], of: drive.campaign, .away) { $0.nextOn = (today + 3).description }
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let (counts, again) = try await world.registry.read(as: clerk) { scope in
            let list = try HouseList.find(drive.campaign, .init(place: World.bagberia, state: .again), in: scope)
            return (try list.counts(in: scope), try list.people(limit: 10, in: scope).map(\.id))
        }
        #expect(counts == [.open: 1, .again: 1, .covered: 1])
        #expect(again == [drive.leftOuts[1]])
    }

    @Test func nobodySeesThePeopleOfAnotherArea() async throws {
        let world = try await World()
        let drive = try await world.drive(in: World.westBengal)
        let stranger = try await world.staff(.designatedOfficer, at: World.kaliachak)
        for place in [World.bagberia, World.chapra] {
            await #expect(throws: Problem.notFound) {
                try await world.registry.read(as: stranger) {
                    _ = try HouseList.find(drive.campaign, .init(place: place), in: $0)
                }
            }
        }
        let own = try await world.registry.read(as: stranger) {
            try HouseList.find(drive.campaign, .init(place: World.kaliachak), in: $0).count
        }
        #expect(own == 0)
    }
}
