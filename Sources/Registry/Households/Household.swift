import Store

/// Everybody with one family number: registered workers, and people whose application is under way.
package enum Household {
    package struct Member: Sendable {
        package let id: RecordID
        package let isWorker: Bool
        package let person: Person
        package let number: String?
    }

    /// The members in the actor's reach, without the application that is being filled; each view is written into the audit.
    package static func members(_ familyNumber: String, besides application: RecordID, in scope: Scope) throws
        -> [Member]
    {
        guard let key = WorkerKey.identifier(familyNumber, .familyNumber, scope.vault) else { return [] }
        let workers = try WorkerSearch.find(familyNumber, limit: 30, in: scope)
            .filter {
                WorkerKey.plain($0.person.familyNumber, .familyNumber) == WorkerKey.plain(familyNumber, .familyNumber)
            }
            .map { Member(id: $0.id, isWorker: true, person: $0.person, number: $0.number) }
        let applications = try scope.transaction.rows(
            """
            SELECT a.* FROM application_keys k JOIN applications a ON a.id = k.application
            WHERE k.kind = \(key.kind.rawValue) AND k.key = \(key.number) AND k.application <> \(application)
            AND a.worker IS NULL AND a.status NOT IN ('draft', 'withdrawn', 'duplicate') AND \(scope.reach("a"))
            ORDER BY a.created LIMIT 30
            """
        ).map { try Application($0, in: scope) }
            .map { Member(id: $0.id, isWorker: false, person: $0.person, number: $0.number) }
        for member in workers + applications {
            try scope.record(
                "viewed", member.isWorker ? "worker" : "application", member.id, details: ["for": "household"])
        }
        return workers + applications
    }
}
