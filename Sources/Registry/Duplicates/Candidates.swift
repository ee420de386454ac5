import Foundation
internal import Linkage
internal import Store

/// The workers who share the most telling keys with a person, opened.
///
/// Each key's members are read up to a bound. A key with more members is a hub, a surname in a large village or an agent's
/// phone: it finds nobody by itself, and adds its weight to those whom other keys find. A worker's weight is the sum of
/// −ln of how many bear each shared key.
struct Candidates {
    private(set) var opened: [(worker: RecordID, signature: WorkerSignature)] = []
    /// Members of the largest key of each kind; at most one more than the bound.
    private(set) var largest: [WorkerKey.Kind: Int] = [:]

    private static let hub = 500

    init(of signature: WorkerSignature, _ model: IntakeModel, most: Int, in scope: Scope) throws {
        let keys = signature.keys(model, scope.vault).filter { WorkerKey.blocking.contains($0.kind) }.sorted {
            ($0.kind.rawValue, $0.number) < ($1.kind.rawValue, $1.number)
        }
        let members = try Candidates.members(of: keys, in: scope)
        for (key, members) in zip(keys, members) { largest[key.kind] = max(largest[key.kind] ?? 0, members.count) }
        var weights: [Int64: Double] = [:]
        let isHub = members.map { $0.count > Candidates.hub }
        for (members, isHub) in zip(members, isHub) where !isHub {
            for serial in members { weights[serial, default: 0] += log(1e7 / Double(members.count)) }
        }
        // Nothing but hubs: then those whom most of them share.
        let all = isHub.allSatisfy(\.self)
        for (members, isHub) in zip(members, isHub) where isHub {
            let weight = log(1e7 / Double(members.count))
            for serial in members where all || weights[serial] != nil { weights[serial, default: 0] += weight }
        }
        let best = Candidates.heaviest(weights, most)
        guard !best.isEmpty else { return }
        let rows = try scope.transaction.rows(
            "SELECT serial, worker, content FROM worker_signatures WHERE serial IN \(list: Padded.list(best))")
        opened = try rows.map { try WorkerSignature.open($0, scope.vault) }
    }

    /// The serials of the greatest weights, in one walk: of tens of thousands who share a common name only few are wanted.
    private static func heaviest(_ weights: [Int64: Double], _ most: Int) -> [Int64] {
        func comesFirst(_ a: (key: Int64, value: Double), _ b: (key: Int64, value: Double)) -> Bool {
            a.value != b.value ? a.value > b.value : a.key < b.key
        }
        var kept: [(key: Int64, value: Double)] = []
        for item in weights {
            kept.append(item)
            if kept.count == 8 * most { kept = Array(kept.sorted(by: comesFirst).prefix(most)) }
        }
        return kept.sorted(by: comesFirst).prefix(most).map(\.key)
    }

    /// The serials of each key's members, in one statement; place and serial in one number.
    private static func members(of keys: [WorkerKey], in scope: Scope) throws -> [[Int64]] {
        var members = [[Int64]](repeating: [], count: keys.count)
        guard !keys.isEmpty else { return members }
        var statement: Statement = ""
        for (place, key) in keys.enumerated() {
            if place > 0 { statement += " UNION ALL " }
            let first = String(place << serialBits)
            statement +=
                """
                SELECT * FROM (SELECT CAST(\(unchecked: first) AS BIGINT) + serial AS found FROM worker_keys
                WHERE key = \(key.number) LIMIT \(hub + 1)) AS k\(unchecked: String(place))
                """
        }
        for found in try scope.transaction.numbers(statement) {
            members[Int(found >> serialBits)].append(found & (1 << serialBits - 1))
        }
        return members
    }

    private static let serialBits: Int64 = 40
}
