internal import Linkage
internal import Store

/// How common name tokens are in the register; in a small one, as they are in the lists that the model knows.
struct NameUses {
    let uses: [[UInt8]: Int]
    let names: Int

    /// As many names as the shipped shares count for beside the register's own.
    private static let background = 200_000.0
    /// Names among a million that hold a token which no list knows.
    private static let unknownShare = 2.0

    static func number(_ fold: [UInt8], _ vault: Vault) -> Int64 {
        vault.blindNumber(String(decoding: fold, as: UTF8.self), for: "name token")
    }

    init(_ tokens: Set<[UInt8]>, _ model: IntakeModel, in scope: Scope) throws {
        let folds = Dictionary(tokens.map { (NameUses.number($0, scope.vault), $0) }, uniquingKeysWith: { $1 })
        var counted: [[UInt8]: Double] = [:]
        let rows = try scope.transaction.rows(
            "SELECT token, uses FROM name_uses WHERE token IN \(list: Padded.list(Array(folds.keys)))")
        for row in rows {
            let (token, uses): (Int64, Int64) = (try row["token"], try row["uses"])
            if let fold = folds[token] { counted[fold] = Double(uses) }
        }
        let last: Int64? = try scope.transaction.value("SELECT value FROM counters WHERE name = 'worker_serial'")
        // Each worker gives two names, the own and the guardian's.
        names = Int(NameUses.background) + 2 * Int(last ?? 0)
        uses = Dictionary(
            uniqueKeysWithValues: tokens.map { fold in
                let shipped = (model.shares[fold] ?? NameUses.unknownShare) * NameUses.background / 1_000_000
                return (fold, max(1, Int((counted[fold] ?? 0) + shipped)))
            })
    }
}

/// Lists of few different lengths, so that the data base meets few different statements.
enum Padded {
    /// The list with its last item repeated up to the next power of two.
    static func list(_ items: [Int64]) -> [Int64] {
        guard let last = items.last else { return [] }
        var length = 8
        while length < items.count { length *= 2 }
        return items + Array(repeating: last, count: length - items.count)
    }
}
