import Store

/// One row of a sheet of applications.
package struct BatchRow: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        /// Read, and not yet compared.
        case read
        /// Something in it can't be taken.
        case faulty
        case good
        /// Somebody in the register may be the same person.
        case possible
        /// The person is in the register already.
        case certain
        /// The person stands further up in the same sheet.
        case repeated
        case taken
        /// Wasn't taken when it was submitted; the faults say why.
        case refused
        /// An application with this id and another content is there.
        case conflicting

        /// Rows that are to be mended outside, and sent again.
        package static let wrong: Set<Status> = [.faulty, .certain, .repeated, .refused, .conflicting]
    }

    /// What was read from the sheet.
    package struct Content: Sendable, Codable {
        /// As they came.
        package var cells: [String]
        package var person: Person
        package var place: PlaceID?

        package init(cells: [String], person: Person, place: PlaceID?) {
            (self.cells, self.person, self.place) = (cells, person, place)
        }
    }

    /// Of the application that it becomes.
    package let id: RecordID
    package let line: Int
    package var status: Status
    package var faults: [Problem.Field]
    package let content: Content

    /// A row that was read; `faults` are those that reading it met.
    package init(id: RecordID, line: Int, content: Content, faults: [Problem.Field]) {
        (self.id, self.line, self.content, self.faults) = (id, line, content, faults)
        status = faults.isEmpty ? .read : .faulty
    }

    fileprivate init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        line = try row["line"]
        status = Status(rawValue: try row["status"]) ?? .faulty
        faults = BatchRow.faults(try row["faults"])
        content = try scope.open(
            try row["content"], as: Content.self, table: "batch_rows", column: "content", row: id)
    }

    static func text(_ faults: [Problem.Field]) -> String {
        faults.map { "\($0.name) \($0.reason)" }.joined(separator: "\n")
    }

    private static func faults(_ text: String) -> [Problem.Field] {
        text.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            return Problem.Field(parts[0], parts.count > 1 ? parts[1] : "")
        }
    }
}

extension Batch {
    /// Keeps rows as they are read, with everything that is wrong with them; rows that are there already stay.
    package func stage(_ rows: [BatchRow], in scope: Scope) throws {
        let now = scope.environment.now()
        for var row in rows {
            let person = PersonNormaliser.normalise(row.content.person)
            let named = Set(row.faults.map(\.name))
            row.faults +=
                (PersonRules.problems(person, scheme: scheme, on: now, rules: scope.rules)
                + scope.rules.eligibility.assess(person, scheme: scheme, on: now, places: scope.places)
                .filter { $0.isBinding && $0.outcome == .failed }.map { Problem.Field($0.field, "notEligible") })
                .filter { !named.contains($0.name) }
            do { _ = try draft(row).location(in: scope) } catch let problem as Problem where !named.contains("place") {
                row.faults += problem.fields
            } catch {}
            let kept = BatchRow.Content(cells: row.content.cells, person: person, place: row.content.place)
            let identity = [(person.aadhaar, WorkerKey.Kind.aadhaar), (person.epic, .epic), (person.uan, .uan)]
                .lazy.compactMap { WorkerKey.identifier($0, $1, scope.vault)?.number }.first
            try scope.transaction.run(
                """
                INSERT INTO batch_rows (id, batch, line, status, faults, content, identity)
                VALUES (\(row.id), \(id), \(row.line), \
                \((row.faults.isEmpty ? BatchRow.Status.read : .faulty).rawValue), \(BatchRow.text(row.faults)), \
                \(scope.seal(kept, table: "batch_rows", column: "content", row: row.id)), \(identity))
                ON CONFLICT DO NOTHING
                """)
        }
    }

    /// Rows in the order of the sheet, of these states, below a line.
    package func rows(_ statuses: Set<BatchRow.Status>, after line: Int = 0, limit: Int, in scope: Scope) throws
        -> [BatchRow]
    {
        try scope.transaction.rows(
            """
            SELECT * FROM batch_rows WHERE batch = \(id) AND status IN \(list: statuses.map(\.rawValue).sorted())
            AND line > \(line) ORDER BY line LIMIT \(limit)
            """
        ).map { try BatchRow($0, in: scope) }
    }

    func draft(_ row: BatchRow) -> Draft {
        // Without any place the directory refuses it by name.
        Draft(
            id: row.id, channel: .spreadsheet, scheme: scheme,
            place: row.content.place ?? fallback ?? PlaceID(.state, 0),
            language: language, person: row.content.person)
    }
}
