import Store

/// A list of people that an officer sent as a file, piece by piece; it is linked with others once it is all there and can be read.
package struct UploadedList: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        /// Pieces are still missing.
        case receiving
        /// All is there and is being read for the first time.
        case checking
        case ready
        /// It is no table of people; `problem` says why.
        case refused
        case removed
    }

    /// What is shown where columns are chosen; personal data.
    package struct Head: Sendable, Codable, Equatable {
        package var headings: [String]
        /// The first rows, each as long as the headings.
        package var samples: [[String]]
        /// What was wrong, in words and in English.
        package var problem: String?

        package init(headings: [String], samples: [[String]], problem: String? = nil) {
            (self.headings, self.samples, self.problem) = (headings, samples, problem)
        }
    }

    /// Who may send lists and link them, in their areas.
    package static let roles: Set<Role> = [.districtOfficer, .stateAdministrator]
    /// How long a list is kept, in milliseconds: half a year.
    static let keeping: Int64 = 183 * 86_400_000

    package let id: RecordID
    package let series: RecordID
    package let name: String
    package let location: Location
    package let owner: RecordID
    package let status: Status
    /// Bytes; nil where the sender doesn't know.
    package let size: Int?
    package let received: Int
    let pieces: Int
    let stored: Int
    package let rows: Int?
    /// Why it was refused, as a code: `notTable`, `empty`.
    package let problem: String?
    package let created: Int64
    package let expires: Int64

    init(_ row: Row) throws {
        id = try row["id"]
        series = try row["series"]
        name = try row["name"]
        location = try Location(row)
        owner = try row["owner"]
        status = Status(rawValue: try row["status"]) ?? .refused
        size = try row["size"]
        received = try row["received"]
        pieces = try row["pieces"]
        stored = try row["stored"]
        rows = try row["rows"]
        problem = try row["problem"]
        created = try row["created"]
        expires = try row["expires"]
    }

    /// Throws `Problem.notFound` outside the area in which the actor may link lists.
    package static func find(_ id: RecordID, in scope: Scope) throws -> UploadedList {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM uploaded_lists l WHERE id = \(id) AND \(scope.reach("l", roles: roles))")
        else { throw Problem.notFound }
        return try UploadedList(row)
    }

    /// Those of the actor's area that were not removed, the latest first.
    package static func all(in scope: Scope) throws -> [UploadedList] {
        try scope.transaction.rows(
            """
            SELECT * FROM uploaded_lists l WHERE status <> 'removed' AND \(scope.reach("l", roles: roles))
            ORDER BY created DESC, id DESC LIMIT 100
            """
        ).map(UploadedList.init)
    }

    /// Begins a list, or finds the one that was begun under the id.
    ///
    /// - Parameters:
    ///   - size: bytes that will come; nil where the sender doesn't know.
    ///   - limit: the most bytes that are taken.
    ///   - newer: an earlier version of the same list.
    /// - Throws: `Problem.invalid` (`name`, `place`, `file`); not found for an unknown earlier version.
    package static func begin(
        _ id: RecordID, name: String, size: Int?, limit: Int, at place: PlaceID, newer: RecordID? = nil, in scope: Scope
    ) throws -> UploadedList {
        guard let user = scope.actor.user else { throw Problem.notAllowed }
        if try scope.transaction.row("SELECT 1 FROM uploaded_lists WHERE id = \(id)") != nil {
            return try find(id, in: scope)
        }
        guard !name.isEmpty else { throw Problem.invalid("name", "required") }
        guard name.count <= 100 else { throw Problem.invalid("name", "tooLong") }
        guard scope.places[place] != nil, scope.reaches(place, roles: roles) else {
            throw Problem.invalid("place", "otherArea")
        }
        if let size, size > limit { throw Problem.invalid("file", "tooLarge") }
        if size == 0 { throw Problem.invalid("file", "file") }
        let series = try newer.map { try find($0, in: scope).series } ?? id
        let location = Location(place, in: scope.places)
        try scope.transaction.run(
            """
            INSERT INTO uploaded_lists (id, series, name, \(Location.columns), owner, status, size, created, expires)
            VALUES (\(id), \(series), \(name), \(location.values), \(user), 'receiving', \(size), \(scope.now),
            \(scope.now + keeping))
            """)
        try scope.record("begun", "uploadedList", id, at: place)
        return try find(id, in: scope)
    }

    /// Headings and first rows, which the audit remembers as looked at; nil before they are known.
    package func head(in scope: Scope) throws -> Head? {
        let sealed: [UInt8]? = try scope.transaction.value("SELECT head FROM uploaded_lists WHERE id = \(id)")
        guard let sealed else { return nil }
        try scope.record("viewed", "uploadedList", id, at: location.finest)
        return try scope.open(sealed, as: Head.self, table: "uploaded_lists", column: "head", row: id)
    }

    /// Gives the list up; its file is removed at the next look. Throws `Problem.wrongState` while a run needs it.
    package func remove(in scope: Scope) throws {
        let runs: Int? = try scope.transaction.value(
            """
            SELECT count(*) FROM linkage_runs r JOIN list_jobs j ON j.subject = r.id
            WHERE (r.left_list = \(id) OR r.right_list = \(id)) AND (j.status = 'waiting' OR j.status = 'running')
            """)
        guard runs ?? 0 == 0 else { throw Problem(.wrongState) }
        try scope.transaction.run(
            "UPDATE uploaded_lists SET status = 'removed', head = NULL WHERE id = \(id)")
        try scope.record("removed", "uploadedList", id, at: location.finest)
    }
}
