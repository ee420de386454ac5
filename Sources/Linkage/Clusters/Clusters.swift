/// Which records are one person.
package struct Clusters {
    private var parents: Column<UInt32>

    package init(count: Int) {
        parents = Column(unfilled: count)
        for record in 0..<count { parents[record] = UInt32(record) }
    }

    /// The lowest record of the cluster, once `join` keeps lower roots.
    package func root(_ record: Int) -> Int {
        var current = record
        while Int(parents[current]) != current {
            parents[current] = parents[Int(parents[current])]
            current = Int(parents[current])
        }
        return current
    }

    package func join(_ a: Int, _ b: Int) {
        let (first, second) = (root(a), root(b))
        if first != second { parents[max(first, second)] = UInt32(min(first, second)) }
    }
}

/// Groups the rows of each list that are one person.
///
/// Pairs are taken from the surest down. Two clusters become one only if their rows fit on the whole: the mean log-odds
/// of all pairs across must favour it, so that a chain of likenesses (A like B, B like C) can't hold two people together.
struct Deduplication {
    private let table: RecordTable
    private let scorer: PairScorer
    /// One pair may speak for or against a union at most this loudly, in nats.
    private static let loudest: Float = 10
    /// Pairs looked at across two clusters; clusters are small, and a huge one is a mistake in the list.
    private static let mostPairs = 64

    init(_ table: RecordTable, _ scorer: PairScorer) {
        (self.table, self.scorer) = (table, scorer)
    }

    /// - Parameter pairs: scored pairs within one list, any order; only those above `threshold` join.
    func clusters(_ pairs: [ScoredPair], threshold: Float) -> (clusters: Clusters, members: [Int: [Int]]) {
        let clusters = Clusters(count: table.count)
        var members: [Int: [Int]] = [:]
        let sure = pairs.filter { $0.logOdds > threshold }.sorted {
            $0.logOdds != $1.logOdds ? $0.logOdds > $1.logOdds : ($0.a, $0.b) < ($1.a, $1.b)
        }
        for pair in sure {
            let (a, b) = (clusters.root(Int(pair.a)), clusters.root(Int(pair.b)))
            if a == b { continue }
            let first = members[a] ?? [a], second = members[b] ?? [b]
            if first.count * second.count > 1, !fit(first, second) { continue }
            clusters.join(a, b)
            members[max(a, b)] = nil
            members[min(a, b)] = first + second
        }
        return (clusters, members)
    }

    private func fit(_ first: [Int], _ second: [Int]) -> Bool {
        var sum: Float = 0, count = 0
        for a in first {
            for b in second where count < Self.mostPairs {
                sum += max(-Self.loudest, min(Self.loudest, scorer.logOdds(a, b)))
                count += 1
            }
        }
        return sum > 0
    }
}
