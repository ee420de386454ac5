internal import Store

/// Two workers of whom an officer said that they are one person; another officer merges them.
package struct MergeProposal: Sendable {
    package let first: Worker
    package let second: Worker
    package let actor: RecordID?
    /// Milliseconds since 1970.
    package let time: Int64

    /// Those that wait, of one worker or of the actor's area, the latest first.
    package static func all(of worker: RecordID? = nil, limit: Int = 100, in scope: Scope) throws -> [MergeProposal] {
        let pairs: Statement =
            if let worker {
                """
                SELECT * FROM pair_decisions WHERE first_id = \(worker) AND decision = 'same'
                UNION ALL SELECT * FROM pair_decisions WHERE second_id = \(worker) AND decision = 'same'
                """
            } else {
                "SELECT * FROM pair_decisions WHERE decision = 'same'"
            }
        // Both lie in the area, for whoever merges needs both.
        let rows = try scope.transaction.rows(
            """
            SELECT a.id AS a_id, b.id AS b_id, p.actor AS actor, p.time AS time FROM (\(pairs)) p
            JOIN workers a ON a.id = p.first_id JOIN workers b ON b.id = p.second_id
            WHERE a.status <> 'merged' AND b.status <> 'merged' AND \(scope.reach("a")) AND \(scope.reach("b"))
            ORDER BY p.time DESC LIMIT \(limit)
            """)
        return try rows.map { row in
            MergeProposal(
                first: try Worker.find(try row["a_id"], in: scope), second: try Worker.find(try row["b_id"], in: scope),
                actor: try row["actor"], time: try row["time"])
        }
    }

    /// Says that two workers are one person, without the review queue: from the page of one of them.
    package static func propose(_ worker: Worker, same other: Worker, in scope: Scope) throws {
        guard worker.status != .merged, other.status != .merged else { throw Problem(.wrongState) }
        try PairDecision.decide(.same, worker.id, other.id, weight: nil, at: worker.location.finest, in: scope)
    }
}
