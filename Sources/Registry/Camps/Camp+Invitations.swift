import Store

extension Camp {
    /// How the invitations stand.
    package struct Invitations: Sendable, Equatable {
        /// People asked to come.
        package var people = 0
        /// Mobiles among them that get a message; families that share one get it once.
        package var mobiles = 0
        /// Mobiles that don't know the latest of it yet.
        package var untold = 0

        package init(people: Int = 0, mobiles: Int = 0, untold: Int = 0) {
            (self.people, self.mobiles, self.untold) = (people, mobiles, untold)
        }
    }

    package func invitations(in scope: Scope) throws -> Invitations {
        guard
            let row = try scope.transaction.row(
                """
                SELECT count(*) AS people, count(mobile_index) AS mobiles,
                COALESCE(CAST(sum(CASE WHEN mobile_index IS NOT NULL AND told < \(version) THEN 1 ELSE 0 END) AS BIGINT), 0)
                AS untold FROM camp_invitations WHERE camp = \(id)
                """)
        else { return Invitations() }
        return Invitations(people: try row["people"], mobiles: try row["mobiles"], untold: try row["untold"])
    }

    /// People of the camp's villages and wards who are not registered, not covered otherwise and not invited yet.
    private func candidates(_ campaign: Campaign, in scope: Scope) throws -> Statement {
        guard let list = campaign.list else { return "(1 = 0)" }
        let parts: [Statement] = try parts(in: scope).map { part in
            let place: Statement =
                "l.\(unchecked: Location.column(part.place.level) ?? "block") = \(part.place)"
            return part.village.map { "\(place) AND l.village = \($0)" } ?? place
        }
        return .all([
            "l.list = \(list)", .any(parts),
            "(l.outcome IS NULL OR l.outcome IN ('found', 'away', 'untraceable')) AND l.application IS NULL",
            "NOT EXISTS (SELECT 1 FROM camp_invitations i WHERE i.camp = \(id) AND i.left_out = l.id)",
        ])
    }

    /// How many people could still be invited.
    package func uninvited(in scope: Scope) throws -> Int {
        let campaign = try Campaign.find(campaign, in: scope)
        return try scope.transaction.value("SELECT count(*) FROM left_outs l WHERE \(candidates(campaign, in: scope))")
            ?? 0
    }

    /// Invites up to `limit` more people, each mobile by one SMS; returns how many. Call it until it returns nought.
    ///
    /// Throws `Problem`: not allowed, wrong state unless the camp is planned.
    package func invite(limit: Int = 200, in scope: Scope) throws -> Int {
        try demand(.planned, Camp.planners, in: scope)
        let campaign = try Campaign.find(campaign, in: scope)
        let people = try scope.transaction.rows(
            "SELECT l.* FROM left_outs l WHERE \(candidates(campaign, in: scope)) ORDER BY l.id LIMIT \(limit)"
        ).map { try LeftOut($0, in: scope) }
        for leftOut in people {
            let index = leftOut.person.mobile.map { scope.vault.blindIndex($0, for: "mobile") }
            let isKnown: Int? = try scope.transaction.value(
                "SELECT 1 FROM camp_invitations WHERE camp = \(id) AND mobile_index = \(index ?? [])")
            try scope.transaction.run(
                """
                INSERT INTO camp_invitations (camp, left_out, mobile_index, told)
                VALUES (\(id), \(leftOut.id), \(isKnown == nil ? index : nil), \(version))
                """)
            if isKnown == nil { try tell(leftOut, .campInvitation, in: scope) }
        }
        if !people.isEmpty {
            try scope.record("invited", "camp", id, at: location.finest, details: ["count": String(people.count)])
        }
        return people.count
    }

    /// Tells up to `limit` of the invited what changed; returns how many. Call it until it returns nought.
    package func tell(limit: Int = 200, in scope: Scope) throws -> Int {
        guard scope.reaches(location, roles: Camp.planners) else { throw Problem.notAllowed }
        guard status != .held else { return 0 }
        let waiting = try scope.transaction.rows(
            """
            SELECT l.* FROM camp_invitations i JOIN left_outs l ON l.id = i.left_out
            WHERE i.camp = \(id) AND i.mobile_index IS NOT NULL AND i.told < \(version) ORDER BY l.id LIMIT \(limit)
            """
        ).map { try LeftOut($0, in: scope) }
        for leftOut in waiting {
            try tell(leftOut, status == .cancelled ? .campCancelled : .campChanged, in: scope)
            try scope.transaction.run(
                "UPDATE camp_invitations SET told = \(version) WHERE camp = \(id) AND left_out = \(leftOut.id)")
        }
        return waiting.count
    }

    private func tell(_ leftOut: LeftOut, _ template: Message.Template, in scope: Scope) throws {
        guard let mobile = leftOut.person.mobile else { return }
        let day = day.description.split(separator: "-").reversed().joined(separator: "-")
        try Message.queue(
            template, toMobile: mobile, language: LeftOutLanguage.of(leftOut.person, at: leftOut.location), about: id,
            at: leftOut.location,
            values: ["day": day, "hours": "\(Camp.clock(begins))–\(Camp.clock(ends))", "venue": venue], in: scope)
    }

    /// `09:30`.
    package static func clock(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
