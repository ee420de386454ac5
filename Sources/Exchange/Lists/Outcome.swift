package import Linkage

/// What became of every row: which person it is of, and whether that person is on the other list.
package struct Outcome {
    package enum Standing: Equatable {
        case registered(person: Int, weight: Double), possible(person: Int, weight: Double), leftOut
    }
    package let people: LinkedLists
    /// By a person's lowest record: place of the person's pair, matches first and possible pairs after them.
    private let pairs: Column<UInt32>
    private static let none = UInt32.max

    package init(_ people: LinkedLists) {
        self.people = people
        pairs = Column(repeating: Self.none, count: people.table.count)
        for (place, pair) in people.possibles.enumerated().reversed() {
            pairs[pair.left] = UInt32(people.matches.count + place)
        }
        for (place, pair) in people.matches.enumerated() {
            (pairs[pair.left], pairs[pair.right]) = (UInt32(place), UInt32(place))
        }
    }

    /// Match weight: log2 of the odds, rivals weighed.
    package static func weight(_ pair: PersonPair) -> Double { Double(pair.weighed) / 0.693_147_180_56 }

    package func standing(of record: Int) -> Standing {
        let place = pairs[people.clusters.root(record)]
        if place == Self.none { return .leftOut }
        if Int(place) < people.matches.count {
            let pair = people.matches[Int(place)]
            return .registered(person: pair.right, weight: Self.weight(pair))
        }
        let pair = people.possibles[Int(place) - people.matches.count]
        return .possible(person: pair.right, weight: Self.weight(pair))
    }

    package func isMatched(right person: Int) -> Bool { pairs[person] != Self.none }
}
