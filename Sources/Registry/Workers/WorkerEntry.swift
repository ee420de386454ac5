internal import Crypto
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

    /// Enters those who are not in the register yet, as one batch; whoever was entered before stays as it is.
    ///
    /// The audit has one entry for the batch, with a digest over everybody's id and sealed content: an entry each would make half
    /// of what an import writes. `spooled`: their keys wait for `Registry.fileKeys`.
    package static func enter(
        _ entries: [WorkerEntry], source: String, spooled: Bool = false, in scope: Scope
    ) throws -> WorkerBatch? {
        let t = scope.transaction
        let known = try registered(entries.map(\.id), in: t)
        let new = entries.filter { !known.contains($0.id) }
        guard !new.isEmpty else { return nil }
        let first = try Worker.nextSerial(new.count, in: scope)
        var columns = ["serial", "id", "number", "status", "scheme"]
        columns += ["state", "division", "district", "subdivision", "block", "panchayat"]
        try t.insert(into: "workers", columns + ["category", "person", "registered", "updated"], rows: new.count) {
            let (entry, at) = (new[$0], new[$0].location)
            let number = try entry.number ?? RegistrationNumber.next(for: at, provisional: false, in: scope)
            return [
                .integer(first + Int64($0)), entry.id.value, .text(number), .text(Worker.Status.active.rawValue),
                .text(entry.scheme), at.state.value, at.division.value, at.district.value, at.subdivision.value,
                at.block.value, at.panchayat.value, entry.category.value, .blob(entry.person), .integer(scope.now),
                .integer(scope.now),
            ]
        }
        try t.insert(into: "worker_signatures", ["serial", "worker", "content"], rows: new.count) {
            [.integer(first + Int64($0)), new[$0].id.value, .blob(new[$0].signature)]
        }
        let keys = new.enumerated().flatMap { place, entry in entry.keys.map { ($0, first + Int64(place)) } }
        if spooled { try KeySpool.keep(keys, batch: first, in: t) } else { try Worker.insert(keys, in: t) }
        try Worker.addUses(new.reduce(into: [:]) { $0.merge($1.uses) { $0 + $1 } }, in: t)
        let batch = WorkerBatch(
            id: scope.environment.newID(), first: first, last: first + Int64(new.count) - 1, source: source)
        try batch.save(digest: digest(of: new), in: scope)
        return batch
    }

    private static func digest(of entries: [WorkerEntry]) -> String {
        var hash = SHA256()
        for entry in entries {
            hash.update(data: entry.id.bytes)
            hash.update(data: entry.person)
        }
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Which of these ids the register has.
    package static func registered(_ ids: [RecordID], in scope: Scope) throws -> Set<RecordID> {
        try registered(ids, in: scope.transaction)
    }

    private static func registered(_ ids: [RecordID], in t: Transaction) throws -> Set<RecordID> {
        var known: Set<RecordID> = []
        for start in stride(from: 0, to: ids.count, by: 256) {
            let some = Array(ids[start..<min(start + 256, ids.count)])
            try t.each("SELECT id FROM workers WHERE id IN \(list: some)") { known.insert(try $0["id"]) }
        }
        return known
    }

    /// Of these entries those that are in the register, and workers under other ids who bear one of their unique numbers or
    /// their registration number.
    package static func known(
        _ entries: [WorkerEntry], in scope: Scope
    ) throws -> (ids: Set<RecordID>, byNumber: [String: RecordID], byKey: [WorkerKey: RecordID]) {
        let t = scope.transaction, ids = try registered(entries.map(\.id), in: t)
        var byNumber: [String: RecordID] = [:], byKey: [WorkerKey: RecordID] = [:]
        for start in stride(from: 0, to: entries.count, by: 256) {
            let some = entries[start..<min(start + 256, entries.count)]
            let numbers = some.compactMap(\.number)
            for row in try t.rows("SELECT id, number FROM workers WHERE number IN \(list: numbers)") {
                byNumber[try row["number"]] = try row["id"]
            }
            for (kind, keys) in Dictionary(grouping: some.flatMap(\.unique), by: \.kind) {
                let rows = try t.rows(
                    """
                    SELECT k.key, w.id FROM worker_keys k JOIN workers w ON w.serial = k.serial
                    WHERE k.key IN \(list: Padded.list(keys.map(\.number)))
                    """)
                for row in rows { byKey[WorkerKey(kind: kind, number: try row["key"])] = try row["id"] }
            }
        }
        return (ids, byNumber, byKey)
    }
}

extension RecordID {
    /// The same id for the same row of the same source, whenever it is read: a UUIDv8 of a keyed hash.
    package init(ofRow row: String, source: String, in registry: Registry) {
        self.init(ofRow: row, source: source, registry.vault)
    }

    init(ofRow row: String, source: String, _ vault: Vault) {
        var bytes = vault.blindIndex(source + "\u{1F}" + row, for: "imported worker")
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.init(bytes: bytes)
    }
}
