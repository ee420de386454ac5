import Store
import Testing

@Suite struct SumsTests {
    private struct Refused: Error {}

    private static func sum(_ id: Int) -> Sum { Sum(of: "number", in: "counts", key: ["id"], [.integer(Int64(id))]) }

    private static func counts(_ database: Database) async throws -> [Int64: Int64] {
        let rows = try await database.read { try $0.rows("SELECT id, number FROM counts") }
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["id"], try $0["number"]) })
    }

    @Test func manyWritesAddAndThoseThatFailDoNot() async throws {
        let database = try await DatabaseTests.open()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    try? await database.write { t in
                        t.add(1, to: Self.sum(number % 3))
                        t.add(number % 2 == 0 ? 5 : -5, to: Self.sum(9))
                        if number % 10 == 7 { throw Refused() }
                    }
                }
            }
        }
        // Of each ten numbers the odd one that ends in 7 fails.
        let failed = (0..<300).filter { $0 % 10 == 7 }
        let counts = try await Self.counts(database)
        for id in 0..<3 { #expect(counts[Int64(id)] == Int64(100 - failed.filter { $0 % 3 == id }.count)) }
        #expect(counts[9] == Int64(5 * failed.count))
    }

    @Test func whatASavepointTookBackIsNotCountedEvenIfItWasWritten() async throws {
        let database = try await DatabaseTests.open()
        try await database.write { t in
            t.add(1, to: Self.sum(1))
            try? t.attempt {
                t.add(10, to: Self.sum(1))
                try t.settle()
                let seen: Int? = try t.value("SELECT number FROM counts WHERE id = 1")
                #expect(seen == 11)
                throw Refused()
            }
            t.add(100, to: Self.sum(1))
            try t.attempt { t.add(1000, to: Self.sum(1)) }
            try t.settle()
            t.add(7, to: Self.sum(2))
            t.add(-7, to: Self.sum(2))
        }
        #expect(try await Self.counts(database) == [1: 1101])
    }
}
