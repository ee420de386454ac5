import Testing

@testable import Linkage

@Suite("A person is on either list once")
struct OneToOneTests {
    private static let size = 6
    /// Rows 0…5 of the left list, then 0…5 of the right.
    private let written = WrittenTable(
        (0..<(2 * size)).map { WrittenRecord(list: $0 / size, values: ["epic": "AB10\($0 + 10)"]) }, .everyKind)

    private func left(_ row: Int) -> Int { written.recordOf[row] }
    private func right(_ row: Int) -> Int { written.recordOf[Self.size + row] }

    private func pair(_ leftRow: Int, _ rightRow: Int, _ logOdds: Float) -> ScoredPair {
        let (a, b) = (left(leftRow), right(rightRow))
        return ScoredPair(a: UInt32(min(a, b)), b: UInt32(max(a, b)), logOdds: logOdds)
    }

    private func settle(
        _ pairs: [ScoredPair], _ clusters: Clusters? = nil, possible: Float = -3
    ) -> (matches: [PersonPair], possibles: [PersonPair]) {
        OneToOne.settle(
            pairs, written.table, clusters ?? Clusters(count: written.table.count), match: 0, possible: possible)
    }

    private func rows(_ pairs: [PersonPair]) -> Set<[Int]> {
        let table = written.table
        return Set(pairs.map { [Int(table.rows[$0.left]), Int(table.rows[$0.right])] })
    }

    @Test("Brothers who are like each other explain each other")
    func brothers() {
        let found = settle([pair(0, 0, 6), pair(1, 1, 6), pair(0, 1, 2), pair(1, 0, 2)])
        #expect(rows(found.matches) == [[0, 0], [1, 1]])
        #expect(found.possibles.isEmpty)
        #expect(found.matches.allSatisfy { $0.logOdds == 6 && $0.weighed < 6 && $0.weighed > 0 })
    }

    @Test("Two who are equally like one person are possible, not matched")
    func rivals() {
        let found = settle([pair(0, 0, 1), pair(0, 1, 1)])
        #expect(found.matches.isEmpty)
        #expect(rows(found.possibles) == [[0, 0], [0, 1]])
    }

    @Test("Who is settled claims no one else, so that the brother is found in the next round")
    func rounds() {
        let found = settle([pair(0, 0, 9), pair(1, 0, 3), pair(1, 1, 2)])
        #expect(rows(found.matches) == [[0, 0], [1, 1]])
        #expect(found.possibles.isEmpty)
    }

    @Test("A pair alone keeps its weight, and pairs of one list are no matches")
    func alone() {
        let within = ScoredPair(a: UInt32(min(left(2), left(3))), b: UInt32(max(left(2), left(3))), logOdds: 12)
        let found = settle([pair(0, 0, 1.5), within, pair(4, 4, -1), pair(5, 5, -4)])
        #expect(rows(found.matches) == [[0, 0]])
        #expect(found.matches.first?.weighed == 1.5)
        #expect(rows(found.possibles) == [[4, 4]])
    }

    @Test("Rows of one person are matched together, by the rows that are most alike")
    func clusters() throws {
        let clusters = Clusters(count: written.table.count)
        clusters.join(left(0), left(1))
        let found = settle([pair(0, 0, 2), pair(1, 0, 5)], clusters)
        let match = try #require(found.matches.first)
        #expect(found.matches.count == 1 && found.possibles.isEmpty)
        #expect(match.left == min(left(0), left(1)))
        #expect(match.bestLeft == left(1) && match.bestRight == right(0))
        #expect(match.weighed == 5)
    }

    @Test("No one is matched twice, and the order of pairs does not matter", arguments: 1...20 as ClosedRange<UInt64>)
    func random(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        var pairs: [ScoredPair] = []
        for a in 0..<Self.size {
            for b in 0..<Self.size where numbers.chance(0.6) {
                pairs.append(pair(a, b, Float.random(in: -4...9, using: &numbers)))
            }
        }
        let found = settle(pairs)
        #expect(Set(found.matches.map(\.left)).count == found.matches.count)
        #expect(Set(found.matches.map(\.right)).count == found.matches.count)
        #expect(found.matches.allSatisfy { $0.weighed > 0 })
        #expect(found.possibles.allSatisfy { $0.weighed > -3 })
        #expect(rows(found.matches).isDisjoint(with: rows(found.possibles)))
        let turned = settle(pairs.shuffled(using: &numbers))
        #expect(turned.matches == found.matches && turned.possibles == found.possibles)
    }
}
