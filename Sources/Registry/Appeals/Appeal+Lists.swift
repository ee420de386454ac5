import Store

extension Appeal {
    /// Which appeals a list shows.
    package struct Filter: Sendable, Hashable, Codable {
        /// Those that wait for a decision where nil.
        package var status: Status?
        package var overdue = false

        package init(status: Status? = nil) { self.status = status }
    }

    /// A place in a list.
    package struct Cursor: Sendable, Hashable, CustomStringConvertible {
        let time: Int64
        let id: RecordID

        package init(_ appeal: Appeal) { (time, id) = (appeal.due ?? appeal.updated, appeal.id) }

        package init?(_ text: String) {
            let parts = text.split(separator: ".").map(String.init)
            guard parts.count == 2, let time = Int64(parts[0]), let id = RecordID(parts[1]) else { return nil }
            (self.time, self.id) = (time, id)
        }

        package var description: String { "\(time).\(id)" }
    }

    package static let waiting: [Status] = [.lodged, .heard]

    /// A page of the appeals in the actor's area: those that wait by when they are due, decided ones by their decision.
    ///
    /// One more than `limit` may come, which says that there is a next page.
    package static func page(_ filter: Filter, after: Cursor? = nil, limit: Int, in scope: Scope) throws -> [Appeal] {
        let behind: Statement = after.map { "AND (coalesce(p.due, p.updated), p.id) > (\($0.time), \($0.id))" } ?? ""
        return try scope.transaction.rows(
            """
            SELECT * FROM appeals p WHERE \(condition(filter, in: scope)) \(behind)
            ORDER BY coalesce(p.due, p.updated), p.id LIMIT \(limit + 1)
            """
        ).map { try Appeal($0, in: scope) }
    }

    /// How many of each state there are in the actor's area, and how many of them are late.
    package static func counts(in scope: Scope) throws -> [Status: (count: Int, overdue: Int)] {
        var counts: [Status: (count: Int, overdue: Int)] = [:]
        for row in try scope.transaction.rows(
            """
            SELECT status, count(*) AS n, CAST(sum(late) AS BIGINT) AS late FROM (
            SELECT p.status AS status, CASE WHEN p.due < \(scope.now) THEN 1 ELSE 0 END AS late
            FROM appeals p WHERE \(scope.reach("p"))) counted GROUP BY status
            """)
        {
            if let status = Status(rawValue: try row["status"]) { counts[status] = (try row["n"], try row["late"]) }
        }
        return counts
    }

    static func condition(_ filter: Filter, in scope: Scope) -> Statement {
        var conditions = [scope.reach("p")]
        let states = filter.status.map { [$0] } ?? waiting
        conditions.append("p.status IN \(list: states.map(\.rawValue))")
        if filter.overdue { conditions.append("p.due < \(scope.now)") }
        return .all(conditions)
    }
}
