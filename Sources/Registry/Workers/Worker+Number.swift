import Store

extension Worker {
    /// The worker in the actor's reach whose number somebody typed; a merged number leads to the kept one. Throws
    /// `Problem.invalid` for none.
    package static func find(number text: String, in scope: Scope) throws -> Worker {
        guard let number = RegistrationNumber.parse(text),
            let row = try scope.transaction.row(
                "SELECT * FROM workers w WHERE number = \(number) AND \(scope.reach("w"))")
        else { throw Problem.invalid("worker", "unknown") }
        return try Worker(row, in: scope).kept(in: scope)
    }
}
