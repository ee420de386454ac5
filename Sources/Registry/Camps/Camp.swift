import Store

/// A camp of a drive: at a set place, day and hours the people of some villages or wards are registered.
package struct Camp: Sendable {
    package enum Status: String, Sendable, CaseIterable { case planned, held, cancelled }

    /// A whole place, or one village of it.
    package struct Part: Sendable, Hashable {
        package let place: PlaceID
        package let village: String?

        package init(place: PlaceID, village: String? = nil) { (self.place, self.village) = (place, village) }
    }

    package let id: RecordID
    package let campaign: RecordID
    package let location: Location
    package let venue: String
    package let day: Day
    /// Minutes after midnight in India.
    package let begins: Int
    package let ends: Int
    package let expected: Int
    package let footfall: Int?
    package let forms: Int?
    package let status: Status
    package let reason: String?
    package let version: Int

    init(_ row: Row) throws {
        id = try row["id"]
        campaign = try row["campaign"]
        location = try Location(row)
        venue = try row["venue"]
        let day: String = try row["day"]
        self.day = Day(day) ?? Day(number: 0)
        (begins, ends) = (try row["begins"], try row["ends"])
        expected = try row["expected"]
        footfall = try row["footfall"]
        forms = try row["forms"]
        status = Status(rawValue: try row["status"]) ?? .planned
        reason = try row["reason"]
        version = try row["version"]
    }

    /// A camp of a block is also for those who work in one of its gram panchayats.
    private static func seen(in scope: Scope) -> Statement {
        let blocks = scope.actor.assignments.compactMap { Location($0.place, in: scope.places).block }
        return .any([scope.reach("c"), "c.panchayat IS NULL AND c.block IN \(list: blocks)"])
    }

    /// Throws `Problem.notFound` also for a camp of another area or drive.
    package static func find(_ id: RecordID, in campaign: RecordID, in scope: Scope) throws -> Camp {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM camps c WHERE id = \(id) AND campaign = \(campaign) AND \(seen(in: scope))")
        else { throw Problem.notFound }
        return try Camp(row)
    }

    /// The camps of a drive in the actor's area and the place, by day; at most 500.
    package static func all(
        in campaign: RecordID, at place: PlaceID? = nil, in scope: Scope
    ) throws -> [Camp] {
        _ = try Campaign.find(campaign, in: scope)
        var conditions: [Statement] = ["c.campaign = \(campaign)", seen(in: scope)]
        if let place, let column = Location.column(place.level) {
            let block = Location(place, in: scope.places).block
            conditions.append(
                .any(["c.\(unchecked: column) = \(place)", "c.panchayat IS NULL AND c.block = \(block)"]))
        }
        return try scope.transaction.rows(
            "SELECT * FROM camps c WHERE \(.all(conditions)) ORDER BY c.day, c.begins, c.id LIMIT 500"
        ).map(Camp.init)
    }

    /// Whose people are asked to come.
    package func parts(in scope: Scope) throws -> [Part] {
        try scope.transaction.rows(
            "SELECT place, village FROM camp_places WHERE camp = \(id) ORDER BY place, village"
        ).map { row in
            let village: String = try row["village"]
            return Part(place: try row["place"], village: village.isEmpty ? nil : village)
        }
    }

    /// The villages of a place as a drive's list names them; what is given to no gram panchayat stands under the block.
    package static func parts(of campaign: Campaign, at place: PlaceID, in scope: Scope) throws -> [Part] {
        guard let list = campaign.list, let column = Location.column(place.level), scope.reaches(place) else {
            return []
        }
        return try scope.transaction.rows(
            """
            SELECT COALESCE(l.panchayat, l.block) AS place, l.village AS village FROM left_outs l
            WHERE l.list = \(list) AND l.\(unchecked: column) = \(place)
            GROUP BY COALESCE(l.panchayat, l.block), l.village ORDER BY 1, 2
            """
        ).compactMap { row in
            guard let place: PlaceID = try row["place"] else { return nil }
            return Part(place: place, village: try row["village"])
        }
    }
}
