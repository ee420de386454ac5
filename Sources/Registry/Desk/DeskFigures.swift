import Store

extension Desk {
    /// How many applications lie in one state.
    package struct Figure: Sendable {
        package let status: Application.Status
        package var count = 0
        package var overdue = 0
        package var emergencies = 0
        package var escalated = 0
        /// By whole days since the submission: up to 3, up to 7, up to 15, more.
        package var ages = [0, 0, 0, 0]
    }

    package static let ageLimits = [3, 7, 15]

    /// The midnight in India (UTC + 5:30) that a moment's day began with; ages change at midnight, as dates do.
    package static func startOfDay(_ time: Int64) -> Int64 { time - (time + 19_800_000) % 86_400_000 }

    /// Whole days, by the calendar in India, since something was due; nil while it isn't late.
    package static func daysLate(_ due: Int64, at now: Int64) -> Int? {
        due < now ? Int((startOfDay(now) - startOfDay(due)) / 86_400_000) : nil
    }

    /// Counts what a list without further filters shows, by state: open states live from the index, decided ones from the tally
    /// that each decision keeps.
    package static func figures(_ reach: DeskFilter.Reach, in scope: Scope) throws -> [Figure] {
        var filter = DeskFilter()
        filter.reach = reach
        var figures: [Application.Status: Figure] = [:]
        for source in DeskSource.all(filter, in: scope) {
            var figure = figures[source.status] ?? Figure(status: source.status)
            for row in try scope.transaction.rows(counting(source, filter, in: scope)) {
                let (count, age): (Int, Int) = (try row["n"], try row["age"])
                figure.count += count
                figure.overdue += try row["late"] ? count : 0
                figure.emergencies += try row["queue"] as Int == 0 ? count : 0
                figure.escalated += try row["up"] ? count : 0
                figure.ages[age] += count
            }
            figures[source.status] = figure
        }
        if reach == .area { try addDecided(to: &figures, in: scope) }
        return Application.Status.allCases.compactMap { figures[$0] }
    }

    static func counting(_ source: DeskSource, _ filter: DeskFilter, in scope: Scope) -> Statement {
        let days = ageLimits.map { startOfDay(scope.now) - Int64($0) * 86_400_000 }
        return """
            SELECT queue, late, up, age, count(*) AS n FROM (
            SELECT a.queue AS queue, CASE WHEN a.due < \(scope.now) THEN 1 ELSE 0 END AS late,
            CASE WHEN a.escalated > 0 THEN 1 ELSE 0 END AS up,
            CASE WHEN a.submitted >= \(days[0]) THEN 0 WHEN a.submitted >= \(days[1]) THEN 1
            WHEN a.submitted >= \(days[2]) THEN 2 ELSE 3 END AS age
            FROM applications a WHERE \(source.condition(filter, in: scope))) counted GROUP BY queue, late, up, age
            """
    }

    private static func addDecided(to figures: inout [Application.Status: Figure], in scope: Scope) throws {
        let areas = Area.apart(scope.areas, in: scope.places).compactMap { $0.condition(in: scope.places) }
        let rows = try scope.transaction.rows(
            """
            SELECT a.status AS status, CAST(sum(a.number) AS BIGINT) AS n FROM decided_counts a
            WHERE \(Statement.any(areas)) GROUP BY a.status
            """)
        for row in rows {
            guard let status = Application.Status(rawValue: try row["status"]) else { continue }
            figures[status] = Figure(status: status, count: try row["n"])
        }
    }
}

extension Application {
    /// Keeps the tally of decided applications by place: counting a crore of them anew would take a second.
    func tally(_ status: Status, by change: Int, in scope: Scope) throws {
        guard DeskFilter.closed.contains(status), let place = location.finest else { return }
        try scope.transaction.run(
            """
            INSERT INTO decided_counts (place, status, \(Location.columns), number)
            VALUES (\(place), \(status.rawValue), \(location.values), \(change))
            ON CONFLICT (place, status) DO UPDATE SET number = decided_counts.number + excluded.number
            """)
    }
}
