import Store

extension Message {
    /// What was sent about an application, a worker or a grievance, in the order it was queued.
    ///
    /// For another area it is empty.
    package static func about(_ record: RecordID, in scope: Scope) throws -> [Message] {
        try scope.transaction.rows(
            "SELECT * FROM messages m WHERE about = \(record) AND \(scope.reach("m")) ORDER BY created, medium, id"
        ).map { try Message($0, in: scope) }
    }

    /// Throws `Problem.notFound` also for a message of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Message {
        guard let row = try scope.transaction.row("SELECT * FROM messages m WHERE id = \(id) AND \(scope.reach("m"))")
        else { throw Problem.notFound }
        return try Message(row, in: scope)
    }

    /// Which messages a list shows.
    package struct Filter: Sendable, Hashable, Codable {
        package var status: Status?
        package var medium: Medium?
        /// The last one of the page before: the list goes on behind it.
        package var before: RecordID?

        package init(status: Status? = nil, medium: Medium? = nil, before: RecordID? = nil) {
            self.status = status
            self.medium = medium
            self.before = before
        }
    }

    /// The newest first. Ids begin with their time, so they are the order.
    package static func list(_ filter: Filter, limit: Int, in scope: Scope) throws -> [Message] {
        try scope.transaction.rows(
            "SELECT * FROM messages m WHERE \(conditions(filter, in: scope)) ORDER BY m.id DESC LIMIT \(limit)"
        ).map { try Message($0, in: scope) }
    }

    static func conditions(_ filter: Filter, in scope: Scope) -> Statement {
        var conditions = [scope.reach("m")]
        if let status = filter.status { conditions.append("m.status = \(status.rawValue)") }
        if let medium = filter.medium { conditions.append("m.medium = \(medium.rawValue)") }
        if let before = filter.before { conditions.append("m.id < \(before)") }
        return .all(conditions)
    }

    /// How many there are in each state, and what they cost in paise.
    package static func counts(in scope: Scope) throws -> [Status: (count: Int, cost: Int64)] {
        var counts: [Status: (count: Int, cost: Int64)] = [:]
        try scope.transaction.each(
            """
            SELECT m.status AS status, count(*) AS n, CAST(sum(m.cost) AS BIGINT) AS cost
            FROM messages m WHERE \(scope.reach("m")) GROUP BY m.status
            """
        ) { row in
            if let status = Status(rawValue: try row["status"]) { counts[status] = (try row["n"], try row["cost"]) }
        }
        return counts
    }
}
