import Store

/// Something that the servers do in the background with a list or a run: once, in one place, and again where a server was lost.
package struct ListJob: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Copies the register into a list.
        case copy
        /// Reads a list for the first time.
        case check
        case link
        /// Sends possible pairs to the review queue.
        case review
        case publish
    }

    package enum Status: String, Sendable, CaseIterable { case waiting, running, done, failed, cancelled }

    package let subject: RecordID
    package let kind: Kind
    package let owner: RecordID
    package let status: Status
    /// What is being done, as a code.
    package let phase: String
    /// Parts in a thousand.
    package let done: Int
    package let attempts: Int
    /// Why it failed, as a code.
    package let problem: String?
    package let created: Int64
    package let started: Int64?
    package let finished: Int64?

    /// How long a server that says nothing counts as alive, in milliseconds.
    static let lease: Int64 = 60_000
    /// How often one is begun before it is given up.
    static let attempts = 3

    init(_ row: Row) throws {
        subject = try row["subject"]
        kind = Kind(rawValue: try row["kind"]) ?? .check
        owner = try row["owner"]
        status = Status(rawValue: try row["status"]) ?? .failed
        phase = try row["phase"]
        done = try row["done"]
        attempts = try row["attempts"]
        problem = try row["problem"]
        created = try row["created"]
        started = try row["started"]
        finished = try row["finished"]
    }

    package var isOpen: Bool { status == .waiting || status == .running }

    /// The job of a kind for a list or run that the caller has found before.
    package static func find(_ kind: Kind, for subject: RecordID, in scope: Scope) throws -> ListJob? {
        try scope.transaction.row("SELECT * FROM list_jobs WHERE subject = \(subject) AND kind = \(kind.rawValue)")
            .map(ListJob.init)
    }

    /// Asks for it as the actor; one that waits, runs or is done stays as it is, one that failed or was stopped begins again.
    static func ask(_ kind: Kind, for subject: RecordID, in scope: Scope) throws {
        guard let user = scope.actor.user else { throw Problem.notAllowed }
        try scope.transaction.run(
            """
            INSERT INTO list_jobs (subject, kind, owner, status, created)
            VALUES (\(subject), \(kind.rawValue), \(user), 'waiting', \(scope.now))
            ON CONFLICT (subject, kind) DO UPDATE SET status = 'waiting', owner = excluded.owner, done = 0, attempts = 0,
            problem = NULL, created = excluded.created, started = NULL, finished = NULL, runner = NULL
            WHERE list_jobs.status = 'failed' OR list_jobs.status = 'cancelled'
            """)
    }

    /// Stops it; the server that works on it learns of it within seconds.
    package func cancel(in scope: Scope) throws {
        let stopped = try scope.transaction.run(
            """
            UPDATE list_jobs SET status = 'cancelled', runner = NULL, finished = \(scope.now)
            WHERE subject = \(subject) AND kind = \(kind.rawValue) AND (status = 'waiting' OR status = 'running')
            """)
        if stopped == 1 { try scope.record("cancelled", "listJob", subject, details: ["kind": kind.rawValue]) }
    }
}

/// What the servers do: claim one, write down how far it is, end it; a server that dies loses its claim.
extension ListJob {
    private static func isFree(_ kinds: [Kind], _ scope: Scope) -> Statement {
        """
        kind IN \(list: kinds.map(\.rawValue)) AND (status = 'waiting' OR (status = 'running' AND lease < \(scope.now)))
        """
    }

    /// True where something may be claimed: a look that writes nothing.
    package static func isDue(_ kinds: [Kind], in scope: Scope) throws -> Bool {
        let due: Int? = try scope.transaction.value("SELECT 1 FROM list_jobs WHERE \(isFree(kinds, scope)) LIMIT 1")
        return due != nil
    }

    /// Takes the next one that waits, or whose server was lost; nil where there is none, or where a linkage runs already, which
    /// needs the machine for itself.
    ///
    /// What was begun too often is marked as failed, so that nothing hangs.
    package static func claim(_ kinds: [Kind], by runner: RecordID, in scope: Scope) throws -> ListJob? {
        try scope.transaction.run(
            """
            UPDATE list_jobs SET status = 'failed', problem = 'givenUp', finished = \(scope.now), runner = NULL
            WHERE status = 'running' AND lease < \(scope.now) AND attempts >= \(attempts)
            """)
        if kinds.contains(.link) {
            let running: Int? = try scope.transaction.value(
                "SELECT 1 FROM list_jobs WHERE kind = 'link' AND status = 'running' AND lease >= \(scope.now) LIMIT 1")
            if running != nil { return nil }
        }
        let next = try scope.transaction.row(
            "SELECT * FROM list_jobs WHERE \(isFree(kinds, scope)) ORDER BY created, subject, kind LIMIT 1"
        ).map(ListJob.init)
        guard let next else { return nil }
        try scope.transaction.run(
            """
            UPDATE list_jobs SET status = 'running', runner = \(runner), lease = \(scope.now + lease), phase = '', done = 0,
            attempts = attempts + 1, started = \(scope.now) WHERE subject = \(next.subject) AND kind = \(next.kind.rawValue)
            """)
        return try find(next.kind, for: next.subject, in: scope)
    }

    private func mine(_ runner: RecordID) -> Statement {
        "subject = \(subject) AND kind = \(kind.rawValue) AND status = 'running' AND runner = \(runner)"
    }

    /// Notes how far it is and keeps the claim; false where it was stopped or another server has it.
    package func advance(to phase: String, done: Int, by runner: RecordID, in scope: Scope) throws -> Bool {
        try scope.transaction.run(
            """
            UPDATE list_jobs SET phase = \(phase), done = \(done), lease = \(scope.now + ListJob.lease)
            WHERE \(mine(runner))
            """) == 1
    }

    /// Gives the claim back, so that another server can begin at once.
    package func release(by runner: RecordID, in scope: Scope) throws {
        try scope.transaction.run(
            "UPDATE list_jobs SET status = 'waiting', runner = NULL, attempts = attempts - 1 WHERE \(mine(runner))")
    }

    /// Ends it, well or with a problem's code, and then does `work` in the same transaction; nothing where it was stopped meanwhile.
    package func finish(
        problem: String? = nil, by runner: RecordID, in scope: Scope, _ work: () throws -> Void = {}
    ) throws {
        let status: Status = problem == nil ? .done : .failed
        let ended = try scope.transaction.run(
            """
            UPDATE list_jobs SET status = \(status.rawValue), problem = \(problem), done = 1000, finished = \(scope.now),
            runner = NULL WHERE \(mine(runner))
            """)
        guard ended == 1 else { return }
        try work()
        var details = ["kind": kind.rawValue]
        details["problem"] = problem
        try scope.record(status.rawValue, "listJob", subject, details: details)
    }

    /// Whoever asked for it, with the roles that hold today; nil where the account was disabled.
    package func actor(in scope: Scope) throws -> Actor? {
        guard try User.enabled(owner, in: scope) != nil else { return nil }
        return Actor(.user(owner), assignments: try User.assignments(of: owner, in: scope), device: "list")
    }
}
