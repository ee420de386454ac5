import Foundation
import GRDB

/// One SQLite file in WAL mode with `synchronous=FULL`: a commit is on the disk before anyone is answered.
final class SQLiteFile: Driver {
    private let pool: DatabasePool

    init(path: String) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = -65536")
            // Not mapped into memory: a page that isn't there would be fetched with megabytes around it.
            try database.execute(sql: "PRAGMA mmap_size = 0")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do { pool = try DatabasePool(path: path, configuration: configuration) } catch let error as DatabaseError {
            throw StoreProblem(error)
        }
        // Names and numbers of workers stand in this file: nobody else on the machine needs to read it.
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
        try await pool.read { try body(Transaction(SQLiteConnection($0))) }
    }

    func write(_ body: (any Connection) -> Void) throws {
        pool.writeWithoutTransaction { body(SQLiteConnection($0)) }
    }

    func copy(to path: String) throws {
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy)
            try copy.close()
        } catch let error as DatabaseError { throw StoreProblem(error) }
    }

    func close() throws { try pool.close() }
}
