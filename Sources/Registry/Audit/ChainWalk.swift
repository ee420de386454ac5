internal import Crypto
internal import Foundation

/// Walks an audit chain entry by entry, and compares it with the signed heads that were kept.
///
/// h(n) = SHA-256(h(n−1) ‖ entry n): an altered, removed or reordered entry breaks it, a cut-off end misses its head.
package struct ChainWalk {
    private var previous = AuditChain.start
    private var expected: Int64 = 1
    private var broken: Int64?
    /// What the hash must be at a sequence; empty where the head itself is not signed as it should be.
    private var heads: [Int64: [UInt8]]

    init(heads: [AuditHead], publicKey: [UInt8]) {
        self.heads = Dictionary(
            heads.map { ($0.sequence, $0.isSigned(by: publicKey) ? $0.hash : []) },
            uniquingKeysWith: { $0 == $1 ? $0 : [] })
    }

    mutating func take(_ entry: AuditEntry, sequence: Int64, hash kept: [UInt8]) {
        let hash = AuditChain.link(previous, entry, sequence)
        if broken == nil, sequence != expected || hash != kept || heads[sequence].map({ $0 != hash }) ?? false {
            broken = sequence == expected ? sequence : expected
        }
        heads[sequence] = nil
        (previous, expected) = (hash, sequence + 1)
    }

    var verdict: AuditChain.Verdict {
        // A head whose entry is gone tells of a chain cut off at its end.
        AuditChain.Verdict(entries: expected - 1, broken: broken ?? heads.keys.min(), hash: previous)
    }
}

/// Where the chain stood at some time, signed, so that it can be kept outside the data base.
package struct AuditHead: Sendable, Codable, Hashable {
    package let sequence: Int64
    package let hash: [UInt8]
    /// Milliseconds since 1970, UTC.
    package let time: Int64
    package let signature: [UInt8]

    package init(sequence: Int64, hash: [UInt8], time: Int64, signature: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
        self.time = time
        self.signature = signature
    }

    static func bytes(_ sequence: Int64, _ hash: [UInt8]) -> [UInt8] {
        Array("shramik-audit|\(sequence)|".utf8) + hash
    }

    private enum CodingKeys: String, CodingKey { case sequence, hash, time, signature }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sequence = try container.decode(Int64.self, forKey: .sequence)
        time = try container.decode(Int64.self, forKey: .time)
        hash = try Hexadecimal.read(try container.decode(String.self, forKey: .hash))
        signature = try Hexadecimal.read(try container.decode(String.self, forKey: .signature))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(time, forKey: .time)
        try container.encode(Hexadecimal.write(hash), forKey: .hash)
        try container.encode(Hexadecimal.write(signature), forKey: .signature)
    }
}

/// Bytes as hexadecimal digits, in files that people look at.
package enum Hexadecimal {
    package static func write(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Throws `Problem.unreadable` for anything but pairs of digits.
    package static func read(_ text: String) throws -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { throw Problem(.unreadable) }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
