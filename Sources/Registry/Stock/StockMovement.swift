import Store

/// A line of the ledger of what a block has for a drive; lines are added and never changed.
package struct StockMovement: Sendable {
    package enum Item: String, Sendable, CaseIterable { case forms, vehicles, stationery, refreshments }

    package enum Kind: String, Sendable, CaseIterable {
        /// Came from the district.
        case issued
        case used
        /// Went back to the district.
        case returned
        /// Somebody looked: so many are there. The line holds the difference.
        case counted
    }

    /// What a block has of an item.
    package struct Level: Sendable, Equatable {
        package var issued = 0
        package var used = 0
        package var returned = 0
        package var left = 0

        package init(issued: Int = 0, used: Int = 0, returned: Int = 0, left: Int = 0) {
            (self.issued, self.used, self.returned, self.left) = (issued, used, returned, left)
        }
    }

    package let id: RecordID
    package let location: Location
    package let item: Item
    package let kind: Kind
    package let change: Int
    package let note: String
    package let actor: RecordID?
    package let time: Int64

    private init(_ row: Row) throws {
        id = try row["id"]
        location = try Location(row)
        item = Item(rawValue: try row["item"]) ?? .forms
        kind = Kind(rawValue: try row["kind"]) ?? .counted
        change = try row["change"]
        note = try row["note"]
        actor = try row["actor"]
        time = try row["time"]
    }

    /// Who issues and takes back.
    package static let issuers: Set<Role> = [.districtOfficer, .stateAdministrator, .designatedOfficer]
    /// Who writes down what was used and what is there.
    package static let keepers: Set<Role> = issuers.union([.counterOperator, .verifier])

    /// Adds a line; the same id again adds nothing.
    ///
    /// Throws `Problem`: not allowed, `invalid` for a place that is no block or municipality of the drive, a quantity that can't be, or
    /// more than is left.
    package static func add(
        id: RecordID, in campaign: RecordID, at place: PlaceID, _ item: Item, _ kind: Kind, quantity: Int, note: String,
        in scope: Scope
    ) throws {
        let campaign = try Campaign.find(campaign, in: scope)
        guard [.block, .municipality].contains(place.level),
            campaign.area.map({ scope.places.lies(place, in: $0) }) ?? false
        else { throw Problem.invalid("place", "unknown") }
        let roles = kind == .issued || kind == .returned ? issuers : keepers
        guard scope.reaches(place, roles: roles) else { throw Problem.notAllowed }
        if try scope.transaction.value("SELECT 1 FROM stock_movements WHERE id = \(id)") as Int? != nil { return }
        guard (kind == .counted ? 0 : 1)...10_000_000 ~= quantity else { throw Problem.invalid("quantity", "range") }
        guard note.count <= 300 else { throw Problem.invalid("note", "tooLong") }
        // Writes come one after another, on every data base, so what is left doesn't change before the line is in.
        let left: Int =
            try scope.transaction.value(
                """
                SELECT CAST(COALESCE(sum(change), 0) AS BIGINT) FROM stock_movements
                WHERE campaign = \(campaign.id) AND block = \(place) AND item = \(item.rawValue)
                """) ?? 0
        let change =
            switch kind {
            case .issued: quantity
            case .used, .returned: -quantity
            case .counted: quantity - left
            }
        guard left + change >= 0 else { throw Problem.invalid("quantity", "moreThanLeft") }
        try scope.transaction.run(
            """
            INSERT INTO stock_movements (id, campaign, \(Location.columns), item, kind, change, note, actor, time)
            VALUES (\(id), \(campaign.id), \(Location(place, in: scope.places).values), \(item.rawValue), \
            \(kind.rawValue), \(change), \(note), \(scope.actor.user), \(scope.now))
            """)
        try scope.record(
            kind.rawValue, "stock", id, at: place, details: ["item": item.rawValue, "change": "\(change)"])
    }

    /// What each block of the actor's area has of each item.
    package static func levels(
        in campaign: RecordID, at place: PlaceID? = nil, in scope: Scope
    ) throws -> [PlaceID: [Item: Level]] {
        _ = try Campaign.find(campaign, in: scope)
        var levels: [PlaceID: [Item: Level]] = [:]
        for row in try scope.transaction.rows(
            """
            SELECT m.block AS block, m.item AS item, m.kind AS kind, CAST(sum(m.change) AS BIGINT) AS total
            FROM stock_movements m WHERE \(conditions(campaign, place, in: scope)) GROUP BY m.block, m.item, m.kind
            """)
        {
            guard let item = Item(rawValue: try row["item"]), let kind = Kind(rawValue: try row["kind"]) else {
                continue
            }
            let (block, total): (PlaceID, Int) = (try row["block"], try row["total"])
            var level = levels[block]?[item] ?? Level()
            switch kind {
            case .issued: level.issued = total
            case .used: level.used = -total
            case .returned: level.returned = -total
            case .counted: break
            }
            level.left += total
            levels[block, default: [:]][item] = level
        }
        return levels
    }

    /// The lines of a place, the latest first; at most 200.
    package static func all(in campaign: RecordID, at place: PlaceID, in scope: Scope) throws -> [StockMovement] {
        try scope.transaction.rows(
            "SELECT * FROM stock_movements m WHERE \(conditions(campaign, place, in: scope)) ORDER BY time DESC, id DESC LIMIT 200"
        ).map { try StockMovement($0) }
    }

    private static func conditions(_ campaign: RecordID, _ place: PlaceID?, in scope: Scope) -> Statement {
        var conditions: [Statement] = ["m.campaign = \(campaign)", scope.reach("m")]
        if let place, let column = Location.column(place.level) {
            conditions.append("m.\(unchecked: column) = \(place)")
        }
        return .all(conditions)
    }
}
