internal import Store

/// What an officer decided about two records: it sticks to the pair, whichever of the two is looked at.
package enum PairDecision {
    package enum Outcome: String, Sendable, CaseIterable { case same, different, unsure }

    /// Remembers the decision, in place of an earlier one, and audits it.
    /// - Parameter weight: log2 of the odds that the officer was shown, for measuring how good they are.
    package static func decide(
        _ outcome: Outcome, _ first: RecordID, _ second: RecordID, weight: Double?, at place: PlaceID? = nil,
        in scope: Scope
    ) throws {
        guard first != second else { throw Problem.invalid("pair", "sameRecord") }
        let (low, high) = (min(first, second), max(first, second))
        try scope.transaction.run(
            """
            INSERT INTO pair_decisions (first_id, second_id, decision, weight, actor, time)
            VALUES (\(low), \(high), \(outcome.rawValue), \(weight), \(scope.actor.user), \(scope.now))
            ON CONFLICT (first_id, second_id) DO UPDATE SET decision = excluded.decision, weight = excluded.weight,
            actor = excluded.actor, time = excluded.time
            """)
        try scope.transaction.run(
            """
            UPDATE review_pairs SET decision = \(outcome.rawValue) WHERE first_id = \(low) AND second_id = \(high)
            """)
        try scope.record(
            "decidePair", "pair", first, at: place,
            details: ["other": second.description, "decision": outcome.rawValue])
    }

    /// What was decided about a pair, and by whom.
    package static func find(
        _ first: RecordID, _ second: RecordID, in scope: Scope
    ) throws -> (outcome: Outcome, actor: RecordID?)? {
        let (low, high) = (min(first, second), max(first, second))
        guard
            let row = try scope.transaction.row(
                "SELECT decision, actor FROM pair_decisions WHERE first_id = \(low) AND second_id = \(high)"),
            let outcome = Outcome(rawValue: try row["decision"])
        else { return nil }
        return (outcome, try row["actor"])
    }

    /// Decisions about the pairs of one record, by the other.
    static func all(of record: RecordID, in scope: Scope) throws -> [RecordID: Outcome] {
        var decisions: [RecordID: Outcome] = [:]
        let rows = try scope.transaction.rows(
            """
            SELECT first_id, second_id, decision FROM pair_decisions WHERE first_id = \(record)
            UNION ALL SELECT first_id, second_id, decision FROM pair_decisions WHERE second_id = \(record)
            """)
        for row in rows {
            let (first, second): (RecordID, RecordID) = (try row["first_id"], try row["second_id"])
            decisions[first == record ? second : first] = Outcome(rawValue: try row["decision"])
        }
        return decisions
    }
}
