import Store

extension Registry {
    /// Takes the next piece of a list and answers when it lies sealed on the disk; a piece that came before changes nothing.
    ///
    /// - Parameter offset: how many bytes of the list stand before the piece.
    /// - Throws: `Problem`: changed meanwhile, where the piece isn't the next (`UploadedList.received` says which is); invalid
    ///   (`file`), where there is more than was announced or allowed; busy, while another piece of the list is being taken.
    package func receive(
        _ bytes: [UInt8], at offset: Int, of id: RecordID, limit: Int, into folder: ListFolder, as actor: Actor
    ) async throws -> UploadedList {
        let known = try await read(as: actor) { try UploadedList.find(id, in: $0) }
        guard known.status == .receiving else { return known }
        let lock = try folder.lock(known.id)
        defer { lock.release() }
        let list = try await read(as: actor) { try UploadedList.find(id, in: $0) }
        let end = offset + bytes.count
        if list.status != .receiving || (offset < list.received && end <= list.received) { return list }
        guard offset == list.received else { throw Problem(.changedMeanwhile) }
        guard end <= list.size ?? limit else { throw Problem.invalid("file", "tooLarge") }
        let stored = try folder.append(bytes, to: list)
        return try await write(as: actor) { scope in
            try scope.transaction.run(
                """
                UPDATE uploaded_lists SET received = \(end), stored = \(stored.length), pieces = \(stored.pieces)
                WHERE id = \(id) AND received = \(offset) AND status = 'receiving'
                """)
            let now = try UploadedList.find(id, in: scope)
            if now.size == now.received { try now.complete(in: scope) }
            return try UploadedList.find(id, in: scope)
        }
    }
}

extension UploadedList {
    /// Says that nothing more comes: the list is read next. Throws `Problem.invalid` (`file`) for one that has nothing.
    package func complete(in scope: Scope) throws {
        guard status == .receiving else { return }
        guard received > 0 else { throw Problem.invalid("file", "file") }
        guard size == nil || size == received else { throw Problem(.wrongState) }
        try scope.transaction.run(
            "UPDATE uploaded_lists SET status = 'checking', size = received WHERE id = \(id) AND status = 'receiving'")
        try scope.record(
            "received", "uploadedList", id, at: location.finest, details: ["bytes": String(received)])
        try ListJob.ask(.check, for: id, in: scope)
    }

    /// Keeps what reading it for the first time gave.
    package func checked(_ head: Head, rows: Int, problem: String?, in scope: Scope) throws {
        guard status == .checking else { return }
        let status: Status = problem == nil ? .ready : .refused
        let sealed = try scope.seal(head, table: "uploaded_lists", column: "head", row: id)
        try scope.transaction.run(
            """
            UPDATE uploaded_lists SET status = \(status.rawValue), rows = \(rows), problem = \(problem), head = \(sealed)
            WHERE id = \(id)
            """)
        var details = ["rows": String(rows)]
        details["problem"] = problem
        try scope.record(status.rawValue, "uploadedList", id, at: location.finest, details: details)
    }

    /// Removes lists and runs whose time is over, and lists that nobody sent to their end for a week.
    static func expire(in scope: Scope) throws {
        let over = try scope.transaction.rows(
            """
            SELECT * FROM uploaded_lists WHERE status <> 'removed'
            AND (expires < \(scope.now) OR (status = 'receiving' AND created < \(scope.now - 7 * 86_400_000)))
            """
        ).map(UploadedList.init)
        for list in over { try? list.remove(in: scope) }
        let runs = try scope.transaction.rows(
            "SELECT * FROM linkage_runs WHERE removed IS NULL AND created < \(scope.now - keeping)"
        ).map { try LinkageRun($0, in: scope) }
        for run in runs { try run.remove(in: scope) }
    }
}
