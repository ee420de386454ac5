import Store

/// What the servers do with exports: claim one, write down how far it is, end it; a server that dies loses its claim.
extension Export {
    /// How long a server that says nothing counts as alive, in milliseconds.
    static let lease: Int64 = 60_000
    /// How often one is begun before it is given up.
    static let attempts = 3

    /// Takes the next one that waits, or whose server was lost, for a runner; nil where there is none.
    ///
    /// What was begun too often is marked as failed, so that nothing hangs.
    package static func claim(by runner: RecordID, in scope: Scope) throws -> Export? {
        try scope.transaction.run(
            """
            UPDATE exports SET state = 'failed', problem = 'givenUp', finished = \(scope.now), expires = \(scope.now + keeping)
            WHERE state = 'running' AND lease < \(scope.now) AND attempts >= \(attempts)
            """)
        let next: RecordID? = try scope.transaction.value(
            """
            SELECT id FROM exports WHERE state = 'waiting' OR (state = 'running' AND lease < \(scope.now))
            ORDER BY created, id LIMIT 1
            """)
        guard let next else { return nil }
        try scope.transaction.run(
            """
            UPDATE exports SET state = 'running', runner = \(runner), lease = \(scope.now + lease), written = 0, total = NULL,
            attempts = attempts + 1, started = \(scope.now) WHERE id = \(next)
            """)
        return try scope.transaction.row("SELECT * FROM exports WHERE id = \(next)").map { try Export($0, in: scope) }
    }

    /// True where something may be claimed: a look that writes nothing.
    package static func isDue(in scope: Scope) throws -> Bool {
        let due: Int? = try scope.transaction.value(
            "SELECT 1 FROM exports WHERE state = 'waiting' OR (state = 'running' AND lease < \(scope.now)) LIMIT 1")
        return due != nil
    }

    /// The owner as of now, with the roles that hold today; nil where the account was disabled.
    package func actor(in scope: Scope) throws -> Actor? {
        guard try User.enabled(owner, in: scope) != nil else { return nil }
        let actor = Actor(
            .user(owner), assignments: try User.assignments(of: owner, in: scope), device: "export", language: language)
        return source.isOpen(to: actor) ? actor : nil
    }

    /// Notes how far it is and keeps the claim; false where it was cancelled or another server has it.
    package func advance(to written: Int, of total: Int?, by runner: RecordID, in scope: Scope) throws -> Bool {
        try scope.transaction.run(
            """
            UPDATE exports SET written = \(written), total = \(total), lease = \(scope.now + Export.lease)
            WHERE id = \(id) AND state = 'running' AND runner = \(runner)
            """) == 1
    }

    /// Gives the claim back, so that another server can begin at once.
    package func release(by runner: RecordID, in scope: Scope) throws {
        try scope.transaction.run(
            """
            UPDATE exports SET state = 'waiting', runner = NULL, attempts = attempts - 1
            WHERE id = \(id) AND state = 'running' AND runner = \(runner)
            """)
    }

    /// Ends it: with its file in place, or with a problem's code. False where it was cancelled meanwhile.
    package func finish(
        written: Int, problem: String? = nil, by runner: RecordID, in scope: Scope
    ) throws -> Bool {
        let state: State = problem == nil ? .done : .failed
        let ended = try scope.transaction.run(
            """
            UPDATE exports SET state = \(state.rawValue), written = \(written), total = \(written), problem = \(problem),
            finished = \(scope.now), expires = \(scope.now + Export.keeping), runner = NULL
            WHERE id = \(id) AND state = 'running' AND runner = \(runner)
            """)
        guard ended == 1 else { return false }
        var details = ["noun": source.noun.rawValue, "rows": String(written)]
        details["problem"] = problem
        try scope.record(problem == nil ? "made" : "failed", "export", id, details: details)
        return true
    }

    /// Forgets those whose time is over; their files are removed by `ExportFolder.tidy`.
    @discardableResult
    package static func forget(in scope: Scope) throws -> Int {
        let over: Statement = "expires < \(scope.now) AND NOT (state = 'waiting' OR state = 'running')"
        let ids = try scope.transaction.rows("SELECT id FROM exports WHERE \(over)").map { try $0["id"] as RecordID }
        for id in ids {
            try scope.transaction.run("DELETE FROM exports WHERE id = \(id)")
            try scope.record("deleted", "export", id)
        }
        return ids.count
    }

    /// Which of the ids still have a right to their file: made and not over, or being made.
    package static func kept(_ ids: [RecordID], in scope: Scope) throws -> Set<RecordID> {
        Set(
            try scope.transaction.rows(
                """
                SELECT id FROM exports WHERE id IN \(list: ids)
                AND (state = 'running' OR (state = 'done' AND expires > \(scope.now)))
                """
            ).map { try $0["id"] })
    }
}
