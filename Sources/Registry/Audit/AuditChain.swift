internal import Crypto
internal import Foundation
import Store

/// The chain h(n) = SHA-256(h(n−1) ‖ entry n): an altered, removed or reordered entry breaks it.
package enum AuditChain {
    static let start = [UInt8](repeating: 0, count: 32)

    static func append(_ entry: AuditEntry, in t: Transaction) throws {
        let last = try t.row("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        let sequence = try last.map { try $0["sequence"] as Int64 + 1 } ?? 1
        let hash = link(try last.map { try $0["hash"] } ?? start, entry, sequence)
        try t.run(
            """
            INSERT INTO audit (sequence, time, actor, role, action, noun, record, place, device, details, hash)
            VALUES (\(sequence), \(entry.time), \(entry.actor), \(entry.role), \(entry.action), \(entry.noun), \
            \(entry.record), \(entry.place), \(entry.device), \(entry.detailsJSON), \(hash))
            """)
    }

    static func link(_ previous: [UInt8], _ entry: AuditEntry, _ sequence: Int64) -> [UInt8] {
        Array(SHA256.hash(data: previous + entry.canonical(sequence: sequence)))
    }

    /// What a check of the whole chain found.
    package struct Verdict: Sendable {
        package let entries: Int64
        /// The first entry that doesn't fit, or nil when the chain holds.
        package let broken: Int64?
        package let hash: [UInt8]
    }

    /// Walks the chain and compares it with every signed head that was kept.
    package static func verify(in scope: Scope) throws -> Verdict {
        var previous = start
        var expected: Int64 = 1
        var broken: Int64?
        var heads: [Int64: [UInt8]] = [:]
        for row in try scope.transaction.rows("SELECT sequence, hash, signature FROM audit_heads") {
            let (sequence, hash): (Int64, [UInt8]) = (try row["sequence"], try row["hash"])
            let signed = Vault.verify(
                try row["signature"], of: headBytes(sequence, hash), publicKey: scope.vault.publicKey)
            heads[sequence] = signed ? hash : []
        }
        try scope.transaction.each("SELECT * FROM audit ORDER BY sequence") { row in
            let sequence: Int64 = try row["sequence"]
            let hash = link(previous, try AuditEntry(row), sequence)
            let kept: [UInt8] = try row["hash"]
            if broken == nil, sequence != expected || hash != kept || heads[sequence].map({ $0 != hash }) ?? false {
                broken = sequence == expected ? sequence : expected
            }
            heads[sequence] = nil
            (previous, expected) = (hash, sequence + 1)
        }
        // A head whose entry is gone tells of a chain cut off at its end.
        return Verdict(entries: expected - 1, broken: broken ?? heads.keys.min(), hash: previous)
    }

    /// Signs where the chain stands, to be kept outside the data base.
    @discardableResult
    package static func signHead(in scope: Scope) throws -> (sequence: Int64, hash: [UInt8], signature: [UInt8])? {
        guard let last = try scope.transaction.row("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        else { return nil }
        let (sequence, hash): (Int64, [UInt8]) = (try last["sequence"], try last["hash"])
        let signature = try scope.vault.sign(headBytes(sequence, hash))
        try scope.transaction.run(
            """
            INSERT INTO audit_heads (sequence, hash, time, signature) VALUES (\(sequence), \(hash), \(scope.now), \(signature))
            ON CONFLICT (sequence) DO NOTHING
            """)
        return (sequence, hash, signature)
    }

    private static func headBytes(_ sequence: Int64, _ hash: [UInt8]) -> [UInt8] {
        Array("shramik-audit|\(sequence)|".utf8) + hash
    }

    /// The history of one record, oldest first.
    package static func entries(of record: RecordID, in scope: Scope) throws -> [AuditEntry] {
        try scope.transaction.rows("SELECT * FROM audit WHERE record = \(record) ORDER BY sequence").map(
            AuditEntry.init)
    }
}

extension AuditEntry {
    init(_ row: Row) throws {
        let details: String = try row["details"]
        self.init(
            time: try row["time"], actor: try row["actor"], role: try row["role"], action: try row["action"],
            noun: try row["noun"], record: try row["record"], place: try row["place"], device: try row["device"],
            details: (try? JSONDecoder().decode([String: String].self, from: Data(details.utf8))) ?? [:])
    }
}
