import Registry
import Store
import Support
import Testing

@Suite struct WatchTests {
    private func counts(_ world: World, _ actor: Actor) async throws -> [WatchFinding.Kind: Int] {
        try await world.registry.read(as: actor) { try WatchFinding.counts(in: $0).kinds }
    }

    @Test func aMobileThatMoreWorkersBearThanAFamilyIsSeenAndOpensThem() async throws {
        let world = try await World()
        let cap = world.registry.rules.watch.caps.mobile
        for number in 0...cap {
            var person = World.person("Worker \(number)", mobile: "9831000001")
            person.bank = BankAccount()
            person.bank?.account = String(100_000_000 + number)
            _ = try await world.worker(person)
        }
        for number in 0..<cap { _ = try await world.worker(World.person("Other \(number)", mobile: "9831000002")) }
        try await world.registry.watch()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        #expect(try await counts(world, officer) == [.mobile: 1])
        let workers = try await world.registry.read(as: officer) { scope in
            try WatchFinding.all(.mobile, in: scope).first?.workers(in: scope)
        }
        #expect(workers?.count == cap + 1)
        #expect(workers?.allSatisfy { $0.person.mobile == "9831000001" } == true)
        let elsewhere = try await world.staff(.designatedOfficer, at: World.kaliachak)
        #expect(try await counts(world, elsewhere).isEmpty)
    }

    @Test func whatLiesInTwoDistrictsIsForTheState() async throws {
        let world = try await World()
        for (number, place) in [World.bagberia, World.alipur, World.bagberia].enumerated() {
            var person = World.person("Worker \(number)", mobile: nil)
            person.bank = BankAccount()
            person.bank?.account = "123456789012"
            _ = try await world.worker(person, at: place)
        }
        try await world.registry.watch()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        #expect(try await counts(world, officer).isEmpty)
        #expect(try await counts(world, state) == [.account: 1])
    }

    @Test func aSuddenWeekOfOneMakerIsSeenAndASteadyOneIsNot() async throws {
        let world = try await World()
        let spike = world.registry.rules.watch.spike.least
        let busy = try await world.staff(.counterOperator, at: World.chapra)
        let few = try await world.staff(.counterOperator, at: World.chapra)
        for _ in 0..<spike { _ = try await world.application(status: .submitted, maker: busy) }
        for _ in 0..<(spike - 1) {
            _ = try await world.application(at: World.alipur, status: .submitted, maker: few)
        }
        try await world.registry.watch()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let found = try await world.registry.read(as: officer) { try WatchFinding.all(.maker, in: $0) }
        #expect(found.map(\.maker) == [busy.user])
        #expect(found.first?.number == spike)
        #expect(try await counts(world, officer) == [.maker: 1, .place: 1])
        let files = try await world.registry.read(as: officer) {
            try found.first?.applications(limit: 500, in: $0).count
        }
        #expect(files == spike)
    }

    @Test func onePhotoOfTwoApplicationsIsSeen() async throws {
        let world = try await World()
        var applications: [RecordID] = []
        for _ in 0..<3 {
            let application = try await world.application(status: .submitted)
            try await world.document("photo", of: application)
            applications.append(application)
        }
        let twice = Array(applications.prefix(2))
        try await world.registry.write(as: .program("test")) { scope in
            _ = try scope.transaction.run(
                "UPDATE documents SET fingerprint = \([UInt8](repeating: 255, count: 32)) WHERE application IN \(list: twice)"
            )
        }
        try await world.registry.watch()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let found = try await world.registry.read(as: officer) { scope in
            try WatchFinding.all(.photo, in: scope).map { try $0.applications(in: scope).map(\.id) }
        }
        #expect(found.map { Set($0) } == [Set(twice)])
    }
}
