import Store

extension Registry {
    /// Why a register can't be opened, as a sentence for whoever started the program.
    package struct OpeningProblem: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Opens the register of a file's path or a server's URL, with the keys of a file that is made at the first start;
    /// a new register gets the starter set of places.
    ///
    /// Throws `OpeningProblem` when the data base, its schema or the key file can't be used.
    package convenience init(
        at location: String, keys: String, environment: Environment = .live
    ) async throws {
        do {
            try await self.init(
                database: try Database(at: .init(location)), vault: try Vault(keyFile: keys), environment: environment,
                rules: try .builtIn())
            try await fillPlaces()
        } catch let problem as StoreProblem {
            throw OpeningProblem(description: "\(Database.Location(location)): \(problem)")
        }
    }
}
