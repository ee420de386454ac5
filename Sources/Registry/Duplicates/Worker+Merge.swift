internal import Store

extension Worker {
    /// Makes two workers one: `other` becomes `merged`, is found no more, and leads to this one. `unmerge` parts them again.
    ///
    /// Throws `Problem.wrongState` where one of them is merged already, `Problem.notFound` outside the actor's area.
    package func merge(_ other: RecordID, in scope: Scope) throws {
        guard other != id else { throw Problem.invalid("pair", "sameRecord") }
        let merged = try Worker.find(other, in: scope)
        guard status != .merged, merged.status != .merged else { throw Problem(.wrongState) }
        let t = scope.transaction
        try t.run(
            """
            UPDATE workers SET status = \(Status.merged.rawValue), merged_into = \(id), updated = \(scope.now),
            version = version + 1 WHERE id = \(other)
            """)
        try merged.removeKeys(in: scope)
        try t.run(
            """
            INSERT INTO worker_merges (id, kept, merged, status_before, actor, time) VALUES (\(scope.environment.newID()),
            \(id), \(other), \(merged.status.rawValue), \(scope.actor.user), \(scope.now))
            """)
        try PairDecision.decide(.same, id, other, weight: nil, at: location.finest, in: scope)
        try scope.record("merged", "worker", other, at: location.finest, details: ["into": id.description])
        try scope.record("kept", "worker", id, at: location.finest, details: ["merged": other.description])
    }

    /// Parts this worker from the one it was merged into: status and keys are as before, and the decision is taken back.
    package func unmerge(in scope: Scope) throws {
        let t = scope.transaction
        let row = try t.row(
            "SELECT id, kept, status_before FROM worker_merges WHERE merged = \(id) AND undone IS NULL ORDER BY time DESC"
        )
        guard let row, status == .merged else { throw Problem(.wrongState) }
        let (merge, kept): (RecordID, RecordID) = (try row["id"], try row["kept"])
        let before: String = try row["status_before"]
        try t.run(
            """
            UPDATE workers SET status = \(before), merged_into = NULL, updated = \(scope.now), version = version + 1
            WHERE id = \(id)
            """)
        try t.run("UPDATE worker_merges SET undone = \(scope.now) WHERE id = \(merge)")
        try writeKeys(in: scope)
        try PairDecision.decide(.unsure, kept, id, weight: nil, at: location.finest, in: scope)
        try scope.record("parted", "worker", id, at: location.finest, details: ["from": kept.description])
        try scope.record("parted", "worker", kept, at: location.finest, details: ["from": id.description])
    }

    /// The worker that this one was merged into, or nil.
    package func mergedInto(in scope: Scope) throws -> RecordID? {
        try scope.transaction.value("SELECT merged_into FROM workers WHERE id = \(id)")
    }
}
