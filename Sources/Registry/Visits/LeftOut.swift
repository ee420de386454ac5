import Store

/// A person whom a drive looks for, and how far it came with him.
package struct LeftOut: Sendable {
    package let id: RecordID
    package let list: RecordID
    package let location: Location
    package let village: String
    /// Equal for people of one family; nil where the list knows none.
    package let family: Int64?
    package let person: Person
    package let rows: Int
    package private(set) var outcome: HouseVisit.Outcome?
    package private(set) var visit: RecordID?
    package private(set) var nextOn: Day?
    /// A visit that says otherwise and waits for a decision.
    package private(set) var conflict: RecordID?
    package let application: RecordID?
    package let worker: RecordID?
    /// Milliseconds.
    package let changed: Int64

    init(_ row: Row, in scope: Scope) throws {
        let id: RecordID = try row["id"]
        self.id = id
        list = try row["list"]
        location = try Location(row)
        village = try row["village"]
        family = try row["family"]
        person = try scope.open(try row["person"], as: Person.self, table: "left_outs", column: "person", row: id)
        rows = try row["rows"]
        outcome = try (row["outcome"] as String?).flatMap(HouseVisit.Outcome.init)
        visit = try row["visit"]
        nextOn = try (row["next_on"] as String?).flatMap { Day($0) }
        conflict = try row["conflict"]
        application = try row["application"]
        worker = try row["worker"]
        changed = try row["changed"]
    }

    /// The person as the list has him, with the place and village that the list found for him.
    package var placedPerson: Person {
        var (person, address) = (person, person.permanentAddress ?? Address())
        address.place = address.place ?? location.finest
        address.village = address.village ?? (village.isEmpty ? nil : village)
        person.permanentAddress = address
        return person
    }

    /// The blind number of a family, by its plain number.
    static func family(_ number: String, in scope: Scope) -> Int64 {
        scope.vault.blindNumber(number, for: "left-out family")
    }

    /// Throws `Problem.notFound` outside the actor's area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> LeftOut {
        guard let row = try scope.transaction.row("SELECT * FROM left_outs l WHERE id = \(id) AND \(scope.reach("l"))")
        else { throw Problem.notFound }
        return try LeftOut(row, in: scope)
    }

    /// People of a list in a place, by village; after the one that `last` names where given.
    package static func page(
        of list: RecordID, at place: PlaceID, after last: (village: String, id: RecordID)? = nil, limit: Int = 100,
        in scope: Scope
    ) throws -> [LeftOut] {
        guard let column = Location.column(place.level) else { return [] }
        var conditions: [Statement] = [
            "l.list = \(list)", "l.\(unchecked: column) = \(place)", scope.reach("l"),
        ]
        if let last {
            conditions.append("(l.village > \(last.village) OR (l.village = \(last.village) AND l.id > \(last.id)))")
        }
        return try scope.transaction.rows(
            "SELECT l.* FROM left_outs l WHERE \(.all(conditions)) ORDER BY l.village, l.id LIMIT \(limit)"
        ).map { try LeftOut($0, in: scope) }
    }

    /// Takes over what a visit says: the drive's figures move from the outcome before to this one.
    mutating func settle(_ report: HouseVisit.Report, on day: Day, in scope: Scope) throws {
        let on = day.description
        // The visit before may be of an earlier drive on the same list.
        if let before = outcome, let visit,
            let said = try scope.transaction.row("SELECT campaign, day FROM house_visits WHERE id = \(visit)")
        {
            count(before, by: -1, of: try said["campaign"], on: try said["day"], in: scope)
        }
        count(report.outcome, by: 1, of: report.campaign, on: on, in: scope)
        (outcome, visit, conflict) = (report.outcome, report.id, nil)
        try scope.transaction.run(
            """
            UPDATE left_outs SET outcome = \(report.outcome.rawValue), visit = \(report.id), next_on = \(report.nextOn),
            application = COALESCE(\(report.application), application), conflict = NULL, changed = \(scope.now)
            WHERE id = \(id)
            """)
    }

    private func count(
        _ outcome: HouseVisit.Outcome, by step: Int, of campaign: RecordID, on day: String, in scope: Scope
    ) {
        DriveCounter.add(step, outcome.measure, of: campaign, at: location, on: day, in: scope)
        if outcome.isCovered { DriveCounter.add(step, .covered, of: campaign, at: location, on: day, in: scope) }
    }

    mutating func undispute(in scope: Scope) throws {
        conflict = nil
        try scope.transaction.run(
            "UPDATE left_outs SET conflict = NULL, changed = \(scope.now) WHERE id = \(id)")
    }

    mutating func dispute(by visit: RecordID, in scope: Scope) throws {
        conflict = visit
        try scope.transaction.run(
            "UPDATE left_outs SET conflict = \(visit), changed = \(scope.now) WHERE id = \(id)")
    }
}
