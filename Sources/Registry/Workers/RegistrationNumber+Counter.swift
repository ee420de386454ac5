import Store

extension RegistrationNumber {
    /// The next number of a state; permanent and provisional ones are counted apart.
    package static func next(for location: Location, provisional: Bool, in scope: Scope) throws -> String {
        guard let state = location.state?.code else { throw Problem.invalid("place", "required") }
        let counter = "\(provisional ? "provisional" : "registration").\(state)"
        let running: Int64? = try scope.transaction.value(
            """
            INSERT INTO counters (name, value) VALUES (\(counter), 1)
            ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value
            """)
        return make(state: state, running: running ?? 1, provisional: provisional)
    }
}
