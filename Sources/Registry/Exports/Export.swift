import Store

/// A list that somebody asked to have as a file: made in the background, for its owner alone, gone after a day.
package struct Export: Sendable {
    package enum Format: String, Sendable, CaseIterable { case csv, xlsx }

    package enum State: String, Sendable, CaseIterable {
        case waiting, running, done, failed, cancelled
    }

    package let id: RecordID
    package let owner: RecordID
    package let format: Format
    package let language: String
    /// Why identifiers are shown in full; nil where they stay masked.
    package let purpose: Purpose?
    package let source: ExportSource
    package let state: State
    /// Rows expected; nil until somebody counted.
    package let total: Int?
    package let written: Int
    package let attempts: Int
    /// Why it failed, as a code.
    package let problem: String?
    package let created: Int64
    package let started: Int64?
    package let finished: Int64?
    /// When the file is removed.
    package let expires: Int64?

    /// How long a file is kept, in milliseconds.
    static let keeping: Int64 = 86_400_000
    /// How many of one owner may wait or run at the same time.
    static let limit = 5

    init(_ row: Row, in scope: Scope) throws {
        let id: RecordID = try row["id"]
        self.id = id
        owner = try row["owner"]
        format = Format(rawValue: try row["format"]) ?? .csv
        language = try row["language"]
        purpose = try (row["purpose"] as String?).flatMap(Purpose.init)
        source = try scope.open(
            try row["source"], as: ExportSource.self, table: "exports", column: "source", row: id)
        state = State(rawValue: try row["state"]) ?? .failed
        total = try row["total"]
        written = try row["written"]
        attempts = try row["attempts"]
        problem = try row["problem"]
        created = try row["created"]
        started = try row["started"]
        finished = try row["finished"]
        expires = try row["expires"]
    }

    package var isOpen: Bool { state == .waiting || state == .running }

    /// The actor's own export; throws `Problem.notFound` for anybody else's.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Export {
        guard let user = scope.actor.user,
            let row = try scope.transaction.row("SELECT * FROM exports WHERE id = \(id) AND owner = \(user)")
        else { throw Problem.notFound }
        return try Export(row, in: scope)
    }

    /// What the actor asked for, the latest first; at most 50.
    package static func own(in scope: Scope) throws -> [Export] {
        guard let user = scope.actor.user else { return [] }
        return try scope.transaction.rows(
            "SELECT * FROM exports WHERE owner = \(user) ORDER BY created DESC, id DESC LIMIT 50"
        ).map { try Export($0, in: scope) }
    }
}
