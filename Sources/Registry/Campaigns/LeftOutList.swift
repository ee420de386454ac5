import Store

/// The people whom a linkage run found to be on the one list and not on the other, as a drive looks for them.
package struct LeftOutList: Sendable {
    package let id: RecordID
    package let name: String
    package let location: Location
    package let created: Int64
    /// Null until all of it is in.
    package let published: Int64?

    init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        location = try Location(row)
        created = try row["created"]
        published = try row["published"]
    }

    /// Throws `Problem.notFound` where the list isn't known, or concerns no place of the actor.
    package static func find(_ id: RecordID, in scope: Scope) throws -> LeftOutList {
        guard let row = try scope.transaction.row("SELECT * FROM left_out_lists WHERE id = \(id)") else {
            throw Problem.notFound
        }
        let list = try LeftOutList(row)
        guard list.concerns(scope) else { throw Problem.notFound }
        return list
    }

    /// Published lists that concern the actor, the latest first.
    package static func all(in scope: Scope) throws -> [LeftOutList] {
        try scope.transaction.rows(
            "SELECT * FROM left_out_lists WHERE published IS NOT NULL ORDER BY published DESC, id LIMIT 200"
        ).map(LeftOutList.init).filter { $0.concerns(scope) }
    }

    private func concerns(_ scope: Scope) -> Bool {
        if case .program = scope.actor.kind { return true }
        return scope.actor.assignments.contains { assignment in
            location.lies(in: assignment.place)
                || (location.finest.map { scope.places.lies(assignment.place, in: $0) } ?? false)
        }
    }

    /// Begins a list, or finds the one that was begun under the id; `place` is the area whose people may stand on it.
    ///
    ///     let list = try LeftOutList.begin(id: id, name: "2020, second list", at: state, in: scope)
    ///     try list.add(rows, in: scope)                      // as often as needed, in writes of their own
    ///     try list.publish(targets: targets, in: scope)
    package static func begin(id: RecordID, name: String, at place: PlaceID, in scope: Scope) throws -> LeftOutList {
        guard scope.reaches(place, roles: [.stateAdministrator, .districtOfficer]) else { throw Problem.notAllowed }
        if let row = try scope.transaction.row("SELECT * FROM left_out_lists WHERE id = \(id)") {
            return try LeftOutList(row)
        }
        let location = Location(place, in: scope.places)
        try scope.transaction.run(
            """
            INSERT INTO left_out_lists (id, name, \(Location.columns), maker, created)
            VALUES (\(id), \(name), \(location.values), \(scope.actor.user), \(scope.now))
            """)
        try scope.record("began", "list", id, at: place)
        return try find(id, in: scope)
    }

    /// One person of the list.
    package struct Entry: Sendable {
        /// What names the row in its list.
        package var row: String
        package var person: Person
        package var location: Location
        package var village: String
        /// Rows of the list that stand for the person.
        package var rows: Int

        package init(row: String, person: Person, location: Location, village: String, rows: Int = 1) {
            (self.row, self.person, self.location) = (row, person, location)
            (self.village, self.rows) = (village, rows)
        }
    }

    /// Adds people; those who are there already stay as they are. Throws `Problem.wrongState` for a published list.
    package func add(_ entries: [Entry], in scope: Scope) throws {
        guard published == nil else { throw Problem(.wrongState) }
        func orNull(_ value: (any ColumnValue)?) -> Value { value?.value ?? .null }
        let rows: [[Value]] = try entries.map { entry in
            let id = RecordID(ofRow: entry.row, source: "list \(self.id)", scope.vault)
            let family = WorkerKey.plain(entry.person.familyNumber, .familyNumber).map { LeftOut.family($0, in: scope) }
            let place = entry.location
            return [
                id.value, self.id.value, orNull(place.state), orNull(place.division), orNull(place.district),
                orNull(place.subdivision), orNull(place.block), orNull(place.panchayat), .text(entry.village),
                orNull(family),
                .blob(try scope.seal(entry.person, table: "left_outs", column: "person", row: id)),
                .integer(Int64(entry.rows)), .integer(scope.now),
            ]
        }
        try scope.transaction.insert(
            into: "left_outs",
            [
                "id", "list", "state", "division", "district", "subdivision", "block", "panchayat", "village", "family",
                "person", "rows", "changed",
            ], rows: rows.count, orNothing: true
        ) { rows[$0] }
    }

    /// What a run counted in one place.
    package struct Target: Sendable, Equatable {
        package var place: PlaceID
        package var recorded: Int
        package var registered: Int

        package init(place: PlaceID, recorded: Int, registered: Int) {
            (self.place, self.recorded, self.registered) = (place, recorded, registered)
        }
    }

    /// Shows the list to the offices of its area; it doesn't change any more.
    package func publish(targets: [Target], in scope: Scope) throws {
        guard let place = location.finest, scope.reaches(place, roles: [.stateAdministrator, .districtOfficer]) else {
            throw Problem.notAllowed
        }
        guard published == nil else { return }
        for target in targets {
            try scope.transaction.run(
                """
                INSERT INTO list_targets (list, place, recorded, registered)
                VALUES (\(id), \(target.place), \(target.recorded), \(target.registered))
                ON CONFLICT (list, place) DO UPDATE SET recorded = excluded.recorded, registered = excluded.registered
                """)
        }
        try scope.transaction.run("UPDATE left_out_lists SET published = \(scope.now) WHERE id = \(id)")
        try scope.record("published", "list", id, at: place)
    }

    /// How many people stand on it.
    package func count(in scope: Scope) throws -> Int {
        try scope.transaction.value("SELECT count(*) FROM left_outs WHERE list = \(id)") ?? 0
    }

    /// What the run counted, by place.
    package func targets(in scope: Scope) throws -> [Target] {
        try scope.transaction.rows("SELECT * FROM list_targets WHERE list = \(id) ORDER BY place").map {
            Target(place: try $0["place"], recorded: try $0["recorded"], registered: try $0["registered"])
        }
    }
}
