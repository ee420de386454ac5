import Store

/// Two lists that are linked: who is on the left one, and not on the right one?
package struct LinkageRun: Sendable {
    /// What was chosen before it began.
    package struct Request: Sendable, Codable, Equatable {
        package struct Columns: Sendable, Codable, Equatable {
            /// Headings by what they hold, as the model names it, and `age` for ages.
            package var headings: [String: [String]]
            /// What the list's rows are known by; nil where only their order names them.
            package var id: String?
            /// `yyyy-mm-dd`: the day on which ages were asked.
            package var asOf: String?

            package init(headings: [String: [String]], id: String? = nil, asOf: String? = nil) {
                (self.headings, self.id, self.asOf) = (headings, id, asOf)
            }
        }

        /// A spelling that the directory doesn't know, and the place that is meant.
        package struct Spelling: Sendable, Codable, Equatable {
            package var text: String
            package var place: PlaceID

            package init(text: String, place: PlaceID) { (self.text, self.place) = (text, place) }
        }

        package var left: Columns
        package var right: Columns
        package var spellings: [Spelling] = []

        package init(left: Columns, right: Columns) { (self.left, self.right) = (left, right) }
    }

    package let id: RecordID
    package let name: String
    package let left: RecordID
    package let right: RecordID
    /// The area of the left list.
    package let location: Location
    package let owner: RecordID
    package let request: Request
    package let created: Int64
    package let removed: Int64?
    private let sealedResult: [UInt8]?

    init(_ row: Row, in scope: Scope) throws {
        let id: RecordID = try row["id"]
        self.id = id
        name = try row["name"]
        left = try row["left_list"]
        right = try row["right_list"]
        location = try Location(row)
        owner = try row["owner"]
        request = try scope.open(
            try row["request"], as: Request.self, table: "linkage_runs", column: "request", row: id)
        sealedResult = try row["result"]
        created = try row["created"]
        removed = try row["removed"]
    }

    /// Throws `Problem.notFound` outside the area in which the actor may link lists.
    package static func find(_ id: RecordID, in scope: Scope) throws -> LinkageRun {
        guard
            let row = try scope.transaction.row(
                """
                SELECT * FROM linkage_runs r WHERE id = \(id) AND removed IS NULL
                AND \(scope.reach("r", roles: UploadedList.roles))
                """)
        else { throw Problem.notFound }
        return try LinkageRun(row, in: scope)
    }

    /// Those of the actor's area, the latest first.
    package static func all(in scope: Scope) throws -> [LinkageRun] {
        try scope.transaction.rows(
            """
            SELECT * FROM linkage_runs r WHERE removed IS NULL AND \(scope.reach("r", roles: UploadedList.roles))
            ORDER BY created DESC, id DESC LIMIT 100
            """
        ).map { try LinkageRun($0, in: scope) }
    }

    /// Asks for two lists to be linked; the same id again is the same run.
    ///
    /// Throws `Problem`: wrong state, unless both lists are ready; not found, where one isn't in the actor's area.
    package static func begin(
        _ id: RecordID, left: RecordID, right: RecordID, request: Request, in scope: Scope
    ) throws -> LinkageRun {
        guard let user = scope.actor.user else { throw Problem.notAllowed }
        if try scope.transaction.row("SELECT 1 FROM linkage_runs WHERE id = \(id)") != nil {
            return try find(id, in: scope)
        }
        let (first, second) = (try UploadedList.find(left, in: scope), try UploadedList.find(right, in: scope))
        guard first.status == .ready, second.status == .ready, left != right else { throw Problem(.wrongState) }
        let sealed = try scope.seal(request, table: "linkage_runs", column: "request", row: id)
        try scope.transaction.run(
            """
            INSERT INTO linkage_runs (id, name, left_list, right_list, \(Location.columns), owner, request, created)
            VALUES (\(id), \(first.name), \(left), \(right), \(first.location.values), \(user), \(sealed), \(scope.now))
            """)
        try scope.record(
            "begun", "linkageRun", id, at: first.location.finest,
            details: ["left": left.description, "right": right.description])
        try ListJob.ask(.link, for: id, in: scope)
        return try find(id, in: scope)
    }

    /// Spellings that were told for a run of a place, the latest of those that have any; a new one begins with them.
    package static func spellings(at place: PlaceID?, in scope: Scope) throws -> [Request.Spelling] {
        try all(in: scope).first { $0.location.finest == place && !$0.request.spellings.isEmpty }?.request.spellings
            ?? []
    }

    /// What came out; nil before.
    package func result<Result: Decodable>(as type: Result.Type, in scope: Scope) throws -> Result? {
        try sealedResult.map {
            try scope.open($0, as: type, table: "linkage_runs", column: "result", row: id)
        }
    }

    /// Keeps what came out, or what went wrong.
    package func keep(_ result: some Encodable, in scope: Scope) throws {
        let sealed = try scope.seal(result, table: "linkage_runs", column: "result", row: id)
        try scope.transaction.run("UPDATE linkage_runs SET result = \(sealed) WHERE id = \(id)")
    }

    /// Sends its possible pairs to the review queue, or publishes its left-outs, in the background.
    ///
    /// Throws `Problem.wrongState` before the run is done.
    package func ask(_ kind: ListJob.Kind, in scope: Scope) throws {
        guard [.review, .publish].contains(kind),
            try ListJob.find(.link, for: id, in: scope)?.status == .done
        else { throw Problem(.wrongState) }
        try ListJob.ask(kind, for: id, in: scope)
        try scope.record(kind.rawValue, "linkageRun", id, at: location.finest)
    }

    /// Stops what is being done and gives the run up with all that it made; what was published stays.
    package func remove(in scope: Scope) throws {
        for kind in ListJob.Kind.allCases { try ListJob.find(kind, for: id, in: scope)?.cancel(in: scope) }
        try scope.transaction.run("UPDATE linkage_runs SET removed = \(scope.now), result = NULL WHERE id = \(id)")
        try scope.record("removed", "linkageRun", id, at: location.finest)
    }

    /// Which of the ids are lists or runs that have a right to their files.
    static func kept(_ ids: [RecordID], in scope: Scope) throws -> Set<RecordID> {
        Set(
            try scope.transaction.rows(
                """
                SELECT id FROM uploaded_lists WHERE status <> 'removed' AND id IN \(list: ids)
                UNION ALL SELECT id FROM linkage_runs WHERE removed IS NULL AND id IN \(list: ids)
                """
            ).map { try $0["id"] })
    }
}
