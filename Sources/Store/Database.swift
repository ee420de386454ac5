/// A data base, SQLite or PostgreSQL, that answers a write only after it is durable.
///
///     let database = try Database(at: .sqlite(path: "shramik.sqlite"))
///     try await database.write { try $0.run("INSERT INTO notes (text) VALUES (\(text))") }
package final class Database: Sendable {
    /// Where the data is: a file, or a server's URL (`postgres://user:password@host:5432/name`).
    package enum Location: Sendable, CustomStringConvertible {
        case sqlite(path: String)
        case postgres(url: String)

        /// `postgres://…` or `postgresql://…` is a server, anything else a file's path.
        package init(_ text: String) {
            self =
                text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
                ? .postgres(url: text) : .sqlite(path: text)
        }

        /// Without the password that a URL may hold.
        package var description: String {
            switch self {
            case .sqlite(let path): path
            case .postgres: "PostgreSQL"
            }
        }
    }

    private let driver: any Driver
    private let writer: GroupCommit
    package let dialect: Dialect

    /// Throws `StoreProblem.unreachable` when the file or server can't be opened.
    ///
    /// `schema` is for servers only: tables are kept in it, and it is made where it is missing.
    package init(at location: Location, schema: String? = nil) throws {
        switch location {
        case .sqlite(let path): (driver, dialect) = (try SQLiteFile(path: path), .sqlite)
        case .postgres(let url): (driver, dialect) = (try PostgresServer(url: url, schema: schema), .postgres)
        }
        writer = GroupCommit(driver)
    }

    /// The writer's thread would keep itself and its connection for ever.
    deinit { writer.close() }

    /// Reads one consistent state; many readers work beside each other and beside the writer.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await driver.read(body)
    }

    /// Writes all or nothing, and returns when it is durable.
    ///
    /// The closure may run more than once, so it must have no effect but on the transaction. An error it throws undoes its
    /// own work only. Throws `StoreProblem.busy` when too many writes wait.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { writer.submit(Write(body, $0)) }
    }

    package var load: WriterLoad { writer.load }

    /// Copies one state of the data base into a new file at `path`; reading and writing go on meanwhile. SQLite only.
    package func copy(to path: String) throws { try driver.copy(to: path) }

    /// Waits for the writes that were begun, then closes.
    package func close() async throws {
        try? await write { _ in }
        writer.close()
        try driver.close()
    }
}
