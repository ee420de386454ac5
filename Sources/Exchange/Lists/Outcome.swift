package import Linkage

/// What became of every row: which person it is of, and whether that person is on the other list.
package struct Outcome {
    package enum Standing: Equatable {
        case registered(person: Int, weight: Double), possible(person: Int, weight: Double), leftOut
    }
    package let people: LinkedLists
    /// By the left person's lowest record.
    private var standings: [Int: Standing] = [:]
    private var matched: Set<Int> = []

    package init(_ people: LinkedLists) {
        self.people = people
        for pair in people.possibles.reversed() {
            standings[pair.left] = .possible(person: pair.right, weight: Self.weight(pair))
        }
        for pair in people.matches {
            standings[pair.left] = .registered(person: pair.right, weight: Self.weight(pair))
            matched.insert(pair.right)
        }
    }

    /// Match weight: log2 of the odds, rivals weighed.
    package static func weight(_ pair: PersonPair) -> Double { Double(pair.weighed) / 0.693_147_180_56 }

    package func standing(of record: Int) -> Standing { standings[people.clusters.root(record)] ?? .leftOut }
    package func isMatched(right person: Int) -> Bool { matched.contains(person) }
}
