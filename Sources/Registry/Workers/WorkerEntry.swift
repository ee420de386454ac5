import Foundation
internal import Linkage
internal import Store

/// A worker ready to be entered into the register: sealed and with all keys, so that the one writer only writes.
///
/// Preparing takes most of the time of an import and can be done by all threads; entering many at once writes each table in
/// its own order.
package struct WorkerEntry: Sendable {
    package let id: RecordID
    package let number: String?
    package let location: Location
    fileprivate let scheme: String
    fileprivate let category: String?
    fileprivate let person: [UInt8]
    fileprivate let signature: [UInt8]
    fileprivate let keys: Set<WorkerKey>
    fileprivate let uses: [Int64: Int64]
    /// Keys of numbers that only one person has, for finding repetitions in a list.
    package let unique: Set<WorkerKey>

    /// - Parameter number: the registration number that the person has already, kept as it is.
    package init(
        _ person: Person, id: RecordID, number: String?, scheme: String, at location: Location, in registry: Registry
    ) throws {
        let model = try IntakeModel.shipped(), vault = registry.vault
        let made = WorkerSignature(
            person, at: location, today: registry.environment.now(), model: model, vault: vault)
        (self.id, self.number, self.scheme, self.location) = (id, number, scheme, location)
        category = person.category
        self.person = try vault.seal(
            PersonalJSON.encode(person), table: "workers", column: "person", row: id.bytes)
        signature = try made.sealed(for: id, vault)
        keys = made.keys(model, vault)
        uses = Worker.count(made.tokens(model), by: 1, vault)
        unique = Set(made.identifiers.filter { [.aadhaar, .epic, .uan].contains($0.kind) })
    }

    /// Enters those who are not in the register yet, and returns their ids: whoever was entered before stays as it is.
    package static func enter(_ entries: [WorkerEntry], source: String, in scope: Scope) throws -> Set<RecordID> {
        let t = scope.transaction
        var known: Set<RecordID> = []
        for start in stride(from: 0, to: entries.count, by: 256) {
            let ids = entries[start..<min(start + 256, entries.count)].map(\.id)
            for row in try t.rows("SELECT id FROM workers WHERE id IN \(list: ids)") { known.insert(try row["id"]) }
        }
        let new = entries.filter { !known.contains($0.id) }
        guard !new.isEmpty else { return [] }
        var serial = try Worker.nextSerial(new.count, in: scope)
        var keys: [(key: WorkerKey, serial: Int64)] = []
        var uses: [Int64: Int64] = [:]
        for entry in new {
            let number = try entry.number ?? RegistrationNumber.next(for: entry.location, provisional: false, in: scope)
            try t.run(
                """
                INSERT INTO workers (id, number, status, scheme, \(Location.columns), category, person, registered, updated)
                VALUES (\(entry.id), \(number), \(Worker.Status.active.rawValue), \(entry.scheme), \
                \(entry.location.values), \(entry.category), \(entry.person), \(scope.now), \(scope.now))
                """)
            try t.run(
                """
                INSERT INTO worker_signatures (serial, worker, content)
                VALUES (\(serial), \(entry.id), \(entry.signature))
                """)
            keys += entry.keys.map { ($0, serial) }
            uses.merge(entry.uses) { $0 + $1 }
            try scope.record("imported", "worker", entry.id, at: entry.location.finest, details: ["source": source])
            serial += 1
        }
        try Worker.insert(keys, in: t)
        try Worker.addUses(uses, in: t)
        return Set(new.map(\.id))
    }

    /// Of these entries those that are in the register, and workers under other ids who bear one of their unique numbers or
    /// their registration number.
    package static func known(
        _ entries: [WorkerEntry], in scope: Scope
    ) throws -> (ids: Set<RecordID>, byNumber: [String: RecordID], byKey: [WorkerKey: RecordID]) {
        let t = scope.transaction
        var ids: Set<RecordID> = [], byNumber: [String: RecordID] = [:], byKey: [WorkerKey: RecordID] = [:]
        for start in stride(from: 0, to: entries.count, by: 256) {
            let some = entries[start..<min(start + 256, entries.count)]
            for row in try t.rows("SELECT id FROM workers WHERE id IN \(list: some.map(\.id))") {
                ids.insert(try row["id"])
            }
            let numbers = some.compactMap(\.number)
            for row in try t.rows("SELECT id, number FROM workers WHERE number IN \(list: numbers)") {
                byNumber[try row["number"]] = try row["id"]
            }
            for (kind, keys) in Dictionary(grouping: some.flatMap(\.unique), by: \.kind) {
                let rows = try t.rows(
                    """
                    SELECT k.key, s.worker FROM worker_keys k JOIN worker_signatures s ON s.serial = k.serial
                    WHERE k.kind = \(kind.rawValue) AND k.key IN \(list: Padded.list(keys.map(\.number)))
                    """)
                for row in rows { byKey[WorkerKey(kind: kind, number: try row["key"])] = try row["worker"] }
            }
        }
        return (ids, byNumber, byKey)
    }
}

extension RecordID {
    /// The same id for the same row of the same source, whenever it is read: a UUIDv8 of a keyed hash.
    package init(ofRow row: String, source: String, in registry: Registry) {
        var bytes = registry.vault.blindIndex(source + "\u{1F}" + row, for: "imported worker")
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.init(bytes: bytes)
    }
}
