import Registry
import Support
import Testing

@Suite struct WorkerSearchTests {
    private func find(_ text: String, as actor: Actor, in world: World) async throws -> [RecordID] {
        try await world.registry.read(as: actor) { try WorkerSearch.find(text, limit: 20, in: $0).map(\.id) }
    }

    @Test(arguments: [
        "Rafikul Islam", "rofiqul", "রফিকুল", "রফিকুল ইসলাম", "इस्लाम रफीकुल", "9831000001", "+91 98310 00001", "wbx1234567",
        "৯৮৩১০০০০০১", "12345678",
    ]) func aWorkerIsFoundByNumberAndByNameInAnyScript(_ text: String) async throws {
        let world = try await World()
        var person = Villagers.rafikul()
        person.familyNumber = "12345678"
        let id = try await Villagers.register(person, in: world)
        for place in [World.chapra, World.nadia, World.westBengal] {
            let officer = try await world.staff(.auditor, at: place)
            #expect(try await find(text, as: officer, in: world) == [id])
        }
        #expect(try await find(text, as: .program("test"), in: world) == [id])
        let elsewhere = try await world.staff(.auditor, at: World.malda)
        #expect(try await find(text, as: elsewhere, in: world) == [])
    }

    @Test func theRegistrationNumberFindsOneAsItIsPrinted() async throws {
        let world = try await World()
        let id = try await Villagers.register(Villagers.rafikul(), in: world)
        try await Villagers.register(Villagers.rafikul(), in: world)
        let number = try await world.registry.read(as: .program("test")) { try Worker.find(id, in: $0).number }
        #expect(try await find(RegistrationNumber.grouped(number), as: .program("test"), in: world) == [id])
    }

    @Test func theNearestSpellingComesFirst() async throws {
        let world = try await World()
        var ids: [RecordID] = []
        for name in ["Ramu Das", "Rama Das", "Rina Das", "Roma Das"] {
            var person = Person()
            person.name = name
            ids.append(try await Villagers.register(person, in: world))
        }
        let officer = try await world.staff(.auditor, at: World.chapra)
        #expect(try await find("Rama Das", as: officer, in: world).first == ids[1])
        #expect(try await find("roma das", as: officer, in: world).first == ids[3])
        #expect(try await find("Xyz", as: officer, in: world) == [])
        #expect(try await find("   ", as: officer, in: world) == [])
    }
}
