import Store

/// The rows of a district with what became of them, as a file for its officers: sealed, taken by links that end.
package struct Workbook: Sendable {
    package let id: RecordID
    package let run: RecordID
    private let number: Int
    /// The district as the list names it.
    package let name: String
    package let location: Location
    /// Bytes.
    package let size: Int
    package let created: Int64

    /// How long a link opens it, in milliseconds.
    package static let linkLife: Int64 = 900_000

    private init(_ row: Row) throws {
        id = try row["id"]
        run = try row["run"]
        number = try row["number"]
        name = try row["name"]
        location = try Location(row)
        size = try row["size"]
        created = try row["created"]
    }

    /// The name of its file among those of the run.
    package var file: String { Workbook.file(number) }

    /// The name of the one that lists what could not be used.
    package static let rejected = "rejected"

    package static func file(_ number: Int) -> String { "workbook-\(number)" }

    /// Those whose district the actor's area covers; before the run is published only those who may link see them.
    private static func visible(in scope: Scope) -> Statement {
        """
        \(scope.reach("w", roles: UploadedList.roles))
        AND EXISTS (SELECT 1 FROM linkage_runs r WHERE r.id = w.run AND r.removed IS NULL
            AND (\(scope.reach("r", roles: UploadedList.roles))
                OR EXISTS (SELECT 1 FROM left_out_lists l WHERE l.id = r.id AND l.published IS NOT NULL)))
        """
    }

    /// Throws `Problem.notFound` for one that isn't the actor's to see.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Workbook {
        guard
            let row = try scope.transaction.row(
                "SELECT w.* FROM workbooks w WHERE w.id = \(id) AND \(visible(in: scope))")
        else { throw Problem.notFound }
        return try Workbook(row)
    }

    /// Of one run in its order, or the latest of all.
    package static func all(of run: RecordID? = nil, in scope: Scope) throws -> [Workbook] {
        let which: Statement = run.map { "w.run = \($0)" } ?? "(1 = 1)"
        return try scope.transaction.rows(
            """
            SELECT w.* FROM workbooks w WHERE \(which) AND \(visible(in: scope)) ORDER BY w.created DESC, w.number LIMIT 200
            """
        ).map(Workbook.init)
    }

    /// What a run has made, in the place of what it made before.
    package static func keep(
        _ made: [(name: String, place: PlaceID, size: Int)], of run: LinkageRun, in scope: Scope
    ) throws {
        try scope.transaction.run("DELETE FROM workbooks WHERE run = \(run.id)")
        for (number, book) in made.enumerated() {
            let location = Location(book.place, in: scope.places)
            try scope.transaction.run(
                """
                INSERT INTO workbooks (id, run, number, name, \(Location.columns), size, created)
                VALUES (\(scope.environment.newID()), \(run.id), \(number), \(book.name), \(location.values), \(book.size),
                \(scope.now))
                """)
        }
    }

    /// What stands in a link: until when, and that it was us who said so, to this member of staff.
    package func link(in scope: Scope) -> (until: Int64, seal: String) {
        let until = scope.now + Workbook.linkLife
        return (until, seal(until, in: scope))
    }

    /// Notes that the actor takes it by a link. Throws `Problem.stalePage` for one whose time is over, or that is somebody else's.
    package func take(until: Int64, seal: String, in scope: Scope) throws {
        guard until > scope.now, self.seal(until, in: scope) == seal else { throw Problem(.stalePage) }
        try scope.record(
            "downloaded", "workbook", id, at: location.finest, details: ["run": run.description])
    }

    private func seal(_ until: Int64, in scope: Scope) -> String {
        let owner = scope.actor.user?.description ?? ""
        return Hexadecimal.write(scope.vault.blindIndex("\(id) \(owner) \(until)", for: "workbook link"))
    }
}
