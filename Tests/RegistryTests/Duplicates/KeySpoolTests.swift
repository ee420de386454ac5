import Registry
import Store
import Support
import Testing

@Suite struct KeySpoolTests {
    private func people(_ count: Int) -> [Person] {
        (0..<count).map { number in
            var person = Villagers.rafikul()
            person.mobile = String(9_831_000_000 + number)
            person.epic = "WBX" + String(1_000_000 + number)
            if number > 0 { person.name = ["Safikul Islam", "Kamala Das", "Ram Murmu"][number % 3] }
            return person
        }
    }

    private func enter(_ people: [Person], spooled: Bool, in world: World) async throws -> WorkerBatch? {
        let entries = try people.enumerated().map { place, person in
            try WorkerEntry(
                person, id: RecordID(ofRow: "\(place)", source: "list", in: world.registry), number: nil,
                scheme: "wb-migrant", at: Villagers.home, in: world.registry)
        }
        return try await world.registry.write(as: .program("test")) {
            try WorkerEntry.enter(entries, source: "list", spooled: spooled, in: $0)
        }
    }

    @Test func spooledKeysAreFoundOnceTheyAreFiledAndNobodyIsCalledNewBefore() async throws {
        let world = try await World()
        let batch = try #require(try await enter(people(30), spooled: true, in: world))
        #expect(batch.count == 30)
        // A number of identity is given, so that an empty answer would be `none`.
        #expect(try await Villagers.check(people(1)[0], in: world).verdict == .unknown)
        try await world.registry.fileKeys()
        #expect(try await world.registry.read(as: .program("test")) { try KeySpool.isEmpty(in: $0) })
        let finding = try await Villagers.check(people(1)[0], in: world)
        #expect(finding.verdict == .certain)
        #expect(finding.candidates.first?.worker == RecordID(ofRow: "0", source: "list", in: world.registry))
        try await world.registry.fileKeys()
    }

    @Test func spooledAndDirectKeysAreTheSame() async throws {
        let vault = try Vault.temporary()
        var tables: [[[Int64]]] = []
        for spooled in [true, false] {
            let world = try await World(vault: vault)
            _ = try await enter(people(40), spooled: spooled, in: world)
            try await world.registry.fileKeys()
            tables.append(
                try await world.registry.read(as: .program("test")) { scope in
                    try scope.transaction.rows("SELECT key, serial FROM worker_keys ORDER BY key, serial").map {
                        [try $0["key"], try $0["serial"]]
                    }
                })
        }
        #expect(tables[0].count > 300)
        #expect(tables[0] == tables[1])
    }

    @Test func aBatchIsOneEntryOfTheAuditAndEveryWorkerKnowsIt() async throws {
        let world = try await World()
        let batch = try #require(try await enter(people(5), spooled: false, in: world))
        #expect(try await enter(people(5), spooled: false, in: world) == nil)
        let again = try #require(try await enter(people(7), spooled: false, in: world))
        #expect(again.count == 2)
        let (first, last) = (
            RecordID(ofRow: "0", source: "list", in: world.registry),
            RecordID(ofRow: "6", source: "list", in: world.registry)
        )
        let (found, entries) = try await world.registry.read(as: .program("test")) { scope in
            (
                try [first, last].map { try WorkerBatch.of($0, in: scope) },
                try AuditChain.entries(of: batch.id, in: scope)
            )
        }
        #expect(found == [batch.id, again.id])
        #expect(entries.map(\.action) == ["imported"])
        #expect(entries.first?.details["workers"] == "5")
        #expect(entries.first?.details["digest"]?.count == 64)
    }

    @Test func whoWasEnteredIsComparedOnceWithTheWholeRegister() async throws {
        let world = try await World()
        let earlier = try await Villagers.register(Villagers.rafikul(), in: world)
        let batch = try #require(try await enter(people(3), spooled: false, in: world))
        let open = try await world.registry.read(as: .program("test")) {
            try WorkerBatch.toCompare(source: "list", in: $0)
        }
        #expect(open.map(\.id) == [batch.id])
        let found = try await world.registry.read(as: .program("test")) {
            try batch.compare(batch.first...batch.last, in: $0).map { ($0.serial, $0.finding.candidates.map(\.worker)) }
        }
        #expect(found.first { $0.0 == batch.first }?.1.contains(earlier) == true)
        try await world.registry.write(as: .program("test")) { try batch.finish([], in: $0) }
        #expect(
            try await world.registry.read(as: .program("test")) {
                try WorkerBatch.toCompare(source: "list", in: $0).isEmpty
            })
    }
}
