import Store

/// Somebody who was found by a drive and not registered: the list that is worked off after it.
///
/// On it are people found willing for whom no application came, those who refused or weren't at home with a day to come again,
/// and people found who are on no list. Whoever gets an application leaves it by himself.
package struct LaterPerson: Sendable {
    package enum State: String, Sendable, Codable, CaseIterable {
        case open
        /// Open, and the day has come.
        case due
        case closed
    }

    /// How it can end without an application.
    package static let endings: [HouseVisit.Outcome] = [
        .registered, .untraceable, .moved, .deceased, .refused, .notMigrant, .ineligible,
    ]
    /// Who works it off, where they have the role.
    package static let workers = HouseVisit.visitors.union(Campaign.leaders)

    package struct Filter: Sendable, Hashable, Codable {
        package var campaign: RecordID
        package var place: PlaceID?
        package var state: State

        package init(campaign: RecordID, place: PlaceID? = nil, state: State = .open) {
            (self.campaign, self.place, self.state) = (campaign, place, state)
        }
    }

    /// The left-out's id, or that of the visit which found somebody on no list.
    package let id: RecordID
    package let campaign: RecordID
    package let leftOut: RecordID?
    package let location: Location
    package let village: String
    package let person: Person
    package let reason: HouseVisit.Outcome
    package let nextOn: Day?
    package let ending: HouseVisit.Outcome?
    package let changed: Int64?

    private init(_ row: Row, campaign: RecordID, in scope: Scope) throws {
        let id: RecordID = try row["person"]
        (self.id, self.campaign) = (id, campaign)
        location = try Location(row)
        let source: String = try row["source"]
        if source == "list" {
            guard let found = try scope.transaction.row("SELECT * FROM left_outs WHERE id = \(id)") else {
                throw Problem.notFound
            }
            let known = try LeftOut(found, in: scope)
            (leftOut, village, person) = (known.id, known.village, known.person)
        } else {
            guard let found = try scope.transaction.row("SELECT * FROM house_visits WHERE id = \(id)") else {
                throw Problem.notFound
            }
            let person = try HouseVisit(found, in: scope).report.person ?? Person()
            (leftOut, village) = (nil, person.presentAddress?.village ?? person.permanentAddress?.village ?? "")
            self.person = person
        }
        reason = HouseVisit.Outcome(rawValue: try row["reason"]) ?? .found
        nextOn = try (row["due"] as String?).flatMap { Day($0) }
        ending = try (row["ending"] as String?).flatMap(HouseVisit.Outcome.init)
        changed = try row["changed"]
    }

    /// Both sources as one table `q`, of what the actor may see.
    private static func source(_ filter: Filter, id: RecordID? = nil, in scope: Scope) throws -> Statement {
        let campaign = try Campaign.find(filter.campaign, in: scope)
        func conditions(_ table: String) -> Statement {
            var conditions: [Statement] = [scope.reach(table)]
            for place in [campaign.area, filter.place].compactMap(\.self) {
                guard let column = Location.column(place.level) else { continue }
                conditions.append("\(unchecked: table).\(unchecked: column) = \(place)")
            }
            if let id { conditions.append("\(unchecked: table).id = \(id)") }
            return .all(conditions)
        }
        let columns = ["state", "division", "district", "subdivision", "block", "panchayat"]
        func places(_ table: String) -> Statement {
            Statement(stringLiteral: columns.map { "\(table).\($0) AS \($0)" }.joined(separator: ", "))
        }
        let today = Day(scope.environment.now()).description
        let state: Statement =
            switch filter.state {
            case .open: "q.ending IS NULL"
            case .due: "q.ending IS NULL AND q.due <= \(today)"
            case .closed: "q.ending IS NOT NULL"
            }
        return """
            (SELECT l.id AS person, 'list' AS source, l.outcome AS reason, COALESCE(p.next_on, l.next_on) AS due,
            p.ending AS ending, p.changed AS changed, \(places("l"))
            FROM left_outs l LEFT JOIN later_people p ON p.campaign = \(campaign.id) AND p.person = l.id
            WHERE \(campaign.list.map { "l.list = \($0)" } ?? "(1 = 0)" as Statement) AND l.outcome IN ('found', 'refused', 'away') AND l.application IS NULL
            AND (l.outcome = 'found' OR l.next_on IS NOT NULL) AND \(conditions("l"))
            UNION ALL
            SELECT v.id, 'visit', v.outcome, COALESCE(p.next_on, v.next_on), p.ending, p.changed, \(places("v"))
            FROM house_visits v LEFT JOIN later_people p ON p.campaign = \(campaign.id) AND p.person = v.id
            WHERE v.campaign = \(campaign.id) AND v.outcome = 'new' AND v.application IS NULL
            AND \(conditions("v"))) q WHERE \(id == nil ? state : "(1 = 1)")
            """
    }

    /// Throws `Problem.notFound` also for somebody of another area, or who isn't on the list any more.
    package static func find(_ id: RecordID, in campaign: RecordID, in scope: Scope) throws -> LaterPerson {
        let source = try source(Filter(campaign: campaign), id: id, in: scope)
        guard let row = try scope.transaction.row("SELECT * FROM \(source)") else { throw Problem.notFound }
        return try LaterPerson(row, campaign: campaign, in: scope)
    }

    package static func count(_ filter: Filter, in scope: Scope) throws -> Int {
        try scope.transaction.value("SELECT count(*) FROM \(source(filter, in: scope))") ?? 0
    }

    /// Where a page ended: the day and the person; people without a day come last.
    package struct Cursor: Sendable, CustomStringConvertible {
        let due: String
        let person: RecordID

        package init(_ last: LaterPerson) { (due, person) = (last.nextOn?.description ?? never, last.id) }

        package init?(_ text: String) {
            let parts = text.split(separator: "_").map(String.init)
            guard parts.count == 2, let person = RecordID(parts[1]) else { return nil }
            (due, self.person) = (parts[0], person)
        }

        package var description: String { "\(due)_\(person)" }
    }

    /// A page of the list, the earliest day first.
    package static func page(
        _ filter: Filter, after cursor: Cursor? = nil, limit: Int, in scope: Scope
    ) throws -> [LaterPerson] {
        let behind: Statement =
            cursor.map { "AND (COALESCE(q.due, \(never)), q.person) > (\($0.due), \($0.person))" } ?? ""
        return try scope.transaction.rows(
            """
            SELECT * FROM \(source(filter, in: scope)) \(behind)
            ORDER BY COALESCE(q.due, \(never)), q.person LIMIT \(limit)
            """
        ).map { try LaterPerson($0, campaign: filter.campaign, in: scope) }
    }
}

/// Behind every day that anybody writes down.
private let never = "9999-12-31"
