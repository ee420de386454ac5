import Store

extension Application {
    /// Kinds of numbers under which applications are found before they are workers.
    private static let kinds: [(kind: WorkerKey.Kind, path: any KeyPath<Person, String?> & Sendable)] = [
        (.aadhaar, \.aadhaar), (.familyNumber, \.familyNumber), (.mobile, \.mobile),
    ]

    /// Makes the application findable as the person stands now; can be repeated.
    func writeKeys(in scope: Scope) throws {
        let keys = Application.kinds.compactMap { kind, path in
            WorkerKey.identifier(person[keyPath: path], kind, scope.vault)
        }
        try scope.transaction.run("DELETE FROM application_keys WHERE application = \(id)")
        for key in keys {
            try scope.transaction.run(
                """
                INSERT INTO application_keys (kind, key, application) VALUES (\(key.kind.rawValue), \(key.number), \(id))
                ON CONFLICT DO NOTHING
                """)
        }
    }

    /// True if another application that officers have before them bears the same Aadhaar.
    func repeatsWaiting(in scope: Scope) throws -> Bool {
        guard let key = WorkerKey.identifier(person.aadhaar, .aadhaar, scope.vault) else { return false }
        let other: Int? = try scope.transaction.value(
            """
            SELECT 1 FROM application_keys k JOIN applications a ON a.id = k.application
            WHERE k.kind = \(key.kind.rawValue) AND k.key = \(key.number) AND k.application <> \(id)
            AND a.status IN ('submitted', 'verified', 'returned') LIMIT 1
            """)
        return other != nil
    }
}
