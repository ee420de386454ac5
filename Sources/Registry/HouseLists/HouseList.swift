import Store

/// The people of a drive in one place, in the order in which houses are walked: by village, then family, then name.
///
/// Names are sealed, so a village is opened whole and put in order here; what is shown of a block is opened village by village.
package struct HouseList: Sendable {
    /// How far the drive came with a person.
    package enum State: String, Sendable, CaseIterable {
        /// Nobody was there yet.
        case open
        /// Not at home, and to be visited again today or earlier, or on no day in particular.
        case again
        case covered
    }

    package struct Filter: Sendable {
        /// A block, municipality, gram panchayat or ward.
        package var place: PlaceID
        package var village: String?
        package var state: State?

        package init(place: PlaceID, village: String? = nil, state: State? = nil) {
            (self.place, self.village, self.state) = (place, village, state)
        }
    }

    package struct Village: Sendable, Equatable {
        package let name: String
        package let count: Int
    }

    package let campaign: Campaign
    package let filter: Filter
    /// In the order of the list, with how many people the filter leaves in each.
    package let villages: [Village]

    package var count: Int { villages.reduce(0) { $0 + $1.count } }

    /// Throws `Problem.notFound` for a drive or place that isn't the actor's, and for places above a block.
    package static func find(_ id: RecordID, _ filter: Filter, in scope: Scope) throws -> HouseList {
        let campaign = try Campaign.find(id, in: scope)
        guard let area = campaign.area, scope.places.lies(filter.place, in: area), scope.reaches(filter.place),
            filter.place.level >= .block, filter.place.level != .village
        else { throw Problem.notFound }
        let villages = try scope.transaction.rows(
            """
            SELECT l.village AS village, count(*) AS n FROM left_outs l
            WHERE \(condition(campaign, filter, in: scope)) GROUP BY l.village
            """
        ).map { Village(name: try $0["village"], count: try $0["n"]) }
        return HouseList(
            campaign: campaign, filter: filter,
            villages: villages.sorted { ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name) })
    }

    /// How many people each state has in the place, whatever state the filter asks for.
    package func counts(in scope: Scope) throws -> [State: Int] {
        var counts: [State: Int] = [:]
        for state in State.allCases {
            var filter = filter
            filter.state = state
            counts[state] = try scope.transaction.value(
                "SELECT count(*) FROM left_outs l WHERE \(HouseList.condition(campaign, filter, in: scope))")
        }
        return counts
    }

    /// The people from one place of the list on.
    package func people(from first: Int = 0, limit: Int, in scope: Scope) throws -> [LeftOut] {
        var people: [LeftOut] = []
        var passed = 0
        for village in villages {
            defer { passed += village.count }
            guard passed + village.count > first else { continue }
            guard passed < first + limit else { break }
            var filter = filter
            filter.village = village.name
            let all = try scope.transaction.rows(
                "SELECT l.* FROM left_outs l WHERE \(HouseList.condition(campaign, filter, in: scope))"
            ).map { try LeftOut($0, in: scope) }
            people += HouseList.walked(all).dropFirst(max(0, first - passed)).prefix(limit - people.count)
        }
        return people
    }

    /// Families stay together and stand by their first name; who has no family number is a family.
    static func walked(_ people: [LeftOut]) -> [LeftOut] {
        func key(_ leftOut: LeftOut) -> (String, RecordID) {
            ((leftOut.person.name ?? leftOut.person.localName ?? "").lowercased(), leftOut.id)
        }
        let sorted = people.map { (leftOut: $0, key: key($0)) }.sorted { $0.key < $1.key }.map(\.leftOut)
        var places: [Int64: Int] = [:]
        var families: [[LeftOut]] = []
        for leftOut in sorted {
            if let family = leftOut.family, let place = places[family] {
                families[place].append(leftOut)
            } else {
                if let family = leftOut.family { places[family] = families.count }
                families.append([leftOut])
            }
        }
        return families.flatMap(\.self)
    }

    private static func condition(_ campaign: Campaign, _ filter: Filter, in scope: Scope) -> Statement {
        guard let list = campaign.list, let column = Location.column(filter.place.level) else { return "(1 = 0)" }
        var conditions: [Statement] = ["l.\(unchecked: column) = \(filter.place)", "l.list = \(list)"]
        if let village = filter.village { conditions.append("l.village = \(village)") }
        let today = Day(scope.environment.now()).description
        switch filter.state {
        case .open: conditions.append("l.outcome IS NULL")
        case .again: conditions.append("l.outcome = 'away' AND (l.next_on IS NULL OR l.next_on <= \(today))")
        case .covered: conditions.append("l.outcome IS NOT NULL AND l.outcome NOT IN ('away', 'untraceable')")
        case nil: break
        }
        return .all(conditions)
    }
}
