import Foundation
import Store
import Testing

/// The same tests on SQLite and, where `SHRAMIK_TEST_POSTGRES` names a server, on PostgreSQL.
@Suite struct DatabaseTests {
    static func open() async throws -> Database {
        let database: Database
        if let url = ProcessInfo.processInfo.environment["SHRAMIK_TEST_POSTGRES"] {
            database = try Database(
                at: .postgres(url: url), schema: "s" + UUID().uuidString.filter { $0 != "-" }.lowercased())
        } else {
            database = try Database(at: .sqlite(path: NSTemporaryDirectory() + UUID().uuidString + ".sqlite"))
        }
        let schema = """
            CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT, number REAL, bytes BLOB, owner UUID) STRICT;
            CREATE UNIQUE INDEX notes_text ON notes (text);
            CREATE TABLE counts (id INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;
            """
        try await Migration.apply([Migration(name: "0001_notes", sql: schema)], to: database)
        return database
    }

    @Test func everyKindOfValueComesBackAsItWas() async throws {
        let database = try await DatabaseTests.open()
        let bytes: [UInt8] = [0, 255, 39, 92, 0]
        try await database.write { t in
            try t.run(
                "INSERT INTO notes VALUES (\(Int64.max), \("নদিয়া ' \" ; --"), \(0.1), \(bytes), \(nil as [UInt8]?))")
            try t.run(
                "INSERT INTO notes VALUES (\(Int64.min), \(nil as String?), \(nil as Double?), \([] as [UInt8]), \(bytes))"
            )
        }
        let rows = try await database.read { try $0.rows("SELECT * FROM notes ORDER BY id DESC") }
        #expect(try rows[0]["id"] == Int64.max)
        #expect(try rows[0]["text"] == "নদিয়া ' \" ; --")
        #expect(try rows[0]["number"] == 0.1)
        #expect(try rows[0]["bytes"] == bytes)
        #expect(try rows[0]["owner"] as [UInt8]? == nil)
        #expect(try rows[1]["id"] == Int64.min)
        #expect(try rows[1]["text"] as String? == nil)
        #expect(try rows[1]["bytes"] == [] as [UInt8])
        #expect(throws: StoreProblem.column("text")) { try rows[1]["text"] as String }
    }

    @Test func aPartThatFailsIsUndoneAloneAndTheTransactionGoesOn() async throws {
        let database = try await DatabaseTests.open()
        try await database.write { t in
            for (id, text) in [(1, "a"), (2, "b"), (3, "a"), (4, "c")] {
                _ = try? t.attempt {
                    try t.run("INSERT INTO notes (id, number) VALUES (\(id), \(1.5))")
                    try t.run("UPDATE notes SET text = \(text) WHERE id = \(id)")
                }
            }
        }
        let ids = try await database.read { try $0.numbers("SELECT id FROM notes ORDER BY id") }
        #expect(ids == [1, 2, 4])
    }

    @Test func aWriteThatThrowsIsUndoneAloneWhileOthersShareItsCommit() async throws {
        struct Refused: Error {}
        let database = try await DatabaseTests.open()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<300 {
                group.addTask {
                    do {
                        try await database.write { t in
                            try t.run("INSERT INTO notes (id, text) VALUES (\(number), \("note \(number)"))")
                            if number % 3 == 0 { throw Refused() }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let kept: Int? = try await database.read { try $0.value("SELECT count(*) FROM notes") }
        #expect(outcomes == 200)
        #expect(kept == 200)
    }

    @Test func aConstraintIsNamedAndTheValueIsNot() async throws {
        let database = try await DatabaseTests.open()
        try await database.write { _ = try $0.run("INSERT INTO notes (id, text) VALUES (1, \("secret"))") }
        await #expect {
            try await database.write { try $0.run("INSERT INTO notes (id, text) VALUES (2, \("secret"))") }
        } throws: {
            guard case .constraint(let name)? = $0 as? StoreProblem else { return false }
            return name.hasPrefix("notes") && !"\($0)".contains("secret")
        }
    }

    @Test func listsAndNestedConditionsAreBound() async throws {
        let database = try await DatabaseTests.open()
        try await database.write { t in
            for n in 1...9 { try t.run("INSERT INTO notes (id, text) VALUES (\(n), \("n\(n)"))") }
        }
        let condition = Statement.any(["id IN \(list: [1, 2, 3])", .all(["id > \(7)", "text <> \("n9")"])])
        let found = try await database.read {
            try $0.rows("SELECT id FROM notes WHERE \(condition) ORDER BY id").map { try $0["id"] as Int }
        }
        #expect(found == [1, 2, 3, 8])
        let none: Int? = try await database.read {
            try $0.value("SELECT count(*) FROM notes WHERE id IN \(list: [Int]())")
        }
        #expect(none == 0)
    }

    @Test func aChangedMigrationIsRefused() async throws {
        let database = try await DatabaseTests.open()
        await #expect(throws: StoreProblem.self) {
            try await Migration.apply(
                [Migration(name: "0001_notes", sql: "CREATE TABLE other (id INTEGER)")], to: database)
        }
    }
}
