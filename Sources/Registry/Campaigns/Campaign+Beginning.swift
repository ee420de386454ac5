import Store

extension Campaign {
    /// Who begins, changes and closes a drive, where they have the role.
    package static let leaders: Set<Role> = [.districtOfficer, .stateAdministrator]

    /// What a drive is begun with.
    package struct Plan: Sendable {
        package var name = ""
        package var kind = Kind.both
        package var list: RecordID?
        package var area: PlaceID
        package var firstDay: Day
        package var lastDay: Day
        package var visitsUntil: Day
        package var daysOff: Set<Day>
        /// Minutes after midnight in India: 19:00 and, on the day after, 15:00 (the 2023 drive's orders).
        package var dailyBy = 19 * 60
        package var finalBy = 15 * 60
        /// Rs 5 (Madhya Pradesh's order of its 2020 drive).
        package var fee: Int64 = 500
        /// For a registration at a service centre.
        package var centreFee: Int64 = 500
        package var recipients: [String] = []

        /// A drive with its Sundays off, visits on all days.
        package init(area: PlaceID, firstDay: Day, lastDay: Day) {
            (self.area, self.firstDay, self.lastDay, visitsUntil) = (area, firstDay, lastDay, lastDay)
            // 1970-01-01 was a Thursday.
            daysOff = Set(
                (firstDay.number...max(firstDay.number, lastDay.number)).filter { ($0 + 4) % 7 == 0 }
                    .map { Day(number: $0) })
        }
    }

    /// Begins a drive and counts its targets from the list; the same id again is the same drive.
    ///
    /// Throws `Problem`: not allowed outside the actor's lead, `invalid` with every field that can't be.
    @discardableResult
    package static func begin(id: RecordID, _ plan: Plan, in scope: Scope) throws -> Campaign {
        guard scope.reaches(plan.area, roles: leaders) else { throw Problem.notAllowed }
        if let row = try scope.transaction.row("SELECT * FROM campaigns WHERE id = \(id)") { return try Campaign(row) }
        try check(plan, in: scope)
        let location = Location(plan.area, in: scope.places)
        try scope.transaction.run(
            """
            INSERT INTO campaigns (id, name, kind, list, \(Location.columns), first_day, last_day, visits_until, days_off,
            daily_by, final_by, fee, centre_fee, recipients, maker, created)
            VALUES (\(id), \(plan.name), \(plan.kind.rawValue), \(plan.list), \(location.values), \
            \(plan.firstDay.description), \(plan.lastDay.description), \(plan.visitsUntil.description), \
            \(plan.daysOff.sorted().map(\.description).joined(separator: " ")), \(plan.dailyBy), \(plan.finalBy), \
            \(plan.fee), \(plan.centreFee), \(plan.recipients.joined(separator: " ")), \(scope.actor.user), \(scope.now))
            """)
        if let list = plan.list { try countTargets(of: list, for: id, in: plan.area, in: scope) }
        try scope.record("began", "campaign", id, at: plan.area, details: ["kind": plan.kind.rawValue])
        return try find(id, in: scope)
    }

    private static func check(_ plan: Plan, in scope: Scope) throws {
        var faults: [Problem.Field] = []
        if plan.name.allSatisfy(\.isWhitespace) { faults.append(.init("name", "missing")) }
        if plan.lastDay < plan.firstDay || plan.lastDay.number - plan.firstDay.number > 366 {
            faults.append(.init("lastDay", "order"))
        }
        if plan.visitsUntil < plan.firstDay || plan.lastDay < plan.visitsUntil {
            faults.append(.init("visitsUntil", "order"))
        }
        if !(0..<1440).contains(plan.dailyBy) { faults.append(.init("dailyBy", "form")) }
        if !(0..<1440).contains(plan.finalBy) { faults.append(.init("finalBy", "form")) }
        if !(0...10_000_000).contains(plan.fee) { faults.append(.init("fee", "range")) }
        if !(0...10_000_000).contains(plan.centreFee) { faults.append(.init("centreFee", "range")) }
        if plan.recipients.contains(where: { !isAddress($0) }) { faults.append(.init("recipients", "form")) }
        if let list = plan.list, (try? LeftOutList.find(list, in: scope))?.published == nil {
            faults.append(.init("list", "unknown"))
        }
        guard faults.isEmpty else { throw Problem(.invalid, fields: faults) }
    }

    /// Enough of an e-mail address that a mail server will look at it.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.utf8.count <= 254
            && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"<>,;\"".utf8.contains($0) }
    }

    private static func countTargets(
        of list: RecordID, for campaign: RecordID, in area: PlaceID, in scope: Scope
    ) throws {
        let rows = try scope.transaction.rows(
            """
            SELECT \(Location.columns), count(*) AS n FROM left_outs
            WHERE list = \(list) AND \(unchecked: Location.column(area.level) ?? "state") = \(area)
            GROUP BY \(Location.columns)
            """)
        var totals: [PlaceID: Int] = [:]
        for row in rows {
            let number: Int = try row["n"]
            for place in try Location(row).path { totals[place, default: 0] += number }
        }
        for (place, number) in totals.sorted(by: { $0.key.number < $1.key.number }) {
            try scope.transaction.run(
                """
                INSERT INTO drive_counters (campaign, place, measure, day, value)
                VALUES (\(campaign), \(place), \(DriveMeasure.target.rawValue), '', \(number))
                """)
        }
    }

    /// Ends it: nothing more is taken for it but corrections of returns.
    package func close(in scope: Scope) throws {
        guard let area, scope.reaches(area, roles: Campaign.leaders) else { throw Problem.notAllowed }
        try scope.transaction.run("UPDATE campaigns SET closed = \(scope.now) WHERE id = \(id) AND closed IS NULL")
        try scope.record("closed", "campaign", id, at: area)
    }

    /// Changes the target of a place by so many people, with a reason that everybody sees.
    ///
    /// Throws `Problem`: not allowed, `invalid` for a place outside the drive, no reason, or a target below nought.
    package func adjustTarget(
        id adjustment: RecordID, of place: PlaceID, by change: Int, reason: String, in scope: Scope
    ) throws {
        let location = Location(place, in: scope.places)
        guard let area, location.lies(in: area), scope.reaches(place, roles: Campaign.leaders) else {
            throw Problem.notAllowed
        }
        guard !reason.allSatisfy(\.isWhitespace) else { throw Problem.invalid("reason", "missing") }
        let known: Int? = try scope.transaction.value("SELECT 1 FROM target_adjustments WHERE id = \(adjustment)")
        guard known == nil else { return }
        let target = try DriveCounter.figures(of: [place], in: id, in: scope)[place]?[.target] ?? 0
        guard abs(change) <= 10_000_000, target + change >= 0 else { throw Problem.invalid("change", "range") }
        try scope.transaction.run(
            """
            INSERT INTO target_adjustments (id, campaign, place, change, reason, actor, time)
            VALUES (\(adjustment), \(id), \(place), \(change), \(reason), \(scope.actor.user), \(scope.now))
            """)
        DriveCounter.add(change, .target, of: id, at: location, on: "", in: scope)
        try scope.record("adjusted", "target", id, at: place, details: ["change": String(change)])
    }

    /// Who changed which target when and why, the latest first.
    package struct Adjustment: Sendable {
        package let place: PlaceID
        package let change: Int
        package let reason: String
        package let actor: RecordID?
        package let time: Int64
    }

    package func adjustments(in scope: Scope) throws -> [Adjustment] {
        try scope.transaction.rows(
            "SELECT * FROM target_adjustments WHERE campaign = \(id) ORDER BY time DESC, id DESC LIMIT 500"
        ).map {
            Adjustment(
                place: try $0["place"], change: try $0["change"], reason: try $0["reason"], actor: try $0["actor"],
                time: try $0["time"])
        }
    }
}
