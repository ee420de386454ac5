import Foundation
import Store

/// Proves the figures of a drive: counts everything again from the records, by other queries than those that kept them.
extension Campaign {
    package struct Difference: Sendable, Codable, Equatable {
        package let place: PlaceID
        package let measure: DriveMeasure
        /// yyyy-mm-dd, or empty for what has no day.
        package let day: String
        package let kept: Int
        package let counted: Int
    }

    private struct Figure: Hashable {
        let place: PlaceID
        let measure: DriveMeasure
        let day: String
    }

    /// What the kept figures say otherwise than the records; empty where all agree.
    package func differences(in scope: Scope) throws -> [Difference] {
        let counted = try countRecords(in: scope)
        var kept: [Figure: Int] = [:]
        try scope.transaction.settle()
        try scope.transaction.each("SELECT place, measure, day, value FROM drive_counters WHERE campaign = \(id)") {
            row in
            guard let measure = DriveMeasure(rawValue: try row["measure"]) else { return }
            kept[Figure(place: try row["place"], measure: measure, day: try row["day"])] = try row["value"]
        }
        return Set(counted.keys).union(kept.keys).compactMap { figure in
            let (before, now) = (kept[figure] ?? 0, counted[figure] ?? 0)
            guard before != now else { return nil }
            return Difference(
                place: figure.place, measure: figure.measure, day: figure.day, kept: before, counted: now)
        }.sorted { ($0.day, $0.place.number, $0.measure.rawValue) < ($1.day, $1.place.number, $1.measure.rawValue) }
    }

    /// Counts again, mends what differs, and notes when and how much that was.
    fileprivate func recount(in scope: Scope) throws -> [Difference] {
        let differences = try differences(in: scope)
        for difference in differences {
            try scope.transaction.run(
                """
                INSERT INTO drive_counters (campaign, place, measure, day, value)
                VALUES (\(id), \(difference.place), \(difference.measure.rawValue), \(difference.day), \(difference.counted))
                ON CONFLICT (campaign, place, measure, day) DO UPDATE SET value = excluded.value
                """)
        }
        try noteRecount(differences.count, in: scope)
        return differences
    }

    fileprivate func noteRecount(_ differences: Int, in scope: Scope) throws {
        try scope.transaction.run(
            "UPDATE campaigns SET recounted = \(scope.now), differences = \(differences) WHERE id = \(id)")
        try scope.record("recounted", "campaign", id, at: area, details: ["differences": String(differences)])
    }

    private func countRecords(in scope: Scope) throws -> [Figure: Int] {
        var counted: [Figure: Int] = [:]
        func add(_ number: Int, _ measure: DriveMeasure, _ location: Location, _ day: String) {
            for place in location.path {
                counted[Figure(place: place, measure: measure, day: day), default: 0] += number
            }
        }
        let t = scope.transaction
        if let list, let area {
            try t.each(
                """
                SELECT \(Location.columns), count(*) AS n FROM left_outs
                WHERE list = \(list) AND \(unchecked: Location.column(area.level) ?? "state") = \(area)
                GROUP BY \(Location.columns)
                """
            ) { add(try $0["n"], .target, try Location($0), "") }
        }
        try t.each("SELECT place, change FROM target_adjustments WHERE campaign = \(id)") {
            add(try $0["change"], .target, Location(try $0["place"], in: scope.places), "")
        }
        try t.each(
            """
            SELECT \(Location.columns), day, outcome, CAST(sum(knock) AS BIGINT) AS doors,
            CAST(sum(CASE WHEN form = 'filled' THEN 1 ELSE 0 END) AS BIGINT) AS forms, count(*) AS n
            FROM house_visits WHERE campaign = \(id) GROUP BY \(Location.columns), day, outcome
            """
        ) { row in
            let (location, day, outcome) = (try Location(row), try row["day"] as String, try row["outcome"] as String)
            add(try row["doors"], .houses, location, day)
            add(try row["forms"], .forms, location, day)
            if outcome == HouseVisit.Outcome.new.rawValue { add(try row["n"], .new, location, day) }
        }
        try t.each(
            """
            SELECT \(Location.columns), day, CAST(sum(forms) AS BIGINT) AS forms FROM camps
            WHERE campaign = \(id) AND forms IS NOT NULL GROUP BY \(Location.columns), day
            """
        ) { add(try $0["forms"], .forms, try Location($0), try $0["day"]) }
        // Of each person the one visit that counts.
        try t.each(
            """
            SELECT l.state, l.division, l.district, l.subdivision, l.block, l.panchayat, v.day, v.outcome, count(*) AS n
            FROM house_visits v CROSS JOIN left_outs l WHERE v.campaign = \(id) AND l.id = v.left_out AND l.visit = v.id
            GROUP BY l.state, l.division, l.district, l.subdivision, l.block, l.panchayat, v.day, v.outcome
            """
        ) { row in
            guard let outcome = HouseVisit.Outcome(rawValue: try row["outcome"]) else { return }
            let (location, day, number) = (try Location(row), try row["day"] as String, try row["n"] as Int)
            add(number, outcome.measure, location, day)
            if outcome.isCovered { add(number, .covered, location, day) }
        }
        try t.each(
            """
            SELECT d.state, d.division, d.district, d.subdivision, d.block, d.panchayat,
            s.status_before, s.status_after, s.time
            FROM drive_applications d CROSS JOIN steps s
            WHERE d.campaign = \(id) AND s.record = d.application AND s.noun = 'application'
            """
        ) { row in
            let time: Int64 = try row["time"]
            guard
                let before = Application.Status(rawValue: try row["status_before"]),
                let after = Application.Status(rawValue: try row["status_after"]),
                let measure = DriveMeasure(step: before, to: after)
            else { return }
            add(1, measure, try Location(row), Day(Date(milliseconds: time)).description)
        }
        return counted.filter { $0.value != 0 }
    }
}

extension DriveMeasure {
    /// What a step of an application counts as; nil for one that no figure is made of.
    init?(step before: Application.Status, to after: Application.Status) {
        switch (before, after) {
        case (.draft, .submitted): self = .digitised
        case (_, .approved): self = .approved
        case (_, .rejected): self = .rejected
        default: return nil
        }
    }
}

extension Registry {
    /// Counts the figures of a drive again; what differs is mended.
    ///
    /// It is counted beside the others' work; only where something differs everything waits while it is counted once more.
    package func recount(_ drive: Campaign) async throws -> [Campaign.Difference] {
        let found = try await read(as: .program("recount")) { try drive.differences(in: $0) }
        return try await write(as: .program("recount")) { scope in
            guard found.isEmpty else { return try drive.recount(in: scope) }
            try drive.noteRecount(0, in: scope)
            return []
        }
    }

    /// The same for all drives that aren't closed: how many figures differed, by drive.
    package func recountDrives() async throws -> [RecordID: Int] {
        var differences: [RecordID: Int] = [:]
        for drive in try await read(as: .program("recount"), { try Campaign.all(in: $0) }) where drive.closed == nil {
            differences[drive.id] = try await recount(drive).count
        }
        return differences
    }
}
