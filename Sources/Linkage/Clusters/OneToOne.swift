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
/// The surest pairs are settled first; those who are settled claim no one else, so the rest are weighed again without
/// them, round by round, until no pair passes (ten rounds at most; two or three are usual).
enum OneToOne {
    private struct Key: Hashable {
        var left: UInt32
        var right: UInt32
    }
    private static let mostRounds = 10

    /// Matches and possible pairs, surest first.
    static func settle(
        _ pairs: [ScoredPair], _ table: RecordTable, _ clusters: Clusters, match: Float, possible: Float
    ) -> (matches: [PersonPair], possibles: [PersonPair]) {
        var open = personPairs(pairs, table, clusters)
        var matches: [PersonPair] = [], lost: [PersonPair] = []
        var isLeftSettled: Set<Int> = [], isRightSettled: Set<Int> = [], settled: Set<Key> = []
        for _ in 0..<mostRounds {
            weigh(&open)
            let before = matches.count
            for pair in open where pair.weighed > match {
                if isLeftSettled.contains(pair.left) || isRightSettled.contains(pair.right) { continue }
                isLeftSettled.insert(pair.left)
                isRightSettled.insert(pair.right)
                settled.insert(Key(left: UInt32(pair.left), right: UInt32(pair.right)))
                matches.append(pair)
            }
            if matches.count == before { break }
            var still: [PersonPair] = []
            for pair in open {
                let isSettled = isLeftSettled.contains(pair.left) || isRightSettled.contains(pair.right)
                if !isSettled {
                    still.append(pair)
                } else if !settled.contains(Key(left: UInt32(pair.left), right: UInt32(pair.right))) {
                    lost.append(pair)
                }
            }
            open = still
        }
        let possibles = (open + lost).filter { $0.weighed > possible }.sorted(by: isSurer)
        return (matches.sorted(by: isSurer), possibles)
    }

    /// The best rows of each pair of persons.
    private static func personPairs(
        _ pairs: [ScoredPair], _ table: RecordTable, _ clusters: Clusters
    ) -> [PersonPair] {
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
        return best.values.sorted(by: isSurer)
    }

    private static func weigh(_ pairs: inout [PersonPair]) {
        var ofLeft: [Int: Double] = [:], ofRight: [Int: Double] = [:]
        for pair in pairs {
            ofLeft[pair.left, default: 0] += odds(pair)
            ofRight[pair.right, default: 0] += odds(pair)
        }
        for index in pairs.indices {
            let pair = pairs[index]
            let own = odds(pair)
            let others =
                log1p(max(0, (ofLeft[pair.left] ?? own) - own)) + log1p(max(0, (ofRight[pair.right] ?? own) - own))
            pairs[index].weighed = pair.logOdds - Float(others)
        }
        pairs.sort(by: isSurer)
    }

    private static func isSurer(_ a: PersonPair, _ b: PersonPair) -> Bool {
        if a.weighed != b.weighed { return a.weighed > b.weighed }
        return a.logOdds != b.logOdds ? a.logOdds > b.logOdds : (a.left, a.right) < (b.left, b.right)
    }

    /// Odds are capped so that one certain pair does not drown the sums in rounding.
    private static func odds(_ pair: PersonPair) -> Double { exp(min(30, Double(pair.logOdds))) }
}
