import Store

extension Batch {
    /// Compares rows that were read with the register and with the rows above them. Reads only; see `keep`.
    package func check(_ rows: [BatchRow], in scope: Scope) throws -> [RecordID: BatchRow.Status] {
        var found: [RecordID: BatchRow.Status] = [:]
        for row in rows { found[row.id] = try check(row, in: scope) }
        return found
    }

    private func check(_ row: BatchRow, in scope: Scope) throws -> BatchRow.Status {
        let earlier: Int? = try scope.transaction.value(
            """
            SELECT 1 FROM batch_rows r JOIN batch_rows s ON s.batch = r.batch AND s.identity = r.identity
            WHERE r.id = \(row.id) AND s.line < r.line AND s.status <> 'faulty' LIMIT 1
            """)
        if earlier != nil { return .repeated }
        let location = try draft(row).location(in: scope)
        switch try DuplicateCheck.check(row.content.person, at: location, excluding: row.id, in: scope).verdict {
        case .certain: return .certain
        case .possible: return .possible
        case .none, .unknown: return .good
        }
    }

    /// Writes down what the comparison found.
    package func keep(_ found: [RecordID: BatchRow.Status], in scope: Scope) throws {
        for (row, status) in found {
            try scope.transaction.run(
                "UPDATE batch_rows SET status = \(status.rawValue) WHERE id = \(row) AND status = 'read'")
        }
    }

    /// The states of rows that are submitted.
    package var takable: Set<BatchRow.Status> { takesPossible ? [.good, .possible] : [.good] }

    /// Submits a row like every other application. What was read of it is forgotten then: the application has it.
    ///
    /// It may be repeated. Throws `Problem` where the row can't be taken; `refuse` writes that down.
    package func submit(_ row: BatchRow, in scope: Scope) throws {
        let status: BatchRow.Status
        switch try Application.submit(draft(row), in: scope) {
        case .taken, .repeated: status = .taken
        case .conflicting: status = .conflicting
        }
        let empty = BatchRow.Content(cells: [], person: Person(), place: nil)
        let content = status == .taken ? empty : row.content
        try scope.transaction.run(
            """
            UPDATE batch_rows SET status = \(status.rawValue), identity = NULL, \
            content = \(scope.seal(content, table: "batch_rows", column: "content", row: row.id)) WHERE id = \(row.id)
            """)
    }

    package func refuse(_ row: BatchRow, for problem: Problem, in scope: Scope) throws {
        let faults = problem.fields.isEmpty ? [Problem.Field("", problem.code.rawValue)] : problem.fields
        try scope.transaction.run(
            """
            UPDATE batch_rows SET status = \(BatchRow.Status.refused.rawValue), faults = \(BatchRow.text(faults))
            WHERE id = \(row.id) AND status <> 'taken'
            """)
    }
}
