import Store

extension Worker {
    /// Enters a person into the register under a permanent number; approval and the import of a registered base both end here.
    ///
    /// The worker can be found from then on, by the duplicate check and by the search.
    /// `number` is kept where the person has one already. The caller has done the duplicate check.
    @discardableResult
    package static func register(
        _ person: Person, id: RecordID, number: String? = nil, scheme: String, at location: Location,
        application: RecordID? = nil, in scope: Scope
    ) throws -> Worker {
        let number = try number ?? RegistrationNumber.next(for: location, provisional: false, in: scope)
        let serial = try nextSerial(in: scope)
        let sealed = try scope.seal(person, table: "workers", column: "person", row: id)
        try scope.transaction.run(
            """
            INSERT INTO workers (serial, id, number, status, scheme, \(Location.columns), category, person, application, registered,
            updated, valid_until)
            VALUES (\(serial), \(id), \(number), \(Status.active.rawValue), \(scheme), \(location.values), \(person.category), \(sealed), \
            \(application), \(scope.now), \(scope.now), \(scope.rules.workflow.validity(of: scheme, from: scope.now)))
            """)
        try scope.record("registered", "worker", id, at: location.finest)
        guard let row = try scope.transaction.row("SELECT * FROM workers WHERE id = \(id)") else {
            throw Problem.notFound
        }
        let worker = try Worker(row, in: scope)
        try worker.writeKeys(in: scope)
        return worker
    }
}
