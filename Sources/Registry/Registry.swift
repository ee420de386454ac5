import Foundation
package import Store
internal import Synchronization

/// The register: its data base, keys, places and rules, and the only two ways to work with it.
///
///     let worker = try await registry.read(as: officer) { try Worker.find(id, in: $0) }
///     try await registry.write(as: officer) { try Application.find(id, in: $0).approve(reason: nil, in: $0) }
package final class Registry: Sendable {
    private let database: Database
    package let environment: Environment
    package let vault: Vault
    package let rules: Rules
    let passwords = BoundedQueue("passwords", most: 100)
    package let pictures = BoundedQueue("pictures", most: 40)
    /// What a password is compared with where the name is unknown, so that the answer takes as long.
    let decoyHash: String
    private let directory: Mutex<PlaceDirectory>

    /// Opens the data base, brings its schema up to date and reads the places.
    package init(database: Database, vault: Vault, environment: Environment = .live, rules: Rules) async throws {
        self.database = database
        self.vault = vault
        self.environment = environment
        self.rules = rules
        decoyHash = Password.hash("", salt: environment.random(16), cost: environment.passwordCost)
        let migrations = Bundle.module.url(forResource: "Migrations", withExtension: nil)
        try await Migration.apply(try migrations.map(Migration.folder) ?? [], to: database)
        directory = Mutex(PlaceDirectory(try await database.read(Place.all)))
    }

    package var places: PlaceDirectory { directory.withLock { $0 } }

    /// Reads the places again, after an import.
    package func reloadPlaces() async throws {
        let read = PlaceDirectory(try await database.read(Place.all))
        directory.withLock { $0 = read }
    }

    /// Reads one consistent state as somebody sees it.
    package func read<Result: Sendable>(as actor: Actor, _ body: @escaping @Sendable (Scope) throws -> Result)
        async throws -> Result
    {
        let places = places
        return try await database.read { [self] in try body(scope(actor, places, $0)) }
    }

    /// Writes all or nothing as somebody, and returns when it is durable. The closure may run more than once.
    package func write<Result: Sendable>(as actor: Actor, _ body: @escaping @Sendable (Scope) throws -> Result)
        async throws -> Result
    {
        let places = places
        do {
            return try await database.write { [self] in try body(scope(actor, places, $0)) }
        } catch StoreProblem.busy {
            throw Problem(.busy)
        }
    }

    /// Writes that wait, and what was committed since the start.
    package var load: (waiting: Int, commits: Int, writes: Int, largest: Int) {
        let load = database.load
        return (load.waiting, load.commits, load.writes, load.largest)
    }

    /// See `Database.copy(to:)`.
    func copyDatabase(to path: String) throws { try database.copy(to: path) }

    package func close() async throws { try await database.close() }

    private func scope(_ actor: Actor, _ places: PlaceDirectory, _ t: Transaction) -> Scope {
        Scope(actor: actor, environment: environment, vault: vault, places: places, rules: rules, transaction: t)
    }
}
