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

    /// Walks the chain and compares it with every signed head: those in the data base, and `heads` that were kept outside.
    package static func verify(heads: [AuditHead] = [], in scope: Scope) throws -> Verdict {
        var walk = ChainWalk(heads: try self.heads(in: scope) + heads, publicKey: scope.vault.publicKey)
        try each(in: scope) { walk.take($0, sequence: $1, hash: $2) }
        return walk.verdict
    }

    /// All entries, oldest first, with place in the chain and hash; in portions, so that memory does not grow with the chain.
    static func each(in scope: Scope, _ body: (AuditEntry, Int64, [UInt8]) throws -> Void) throws {
        var last: Int64?
        while true {
            let rows = try scope.transaction.rows(
                "SELECT * FROM audit WHERE sequence > \(last ?? Int64.min) ORDER BY sequence LIMIT 5000")
            for row in rows {
                let sequence: Int64 = try row["sequence"]
                try body(try AuditEntry(row), sequence, try row["hash"])
                last = sequence
            }
            if rows.count < 5000 { return }
        }
    }

    package static func heads(in scope: Scope) throws -> [AuditHead] {
        try scope.transaction.rows("SELECT * FROM audit_heads ORDER BY sequence").map {
            AuditHead(
                sequence: try $0["sequence"], hash: try $0["hash"], time: try $0["time"],
                signature: try $0["signature"])
        }
    }

    /// Signs where the chain stands, to be kept outside the data base; nil for an empty chain.
    @discardableResult
    package static func signHead(in scope: Scope) throws -> AuditHead? {
        guard let last = try scope.transaction.row("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        else { return nil }
        let (sequence, hash): (Int64, [UInt8]) = (try last["sequence"], try last["hash"])
        let signature = try scope.vault.sign(AuditHead.bytes(sequence, hash))
        try scope.transaction.run(
            """
            INSERT INTO audit_heads (sequence, hash, time, signature) VALUES (\(sequence), \(hash), \(scope.now), \(signature))
            ON CONFLICT (sequence) DO NOTHING
            """)
        return AuditHead(sequence: sequence, hash: hash, time: scope.now, signature: signature)
    }

    /// The history of one record, oldest first.
    package static func entries(of record: RecordID, in scope: Scope) throws -> [AuditEntry] {
        try scope.transaction.rows("SELECT * FROM audit WHERE record = \(record) ORDER BY sequence").map(
            AuditEntry.init)
    }
}

extension AuditHead {
    func isSigned(by publicKey: [UInt8]) -> Bool {
        Vault.verify(signature, of: AuditHead.bytes(sequence, hash), publicKey: publicKey)
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
