internal import Store

/// Workers who were entered together from a list.
package struct WorkerBatch: Sendable {
    package let id: RecordID
    /// Their serials.
    package let first: Int64
    package let last: Int64
    /// The list's name.
    package let source: String

    package var count: Int { Int(last - first) + 1 }

    func save(digest: String, in scope: Scope) throws {
        try scope.transaction.run(
            """
            INSERT INTO worker_batches (first, last, id, source, compared) VALUES (\(first), \(last), \(id), \(source), 0)
            """)
        try scope.record(
            "imported", "batch", id,
            details: ["source": source, "workers": "\(count)", "first": "\(first)", "digest": digest])
    }

    /// The batch that a worker came with; nil for one who came by an application.
    package static func of(_ worker: RecordID, in scope: Scope) throws -> RecordID? {
        try scope.transaction.value(
            """
            SELECT b.id FROM workers w JOIN worker_batches b ON b.first <= w.serial AND b.last >= w.serial
            WHERE w.id = \(worker) ORDER BY b.first DESC LIMIT 1
            """)
    }

    /// Batches of a list whose workers were not yet compared with the whole register, oldest first.
    package static func toCompare(source: String, in scope: Scope) throws -> [WorkerBatch] {
        try scope.transaction.rows(
            "SELECT * FROM worker_batches WHERE compared = 0 AND source = \(source) ORDER BY first"
        ).map {
            WorkerBatch(id: try $0["id"], first: try $0["first"], last: try $0["last"], source: try $0["source"])
        }
    }

    /// What the duplicate check says of some of the batch's workers, for those it finds somebody for, by their serials.
    package func compare(
        _ serials: ClosedRange<Int64>, in scope: Scope
    ) throws -> [(serial: Int64, worker: Worker, finding: DuplicateFinding)] {
        try scope.transaction.rows(
            "SELECT * FROM workers WHERE serial BETWEEN \(serials.lowerBound) AND \(serials.upperBound) ORDER BY serial"
        ).compactMap { row in
            let worker = try Worker(row, in: scope)
            guard worker.status != .merged else { return nil }
            let finding = try DuplicateCheck.check(
                worker.person, at: worker.location, excluding: worker.id, in: scope)
            return finding.candidates.isEmpty ? nil : (try row["serial"], worker, finding)
        }
    }

    /// Puts what was found into the review queue, and keeps that the batch is done.
    package func finish(_ pairs: [(Worker, DuplicateFinding.Candidate)], in scope: Scope) throws {
        for (worker, candidate) in pairs {
            try ReviewPair.queue(worker.person, worker.id, beside: candidate, at: worker.location, in: scope)
        }
        try scope.transaction.run("UPDATE worker_batches SET compared = 1 WHERE first = \(first)")
    }
}
