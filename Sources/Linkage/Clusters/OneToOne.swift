import Glibc

/// A person of the left list and one of the right that may be the same, all rivals weighed.
package struct PersonPair: Sendable, Equatable {
    /// Lowest record of each person's rows.
    package var left: Int
    package var right: Int
    /// The rows that are most alike.
    package var bestLeft: Int
    package var bestRight: Int
    /// Log-odds of the best rows alone, and after the other candidates of both persons are weighed.
    package var logOdds: Float
    package var weighed: Float
}

/// Settles who is who when each person stands on either list once.
///
/// Brothers who share guardian, village and phone explain each other: a pair's log-odds lose what its row's and its
/// column's other candidates claim, s′ = s − ln(1 + Σ odds of the row's others) − ln(1 + Σ odds of the column's others).
enum OneToOne {
    /// All person pairs, surest first.
    static func weigh(_ pairs: [ScoredPair], _ table: RecordTable, _ clusters: Clusters) -> [PersonPair] {
        struct Key: Hashable {
            var left: UInt32
            var right: UInt32
        }
        var best: [Key: PersonPair] = [:]
        best.reserveCapacity(pairs.count)
        for pair in pairs where table.lists[Int(pair.a)] != table.lists[Int(pair.b)] {
            let isLeftFirst = table.lists[Int(pair.a)] == 0
            let left = Int(isLeftFirst ? pair.a : pair.b), right = Int(isLeftFirst ? pair.b : pair.a)
            let key = Key(left: UInt32(clusters.root(left)), right: UInt32(clusters.root(right)))
            let rank = (pair.logOdds, -left, -right)
            if let known = best[key], (known.logOdds, -known.bestLeft, -known.bestRight) >= rank { continue }
            best[key] = PersonPair(
                left: Int(key.left), right: Int(key.right), bestLeft: left, bestRight: right, logOdds: pair.logOdds,
                weighed: pair.logOdds)
        }
        let ordered = best.values.sorted {
            $0.logOdds != $1.logOdds ? $0.logOdds > $1.logOdds : ($0.left, $0.right) < ($1.left, $1.right)
        }
        var ofLeft: [Int: Double] = [:], ofRight: [Int: Double] = [:]
        for pair in ordered {
            ofLeft[pair.left, default: 0] += odds(pair)
            ofRight[pair.right, default: 0] += odds(pair)
        }
        let weighed = ordered.map { pair in
            var pair = pair
            let own = odds(pair)
            let others = log1p(max(0, (ofLeft[pair.left] ?? own) - own)) + log1p(max(0, (ofRight[pair.right] ?? own) - own))
            pair.weighed = pair.logOdds - Float(others)
            return pair
        }
        return weighed.sorted {
            if $0.weighed != $1.weighed { return $0.weighed > $1.weighed }
            return $0.logOdds != $1.logOdds ? $0.logOdds > $1.logOdds : ($0.left, $0.right) < ($1.left, $1.right)
        }
    }

    /// Odds are capped so that one certain pair does not drown the sums in rounding.
    private static func odds(_ pair: PersonPair) -> Double { exp(min(30, Double(pair.logOdds))) }
}
