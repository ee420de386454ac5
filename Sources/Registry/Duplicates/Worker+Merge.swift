internal import Store

extension Worker {
    /// Makes two workers one: `other` becomes `merged`, is found no more, and leads to this one. `unmerge` parts them again.
    ///
    /// Officers need an earlier decision by somebody else that the two are one person. Throws `Problem` as a step of the
    /// workflow does, `ownWork` for whoever decided, and `invalid` (`pair`, `notDecided`) where nobody did.
    package func merge(_ other: RecordID, in scope: Scope) throws {
        guard other != id else { throw Problem.invalid("pair", "sameRecord") }
        let merged = try Worker.find(other, in: scope), machine = scope.rules.workflow.workers
        for worker in [self, merged] {
            _ = try machine.permit(.merge, with: worker.stepRecord, reason: nil, note: nil, in: scope)
        }
        try checkMaker(other, in: scope)
        try machine.write(
            .merge, to: .merged, with: merged.stepRecord, reason: nil, note: nil, subject: id, in: scope)
        try scope.transaction.run(
            """
            UPDATE workers SET status = \(Status.merged.rawValue), merged_into = \(id), updated = \(scope.now),
            version = version + 1 WHERE id = \(other)
            """)
        try merged.removeKeys(in: scope)
        try scope.transaction.run(
            """
            INSERT INTO worker_merges (id, kept, merged, status_before, actor, time) VALUES (\(scope.environment.newID()),
            \(id), \(other), \(merged.status.rawValue), \(scope.actor.user), \(scope.now))
            """)
        try scope.record("kept", "worker", id, at: location.finest, details: ["merged": other.description])
    }

    /// Maker and checker differ: one officer says that two records are one person, another one merges them.
    private func checkMaker(_ other: RecordID, in scope: Scope) throws {
        guard let user = scope.actor.user else { return }
        guard let decision = try PairDecision.find(id, other, in: scope), decision.outcome == .same else {
            throw Problem.invalid("pair", "notDecided")
        }
        guard decision.actor != user else { throw Problem(.ownWork) }
    }

    /// Parts this worker from the one it was merged into: status and keys are as before, and the decision is open again.
    package func unmerge(in scope: Scope) throws {
        let machine = scope.rules.workflow.workers
        _ = try machine.permit(.unmerge, with: stepRecord, reason: nil, note: nil, in: scope)
        let row = try scope.transaction.row(
            "SELECT id, kept, status_before FROM worker_merges WHERE merged = \(id) AND undone IS NULL ORDER BY time DESC"
        )
        guard let row else { throw Problem(.wrongState) }
        let (merge, kept): (RecordID, RecordID) = (try row["id"], try row["kept"])
        let before = Status(rawValue: try row["status_before"]) ?? .suspended
        try machine.write(.unmerge, to: before, with: stepRecord, reason: nil, note: nil, subject: kept, in: scope)
        try scope.transaction.run(
            """
            UPDATE workers SET status = \(before.rawValue), merged_into = NULL, updated = \(scope.now), version = version + 1
            WHERE id = \(id)
            """)
        try scope.transaction.run("UPDATE worker_merges SET undone = \(scope.now) WHERE id = \(merge)")
        try writeKeys(in: scope)
        try PairDecision.decide(.unsure, kept, id, weight: nil, at: location.finest, in: scope)
        try scope.record("parted", "worker", kept, at: location.finest, details: ["from": id.description])
    }

    /// The worker that this one was merged into, or nil.
    package func mergedInto(in scope: Scope) throws -> RecordID? {
        try scope.transaction.value("SELECT merged_into FROM workers WHERE id = \(id)")
    }

    /// This worker, or the one at the end of its merges.
    package func kept(in scope: Scope) throws -> Worker {
        var worker = self
        // A chain is as long as there were merges one upon the other; no chain closes, because nothing is merged into a merged one.
        while let next = try worker.mergedInto(in: scope) {
            guard let kept = try? Worker.find(next, in: scope) else { return worker }
            worker = kept
        }
        return worker
    }

    /// The workers who were merged into this one, and into them, the latest first.
    package func merged(in scope: Scope) throws -> [Worker] {
        try scope.transaction.rows(
            """
            WITH RECURSIVE below (id) AS (SELECT merged FROM worker_merges WHERE kept = \(id) AND undone IS NULL
            UNION SELECT m.merged FROM worker_merges m JOIN below b ON m.kept = b.id WHERE m.undone IS NULL)
            SELECT w.* FROM workers w JOIN below b ON b.id = w.id WHERE \(scope.reach("w")) ORDER BY w.updated DESC
            """
        ).map { try Worker($0, in: scope) }
    }
}
