import Foundation
internal import Linkage
internal import Store

extension Worker {
    /// Makes the worker findable as the person stands now: keys, the sealed signature and the counts of name tokens.
    ///
    /// Call it in the transaction that writes the worker. It can be repeated; keys of an earlier content go.
    package func writeKeys(in scope: Scope) throws {
        let model = try IntakeModel.shipped()
        let t = scope.transaction
        let signature = WorkerSignature(
            person, at: location, today: Date(milliseconds: registered), model: model, vault: scope.vault)
        var new = signature.keys(model, scope.vault)
        var gone: Set<WorkerKey> = []
        var tokens = Worker.count(signature.tokens(model), by: 1, scope.vault)
        guard let serial: Int64 = try t.value("SELECT serial FROM workers WHERE id = \(id)") else {
            throw Problem.notFound
        }
        let content = try signature.sealed(for: id, scope.vault)
        if let row = try t.row("SELECT worker, content FROM worker_signatures WHERE serial = \(serial)") {
            let old = try WorkerSignature.open(row, scope.vault).signature
            let before = old.keys(model, scope.vault)
            (gone, new) = (before.subtracting(new), new.subtracting(before))
            tokens.merge(Worker.count(old.tokens(model), by: -1, scope.vault)) { $0 + $1 }
            try t.run("UPDATE worker_signatures SET content = \(content) WHERE serial = \(serial)")
        } else {
            try t.run(
                "INSERT INTO worker_signatures (serial, worker, content) VALUES (\(serial), \(id), \(content))")
        }
        try Worker.remove(gone, of: serial, in: t)
        try Worker.insert(new.map { ($0, serial) }, in: t)
        try Worker.addUses(tokens, in: t)
    }

    /// Takes everything away that the worker is found by: for a record that was merged into another.
    func removeKeys(in scope: Scope) throws {
        let model = try IntakeModel.shipped()
        let t = scope.transaction
        let row = try t.row(
            """
            SELECT serial, worker, content FROM worker_signatures
            WHERE serial = (SELECT serial FROM workers WHERE id = \(id))
            """)
        guard let row else { return }
        let old = try WorkerSignature.open(row, scope.vault).signature
        let serial: Int64 = try row["serial"]
        try Worker.remove(old.keys(model, scope.vault), of: serial, in: t)
        try Worker.addUses(Worker.count(old.tokens(model), by: -1, scope.vault), in: t)
        try t.run("DELETE FROM worker_signatures WHERE serial = \(serial)")
    }

    static func nextSerial(_ count: Int = 1, in scope: Scope) throws -> Int64 {
        let last: Int64? = try scope.transaction.value(
            """
            INSERT INTO counters (name, value) VALUES ('worker_serial', \(count))
            ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value
            """)
        return (last ?? Int64(count)) - Int64(count) + 1
    }

    /// How far each token's uses change, by its blind number.
    static func count(_ tokens: [[UInt8]], by step: Int64, _ vault: Vault) -> [Int64: Int64] {
        tokens.reduce(into: [:]) { $0[NameUses.number($1, vault), default: 0] += step }
    }

    private static func remove(_ keys: Set<WorkerKey>, of serial: Int64, in t: Transaction) throws {
        for key in keys {
            try t.run("DELETE FROM worker_keys WHERE key = \(key.number) AND serial = \(serial)")
        }
    }

    /// Rows go in by their order in the table.
    static func insert(_ keys: [(key: WorkerKey, serial: Int64)], in t: Transaction) throws {
        let sorted = keys.map { ($0.key.number, $0.serial) }.sorted(by: <)
        try t.insert(
            into: "worker_keys", ["key", "serial"], rows: sorted.count, orNothing: true
        ) { [.integer(sorted[$0].0), .integer(sorted[$0].1)] }
    }

    static func addUses(_ tokens: [Int64: Int64], in t: Transaction) throws {
        for (token, change) in tokens.sorted(by: { $0.key < $1.key }) where change != 0 {
            try t.run(
                """
                INSERT INTO name_uses (token, uses) VALUES (\(token), \(change))
                ON CONFLICT (token) DO UPDATE SET uses = name_uses.uses + excluded.uses
                """)
        }
    }
}
