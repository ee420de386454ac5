import Store

extension Original {
    /// How the papers of the actor's area stand.
    package struct Figures: Sendable {
        /// Open applications whose paper is owed and not there.
        package var outstanding = 0
        package var counts: [Status: Int] = [:]
    }

    package static func figures(in scope: Scope) throws -> Figures {
        var figures = Figures()
        var filter = DeskFilter()
        (filter.reach, filter.isPaperOutstanding) = (.area, true)
        for source in DeskSource.all(filter, in: scope) {
            figures.outstanding +=
                try scope.transaction.value(
                    "SELECT count(*) FROM applications a WHERE \(source.condition(filter, in: scope))") ?? 0
        }
        for row in try scope.transaction.rows(
            "SELECT o.status AS status, count(*) AS n FROM originals o WHERE \(scope.reach("o")) GROUP BY o.status")
        {
            if let status = Status(rawValue: try row["status"]) { figures.counts[status] = try row["n"] }
        }
        return figures
    }

    /// Papers that lie at the counter of the actor's area, the oldest first, behind the one that was received last so far.
    package static func waiting(
        after last: (received: Int64, id: RecordID)? = nil, limit: Int = PaperBundle.limit, in scope: Scope
    ) throws -> [(original: Original, application: Application)] {
        let behind: Statement =
            last.map { "AND (o.received, o.application) > (\($0.received), \($0.id))" } ?? ""
        return try scope.transaction.rows(
            """
            SELECT * FROM originals o WHERE o.status = 'received' AND \(scope.reach("o")) \(behind)
            ORDER BY o.received, o.application LIMIT \(limit)
            """
        ).map { row in
            let original = try Original(row)
            return (original, try Application.find(original.application, in: scope))
        }
    }
}
