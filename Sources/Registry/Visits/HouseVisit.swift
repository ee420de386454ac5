import Store

/// What an enumerator learned about one person at one door.
package struct HouseVisit: Sendable {
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        /// Found and willing to register.
        case found
        /// Registered already: the number was seen.
        case registered
        /// Not at home: comes again.
        case away
        case untraceable, moved, deceased, refused, notMigrant, ineligible
        /// Found, and on no list.
        case new

        /// How the drive's figures call it.
        var measure: DriveMeasure { DriveMeasure(rawValue: rawValue) ?? .new }
        /// True where the person was located, so that the case counts as covered.
        package var isCovered: Bool { self != .away && self != .untraceable }
    }

    package enum Form: String, Sendable, Codable, CaseIterable {
        /// No form; filled in now, on paper or on the phone; left with the person; sent to the camp with a slip.
        case none, filled, handedOut, slip
    }

    /// Whether it says what holds about the person.
    package enum Standing: String, Sendable, Codable { case counts, waits, aside }

    /// What is sent of a visit; the phone keeps it until it is told that this was stored.
    package struct Report: Sendable, Codable, Equatable {
        package struct Position: Sendable, Codable, Equatable {
            /// Degrees, and metres of doubt.
            package var latitude: Double
            package var longitude: Double
            package var accuracy: Double?
        }

        /// Made on the phone; the same id is the same visit, however often it comes.
        package var id: RecordID
        package var campaign: RecordID
        /// One for all people asked for at one door.
        package var house: RecordID
        /// The person of the list; nil for somebody who is on none.
        package var leftOut: RecordID?
        /// The visit that the phone knew as the last one of this person; tells a correction from a contradiction.
        package var seen: RecordID?
        package var application: RecordID?
        /// The finest place known.
        package var place: PlaceID
        /// Milliseconds UTC, by the phone's clock.
        package var visited: Int64
        package var outcome: Outcome
        package var form: Form
        /// yyyy-mm-dd, when to come again.
        package var nextOn: String?
        /// Why not eligible, or what else there is to say.
        package var note: String?
        /// The registration number that was shown.
        package var number: String?
        package var position: Position?
        /// Somebody on no list, as far as he was asked.
        package var person: Person?

        package init(
            id: RecordID, campaign: RecordID, house: RecordID, leftOut: RecordID? = nil, place: PlaceID,
            visited: Int64, outcome: Outcome, form: Form = .none
        ) {
            (self.id, self.campaign, self.house, self.leftOut) = (id, campaign, house, leftOut)
            (self.place, self.visited, self.outcome, self.form) = (place, visited, outcome, form)
        }
    }

    package let id: RecordID
    package let campaign: RecordID
    package let leftOut: RecordID?
    package let location: Location
    package let visitor: RecordID?
    package let device: String
    package let day: Day
    package let received: Int64
    package let standing: Standing
    package let report: Report

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        campaign = try row["campaign"]
        leftOut = try row["left_out"]
        location = try Location(row)
        visitor = try row["visitor"]
        device = try row["device"]
        let day: String = try row["day"]
        self.day = Day(day) ?? Day(number: 0)
        received = try row["received"]
        standing = Standing(rawValue: try row["standing"]) ?? .counts
        report = try scope.open(
            try row["content"], as: Report.self, table: "house_visits", column: "content", row: try row["id"])
    }

    /// Throws `Problem.notFound` outside the actor's area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> HouseVisit {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM house_visits v WHERE id = \(id) AND \(scope.reach("v"))")
        else { throw Problem.notFound }
        return try HouseVisit(row, in: scope)
    }

    /// All visits to a person of the list, the first first.
    package static func all(to leftOut: RecordID, in scope: Scope) throws -> [HouseVisit] {
        try scope.transaction.rows(
            "SELECT * FROM house_visits v WHERE left_out = \(leftOut) AND \(scope.reach("v")) ORDER BY received, id"
        ).map { try HouseVisit($0, in: scope) }
    }
}
