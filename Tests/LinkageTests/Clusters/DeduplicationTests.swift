import Testing

@testable import Linkage

@Suite("Rows of a list that are one person")
struct DeduplicationTests {
    private static let settings = Settings.of([
        ComparisonSetting(column: "card", kind: .identifier), ComparisonSetting(column: "epic", kind: .identifier),
        ComparisonSetting(column: "birth", kind: .birth),
    ])

    /// A model under which one number shared outweighs a few years between births, but not thirty.
    private static var model: Model {
        let groups = Linker.groups(Schema(settings))
        let same = [0, 0.05, 0.04, 0.01, 0.9], different = [0, 0.97, 0.02, 0.009, 0.001]
        let near = [0, 0.001, 0.009, 0.02, 0.05, 0.07, 0.15, 0.2, 0.3, 0.1, 0.1]
        let far = [0, 0.5, 0.15, 0.1, 0.07, 0.06, 0.05, 0.04, 0.02, 0.005, 0.005]
        let lists = [0, 1.0 / 3, 1.0 / 3, 1.0 / 3]
        var model = Model(
            groups: groups,
            classes: [
                Model.Class(name: "match", share: 0.1, probabilities: [same, same, near, lists]),
                Model.Class(name: "different people", share: 0.9, probabilities: [different, different, far, lists]),
            ])
        model.calibration = Calibration(plainFor: groups)
        return model
    }

    private func record(_ card: String?, _ epic: String?, born year: Int?) -> WrittenRecord {
        var record = WrittenRecord()
        record.values["card"] = card
        record.values["epic"] = epic
        if let year { record.birth = BirthDate(year: year) }
        return record
    }

    /// For each written row the number of its cluster, by the first row that is in it.
    private func clusters(_ records: [WrittenRecord]) -> [Int] {
        let written = WrittenTable(records, Self.settings)
        let scorer = written.linker.scorer(Self.model)
        var pairs: [ScoredPair] = []
        for b in 0..<written.table.count {
            for a in 0..<b { pairs.append(ScoredPair(a: UInt32(a), b: UInt32(b), logOdds: scorer.logOdds(a, b))) }
        }
        let (found, members) = Deduplication(written.table, scorer).clusters(pairs, threshold: 0)
        for (root, rows) in members {
            #expect(rows.count > 1 && rows.contains(root))
            #expect(rows.allSatisfy { found.root($0) == root } && root == rows.min())
        }
        let roots = written.recordOf.map { found.root($0) }
        return roots.map { root in roots.firstIndex(of: root) ?? -1 }
    }

    @Test("A chain of two likenesses does not join people whose births lie far apart")
    func chain() {
        let found = clusters([
            record("AB1111", nil, born: 1955), record("AB1111", "CD2222", born: nil), record(nil, "CD2222", born: 1992),
        ])
        #expect(found != [0, 0, 0])
        // The one in the middle is joined to one of the two.
        #expect(Set(found).count == 2 && found[0] != found[2])
    }

    @Test("A chain is one person where nothing speaks against it")
    func unbrokenChain() {
        let found = clusters([
            record("AB1111", nil, born: 1975), record("AB1111", "CD2222", born: nil), record(nil, "CD2222", born: 1976),
        ])
        #expect(found == [0, 0, 0])
    }

    @Test("Rows that share nothing stay alone")
    func strangers() {
        #expect(
            clusters([
                record("AB1111", nil, born: 1975), record("EF3333", nil, born: 1990), record(nil, nil, born: nil),
            ]) == [0, 1, 2])
    }

    @Test("A cluster's root is its lowest record, however it was joined", arguments: 1...5 as ClosedRange<UInt64>)
    func roots(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        let clusters = Clusters(count: 50)
        var group = Array(0..<50)
        for _ in 0..<35 {
            let (a, b) = (Int.random(in: 0..<50, using: &numbers), Int.random(in: 0..<50, using: &numbers))
            clusters.join(a, b)
            let (low, high) = (min(group[a], group[b]), max(group[a], group[b]))
            for record in group.indices where group[record] == high { group[record] = low }
        }
        #expect((0..<50).map { clusters.root($0) } == group)
    }
}
