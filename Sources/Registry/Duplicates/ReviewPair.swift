internal import Foundation
internal import Store

/// Two records that may be one person, waiting for somebody's eye or decided.
package struct ReviewPair: Sendable {
    /// Both records side by side, in their original spelling, and what each comparison says.
    package struct Content: Sendable, Codable, Equatable {
        package struct Field: Sendable, Codable, Equatable {
            package var column: String
            package var first: String
            package var second: String

            package init(column: String, first: String, second: String) {
                (self.column, self.first, self.second) = (column, first, second)
            }
        }
        package struct Part: Sendable, Codable, Equatable {
            package var column: String
            /// `same`, `alike`, `different`, `sharedByMany`, or a linkage run's own label.
            package var level: String
            package var weight: Double

            package init(column: String, level: String, weight: Double) {
                (self.column, self.level, self.weight) = (column, level, weight)
            }
        }
        package var fields: [Field]
        package var parts: [Part]

        package init(fields: [Field], parts: [Part]) { (self.fields, self.parts) = (fields, parts) }
    }

    package let id: RecordID
    package let list: String
    package let first: RecordID
    package let second: RecordID
    package let weight: Double
    package let location: Location
    package let content: Content
    package let decision: PairDecision.Outcome?

    private init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        list = try row["list"]
        first = try row["first_id"]
        second = try row["second_id"]
        weight = try row["weight"]
        location = try Location(row)
        content = try scope.open(
            try row["content"], as: Content.self, table: "review_pairs", column: "content", row: id)
        let decision: String? = try row["decision"]
        self.decision = decision.flatMap { PairDecision.Outcome(rawValue: $0) }
    }

    /// Puts a pair into the queue of its place, once; an earlier decision about the pair is taken over.
    package static func queue(
        _ first: RecordID, _ second: RecordID, list: String = "", weight: Double, content: Content,
        at location: Location, in scope: Scope
    ) throws {
        let (low, high) = (min(first, second), max(first, second))
        let id = scope.environment.newID()
        let known: String? = try scope.transaction.value(
            "SELECT decision FROM pair_decisions WHERE first_id = \(low) AND second_id = \(high)")
        let sealed = try scope.seal(content, table: "review_pairs", column: "content", row: id)
        try scope.transaction.run(
            """
            INSERT INTO review_pairs (id, list, first_id, second_id, weight, \(Location.columns), content, decision, created)
            VALUES (\(id), \(list), \(low), \(high), \(weight), \(location.values), \(sealed), \(known), \(scope.now))
            ON CONFLICT (first_id, second_id) DO NOTHING
            """)
    }

    /// The next undecided pair of the actor's area, the likeliest first; after the one with `weight` and `id` where given.
    package static func next(
        after last: (weight: Double, id: RecordID)? = nil, list: String? = nil, in scope: Scope
    ) throws -> ReviewPair? {
        try undecided(after: last, list: list, limit: 1, in: scope).first
    }

    /// As `next`, as many as wanted.
    package static func undecided(
        after last: (weight: Double, id: RecordID)? = nil, list: String? = nil, limit: Int, in scope: Scope
    ) throws -> [ReviewPair] {
        var conditions: [Statement] = ["r.decision IS NULL", scope.reach("r")]
        if let list { conditions.append("r.list = \(list)") }
        if let last {
            conditions.append("r.weight < \(last.weight) OR (r.weight = \(last.weight) AND r.id > \(last.id))")
        }
        return try scope.transaction.rows(
            "SELECT r.* FROM review_pairs r WHERE \(.all(conditions)) ORDER BY r.weight DESC, r.id LIMIT \(limit)"
        ).map { try ReviewPair($0, in: scope) }
    }

    /// Throws `Problem.notFound` also for a pair of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> ReviewPair {
        guard
            let row = try scope.transaction.row(
                "SELECT r.* FROM review_pairs r WHERE r.id = \(id) AND \(scope.reach("r"))")
        else { throw Problem.notFound }
        return try ReviewPair(row, in: scope)
    }

    /// Keeps the decision for the pair, where every later check and run finds it.
    package func decide(_ outcome: PairDecision.Outcome, in scope: Scope) throws {
        try PairDecision.decide(outcome, first, second, weight: weight, at: location.finest, in: scope)
        try scope.transaction.run("UPDATE review_pairs SET decision = \(outcome.rawValue) WHERE id = \(id)")
    }

    /// How a queue stands, and how good the pairs that were offered are.
    package struct Progress: Sendable, Equatable {
        package var waiting = 0
        package var same = 0
        package var different = 0
        package var unsure = 0

        package init() {}

        /// Share of decided pairs that are one person, with its 95 % confidence interval (Wilson, 1927); nil before the first.
        package var precision: (share: Double, low: Double, high: Double)? {
            let n = Double(same + different), z = 1.96
            guard n > 0 else { return nil }
            let p = Double(same) / n
            let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
            let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
            return (p, max(0, middle - half), min(1, middle + half))
        }
    }

    /// Counts of the actor's area.
    package static func progress(list: String? = nil, in scope: Scope) throws -> Progress {
        var conditions = [scope.reach("r")]
        if let list { conditions.append("r.list = \(list)") }
        var progress = Progress()
        let rows = try scope.transaction.rows(
            "SELECT decision, count(*) AS n FROM review_pairs r WHERE \(.all(conditions)) GROUP BY decision")
        for row in rows {
            let (decision, count): (String?, Int) = (try row["decision"], try row["n"])
            switch decision.flatMap({ PairDecision.Outcome(rawValue: $0) }) {
            case nil: progress.waiting += count
            case .same: progress.same += count
            case .different: progress.different += count
            case .unsure: progress.unsure += count
            }
        }
        return progress
    }
}
