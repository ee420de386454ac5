import Crypto
package import Foundation

/// One step of the schema: a file of statements that both dialects understand, never edited once released.
package struct Migration: Sendable {
    /// `0001_places`: applied in the order of names.
    package let name: String
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    /// The `.sql` files of a folder, by name.
    package static func folder(_ folder: URL) throws -> [Migration] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map {
                Migration(
                    name: $0.deletingPathExtension().lastPathComponent, sql: try String(contentsOf: $0, encoding: .utf8)
                )
            }
    }

    private var digest: String {
        SHA256.hash(data: Data(sql.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Applies what is missing, each in the same transaction as the note that it was applied.
    ///
    /// Throws `StoreProblem.migration` if an applied one reads differently now, or the data base is newer than the program.
    package static func apply(_ migrations: [Migration], to database: Database) async throws {
        try await database.write { t in
            try t.connection.script(
                "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, digest TEXT NOT NULL)")
            var applied: [String: String] = [:]
            for row in try t.rows("SELECT name, digest FROM migrations") {
                applied[try row["name"]] = try row["digest"]
            }
            for migration in migrations {
                if let digest = applied.removeValue(forKey: migration.name) {
                    guard digest == migration.digest else {
                        throw StoreProblem.migration(
                            name: migration.name, reason: "it was changed after it had been applied")
                    }
                    continue
                }
                try t.connection.script(t.dialect.schema(migration.sql))
                try t.run("INSERT INTO migrations (name, digest) VALUES (\(migration.name), \(migration.digest))")
            }
            if let unknown = applied.keys.min() {
                throw StoreProblem.migration(
                    name: unknown, reason: "this program is older than the data base and doesn't know it")
            }
        }
    }
}
