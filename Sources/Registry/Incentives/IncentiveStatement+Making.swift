import Store

extension IncentiveStatement {
    /// Who makes statements, where they have the role.
    package static let makers: Set<Role> = [.designatedOfficer, .districtOfficer, .stateAdministrator]

    /// What a body could still be paid for.
    package struct Owed: Sendable {
        package let body: IncentiveBody
        package let registrations: Int
    }

    /// Approved registrations of a drive and a period that stand on no statement yet. Who was merged into another worker, or was
    /// paid for through another form, isn't among them.
    private static func unpaid(_ campaign: RecordID, from first: Day, to last: Day) -> Statement {
        // Days are India's: they begin five and a half hours before those of UTC.
        let (from, until) = (Int64(first.number) * 86_400_000, Int64(last.number + 1) * 86_400_000)
        return """
            drive_applications d JOIN applications a ON a.id = d.application JOIN workers w ON w.id = a.worker
            WHERE d.campaign = \(campaign) AND a.status = 'approved' AND w.status <> 'merged'
            AND w.registered >= \(from - 19_800_000) AND w.registered < \(until - 19_800_000)
            AND NOT EXISTS (SELECT 1 FROM incentive_lines i WHERE i.application = d.application OR i.worker = w.id)
            """
    }

    /// Bodies of the actor's area with unpaid registrations of the period.
    package static func owed(
        in campaign: RecordID, from first: Day, to last: Day, in scope: Scope
    ) throws -> [Owed] {
        try scope.transaction.rows(
            """
            SELECT CASE WHEN d.centre IS NULL THEN d.collector ELSE NULL END AS collector, d.centre AS centre,
            count(DISTINCT w.id) AS n FROM \(unpaid(campaign, from: first, to: last)) AND \(scope.reach("d"))
            AND (d.collector IS NOT NULL OR d.centre IS NOT NULL)
            GROUP BY CASE WHEN d.centre IS NULL THEN d.collector ELSE NULL END, d.centre
            """
        ).compactMap { row in
            guard let body = try IncentiveBody(row) else { return nil }
            return Owed(body: body, registrations: try row["n"])
        }.sorted { $0.body.description < $1.body.description }
    }

    /// Makes the statement of a body and a period, with a line for each unpaid registration, and freezes it.
    ///
    /// The same id again is the same statement. Throws `Problem`: not allowed, `invalid` for a period that can't be or without
    /// anything to pay.
    @discardableResult
    package static func make(
        id: RecordID, for body: IncentiveBody, in campaign: RecordID, from first: Day, to last: Day, in scope: Scope
    ) throws -> IncentiveStatement {
        let campaign = try Campaign.find(campaign, in: scope)
        let location = try body.location(in: scope)
        guard scope.reaches(location, roles: makers) else { throw Problem.notAllowed }
        if try scope.transaction.value("SELECT 1 FROM incentive_statements WHERE id = \(id)") as Int? != nil {
            return try find(id, in: campaign.id, in: scope)
        }
        guard first <= last else { throw Problem.invalid("until", "untilBeforeFrom") }
        guard last <= Day(scope.environment.now()) else { throw Problem.invalid("until", "past") }
        let fee = campaign.fee(of: body)
        var paid: Set<RecordID> = []
        let lines = try scope.transaction.rows(
            """
            SELECT d.application AS application, w.id AS worker
            FROM \(unpaid(campaign.id, from: first, to: last)) AND \(body.holds("d")) ORDER BY w.registered, w.id
            """
        ).compactMap { row -> (RecordID, RecordID, Int64)? in
            let (application, worker): (RecordID, RecordID) = (try row["application"], try row["worker"])
            return paid.insert(worker).inserted ? (application, worker, fee) : nil
        }
        guard !lines.isEmpty else { throw Problem.invalid("body", "nothingToPay") }
        let serial: Int =
            try scope.transaction.value(
                "SELECT COALESCE(max(serial), 0) + 1 FROM incentive_statements WHERE district = \(location.district)")
            ?? 1
        let (place, centre): (PlaceID?, RecordID?) =
            switch body {
            case .place(let place): (place, nil)
            case .centre(let centre): (nil, centre)
            }
        let total = fee * Int64(lines.count)
        try scope.transaction.run(
            """
            INSERT INTO incentive_statements (id, serial, campaign, collector, centre, \(Location.columns), first_day,
            last_day, fee, lines, total, digest, maker, made)
            VALUES (\(id), \(serial), \(campaign.id), \(place), \(centre), \(location.values), \(first.description), \
            \(last.description), \(fee), \(lines.count), \(total), \
            \(digest(id, body, first, last, fee, lines, in: scope)), \(scope.actor.user), \(scope.now))
            """)
        try scope.transaction.insert(
            into: "incentive_lines", ["application", "worker", "statement", "row_number", "amount"], rows: lines.count
        ) { row in
            [lines[row].0.value, lines[row].1.value, id.value, .integer(Int64(row + 1)), .integer(lines[row].2)]
        }
        try scope.record(
            "made", "incentiveStatement", id, at: location.finest,
            details: ["lines": String(lines.count), "total": String(total)])
        return try find(id, in: campaign.id, in: scope)
    }
}
