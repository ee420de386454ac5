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
    private static let mostRounds = 10
    private static let nobody = UInt32.max

    /// Matches and possible pairs, surest first.
    static func settle(
        _ pairs: [ScoredPair], _ table: RecordTable, _ clusters: Clusters, match: Float, possible: Float
    ) -> (matches: [PersonPair], possibles: [PersonPair]) {
        var open = personPairs(pairs, table, clusters)
        var matches: [PersonPair] = [], lost: [PersonPair] = []
        // By lowest record: who each settled person is on the other list, and what all open pairs of a person claim.
        let partner = Column<UInt32>(repeating: nobody, count: table.count)
        let claims = Column<Double>(repeating: 0, count: table.count)
        for _ in 0..<mostRounds {
            weigh(&open, claims)
            let before = matches.count
            for pair in surestFirst(open.filter { $0.weighed > match }) {
                if partner[pair.left] != nobody || partner[pair.right] != nobody { continue }
                (partner[pair.left], partner[pair.right]) = (UInt32(pair.right), UInt32(pair.left))
                matches.append(pair)
            }
            if matches.count == before { break }
            var still: [PersonPair] = []
            for pair in open {
                if partner[pair.left] == nobody, partner[pair.right] == nobody {
                    still.append(pair)
                } else if partner[pair.left] != UInt32(pair.right) {
                    lost.append(pair)
                }
            }
            open = still
        }
        let possibles = (open + lost).filter { $0.weighed > possible }
        return (matches.sorted(by: isSurer), possibles.sorted(by: isSurer))
    }

    /// The best rows of each pair of persons, by their lowest records.
    private static func personPairs(
        _ pairs: [ScoredPair], _ table: RecordTable, _ clusters: Clusters
    ) -> [PersonPair] {
        let across = pairs.filter { table.lists[Int($0.a)] != table.lists[Int($0.b)] }.map { pair -> PersonPair in
            let isLeftFirst = table.lists[Int(pair.a)] == 0
            let left = Int(isLeftFirst ? pair.a : pair.b), right = Int(isLeftFirst ? pair.b : pair.a)
            return PersonPair(
                left: clusters.root(left), right: clusters.root(right), bestLeft: left, bestRight: right,
                logOdds: pair.logOdds, weighed: pair.logOdds)
        }
        let order = RadixOrder.order(of: Column(across.map { UInt64($0.left) << 32 | UInt64($0.right) }))
        var best: [PersonPair] = []
        for place in 0..<across.count {
            let pair = across[Int(order[place])]
            guard let known = best.last, known.left == pair.left, known.right == pair.right else {
                best.append(pair)
                continue
            }
            let rank = (pair.logOdds, -pair.bestLeft, -pair.bestRight)
            if (known.logOdds, -known.bestLeft, -known.bestRight) < rank { best[best.count - 1] = pair }
        }
        return best
    }

    /// - Parameter claims: scratch, one a record.
    private static func weigh(_ pairs: inout [PersonPair], _ claims: Column<Double>) {
        for pair in pairs { (claims[pair.left], claims[pair.right]) = (0, 0) }
        for pair in pairs {
            claims[pair.left] += odds(pair)
            claims[pair.right] += odds(pair)
        }
        for index in pairs.indices {
            let pair = pairs[index]
            let own = odds(pair)
            let others = log1p(max(0, claims[pair.left] - own)) + log1p(max(0, claims[pair.right] - own))
            pairs[index].weighed = pair.logOdds - Float(others)
        }
    }

    /// - Parameter pairs: by their lowest records, which settle ties.
    private static func surestFirst(_ pairs: [PersonPair]) -> [PersonPair] {
        let keys = Column(pairs.map { UInt64(descending($0.weighed)) << 32 | UInt64(descending($0.logOdds)) })
        let order = RadixOrder.order(of: keys)
        return pairs.indices.map { pairs[Int(order[$0])] }
    }

    /// A number that is the smaller the greater `value` is.
    private static func descending(_ value: Float) -> UInt32 {
        let bits = (value + 0).bitPattern
        return bits >> 31 == 0 ? ~(bits | 1 << 31) : bits
    }

    private static func isSurer(_ a: PersonPair, _ b: PersonPair) -> Bool {
        if a.weighed != b.weighed { return a.weighed > b.weighed }
        return a.logOdds != b.logOdds ? a.logOdds > b.logOdds : (a.left, a.right) < (b.left, b.right)
    }

    /// Odds are capped so that one certain pair does not drown the sums in rounding.
    private static func odds(_ pair: PersonPair) -> Double { exp(min(30, Double(pair.logOdds))) }
}
