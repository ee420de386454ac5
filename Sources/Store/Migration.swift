import Crypto
package import Foundation

/// One step of the schema: a file of statements that both dialects understand, never edited once released.
package struct Migration: Sendable {
    /// `0001_places`: applied in the order of names.
    package let name: String
    package let sql: String
    /// The only data base that it is for, and then its SQL is that data base's own; nil where both understand it.
    package let dialect: Dialect?

    package init(name: String, sql: String, dialect: Dialect? = nil) {
        self.name = name
        self.sql = sql
        self.dialect = dialect
    }

    /// The `.sql` files of a folder, by name: `0001_audit.sql` for both, `0040_guard.sqlite.sql` and `0040_guard.postgres.sql` for one.
    package static func folder(_ folder: URL) throws -> [Migration] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map {
                let parts = $0.deletingPathExtension().lastPathComponent.split(separator: ".").map(String.init)
                return Migration(
                    name: parts[0], sql: try String(contentsOf: $0, encoding: .utf8),
                    dialect: parts.count > 1 ? Dialect(rawValue: parts[1]) : nil)
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
            for migration in migrations where migration.dialect ?? t.dialect == t.dialect {
                if let digest = applied.removeValue(forKey: migration.name) {
                    guard digest == migration.digest else {
                        throw StoreProblem.migration(
                            name: migration.name, reason: "it was changed after it had been applied")
                    }
                    continue
                }
                try t.connection.script(
                    migration.dialect == nil ? t.dialect.schema(migration.sql) : migration.sql)
                try t.run("INSERT INTO migrations (name, digest) VALUES (\(migration.name), \(migration.digest))")
            }
            if let unknown = applied.keys.min() {
                throw StoreProblem.migration(
                    name: unknown, reason: "this program is older than the data base and doesn't know it")
            }
        }
    }
}
