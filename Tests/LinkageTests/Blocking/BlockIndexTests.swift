import Testing

@testable import Linkage

@Suite("Who meets under blocking rules")
struct BlockIndexTests {
    private struct Pair: Hashable {
        var a: Int
        var b: Int
    }

    /// How often each pair is met.
    private func met(_ index: BlockIndex, _ table: RecordTable) -> [Pair: Int] {
        pairs(index, RecordSet(table.count) { _ in true }).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// The pairs whose lower record is chosen, in the order in which they are handed out.
    private func pairs(_ index: BlockIndex, _ chosen: RecordSet) -> [Pair] {
        index.map(of: chosen) { pairs, _ in (0..<pairs.count).map { Pair(a: pairs[$0].a, b: pairs[$0].b) } }
            .flatMap { $0 }
    }

    private static let rules = [
        BlockingRule(on: ["village", "name token"], limit: 1000), BlockingRule(on: ["mobile"], limit: 1000),
        BlockingRule(on: ["name two tokens", "birth within 4 years"], limit: 1000),
        BlockingRule(on: ["district", "guardian token", "sex"], limit: 1000),
    ]

    @Test("Pairs that share a key of any rule are met once, and no others", arguments: [1, 2, 3] as [UInt64])
    func bruteForce(seed: UInt64) {
        let table = WrittenTable(RandomRecords.records(200, seed: seed), .everyKind).table
        var expected: Set<Pair> = []
        for rule in Self.rules {
            let keys = BlockingKeys(rule.on, table)
            let ofRecord = (0..<table.count).map { record in
                var found: [UInt32] = []
                keys.append(record, to: &found)
                #expect(Set(found).count == found.count, "a key of \(rule.on) twice")
                return Set(found)
            }
            for b in 0..<table.count {
                for a in 0..<b where !ofRecord[a].isDisjoint(with: ofRecord[b]) { expected.insert(Pair(a: a, b: b)) }
            }
        }
        for threads in [1, 2] {
            let times = met(BlockIndex(Self.rules, table, threads: threads), table)
            #expect(Set(times.keys) == expected)
            #expect(times.values.allSatisfy { $0 == 1 })
        }
        #expect(expected.count > 300)
    }

    @Test("The pairs of chosen records come in order, whatever the number of threads", arguments: [1, 2, 3])
    func chosen(threads: Int) {
        // More records than are handed out at a time.
        let table = WrittenTable(RandomRecords.records(1500, seed: 5), .everyKind).table
        let index = BlockIndex(Self.rules, table, threads: threads)
        let all = pairs(index, RecordSet(table.count) { _ in true })
        #expect(all == all.sorted { ($0.a, $0.b) < ($1.a, $1.b) })
        #expect(all.contains { $0.a > 1024 })
        #expect(all.allSatisfy { $0.a < $0.b && $0.b < table.count })
        #expect(pairs(index, RecordSet(table.count) { $0 % 3 == 0 }) == all.filter { $0.a % 3 == 0 })
    }

    @Test("Of rows that say the same a thousand times thirty meet everybody, the others the first of them")
    func alike() {
        func person(_ mobile: Int, list: Int) -> WrittenRecord {
            WrittenRecord(list: list, values: ["name": "Test Test", "village": "Kandi", "mobile": String(mobile)])
        }
        let many = 9_832_010_000
        let people =
            (0..<900).map { _ in person(many, list: 0) } + (0..<600).map { _ in person(many, list: 1) }
            + (1...3).map { person(many + $0, list: 0) }
        let written = WrittenTable(people, .everyKind)
        let rules = [BlockingRule(on: ["village"], refine: [["name token"]], limit: 8)]
        let times = met(BlockIndex(rules, written.table, threads: 2), written.table)
        // Thirty of each list and the three others, all of them; and a pair for everybody else.
        #expect(times.count == 63 * 62 / 2 + 870 + 570)
        let others = (1500..<1503).map { written.recordOf[$0] }
        for other in others { #expect(times.keys.count { $0.a == other || $0.b == other } == 62) }
        // Everybody meets somebody who says the same, in the same list.
        var found = Set<Int>()
        for pair in times.keys where written.table.lists[pair.a] == written.table.lists[pair.b] {
            if !others.contains(pair.a), !others.contains(pair.b) { found.formUnion([pair.a, pair.b]) }
        }
        #expect(found.count == 1500)
    }

    @Test("Records with the same number, and those with a name in the same village, meet")
    func meaning() {
        let table = WrittenTable(RandomRecords.records(200, seed: 4), .everyKind).table
        let times = met(BlockIndex(Self.rules, table, threads: 1), table)
        let mobile = table.schema.identifier("mobile") ?? 0, village = table.schema.place("village") ?? 0
        var expected = 0
        for b in 0..<table.count {
            for a in 0..<b {
                let number = table.identifiers[mobile][a], place = table.places[village].ids[a]
                let sharesNumber = number != Identifier.missing && number == table.identifiers[mobile][b]
                let isNeighbour = place != 0 && place == table.places[village].ids[b]
                let sharesName = table.name(0, a).contains { form in
                    !table.vocabulary.keys[Int(form)].isOptional && table.vocabulary.fold(Int(form)).count > 1
                        && table.name(0, b).contains(form)
                }
                guard sharesNumber || (isNeighbour && sharesName) else { continue }
                expected += 1
                #expect(times[Pair(a: a, b: b)] == 1)
            }
        }
        #expect(expected > 100)
    }

    @Test("Births within half the years of a rule share a key", arguments: 1...4)
    func births(years: Int) {
        let settings = Settings.of([ComparisonSetting(column: "birth", kind: .birth)])
        let days = stride(from: 0, through: Int(365.25 * Double(years) / 2), by: 61)
        for start in stride(from: -9000, to: -5000, by: 173) {
            let records = days.map { WrittenRecord(birth: BirthDate(day: Int32(start + $0), precision: .day)) }
            let written = WrittenTable(records, settings)
            let keys = BlockingKeys(["birth within \(years) years"], written.table)
            func found(_ record: Int) -> Set<UInt32> {
                var found: [UInt32] = []
                keys.append(written.recordOf[record], to: &found)
                return Set(found)
            }
            let first = found(0)
            for (number, apart) in days.enumerated() where first.isDisjoint(with: found(number)) {
                Issue.record("\(start) and \(apart) days later are parted")
                return
            }
        }
    }

    /// Forty people of a village: each phone is borne by two of one sex.
    private var crowd: WrittenTable {
        WrittenTable(
            (0..<40).map { number in
                WrittenRecord(values: [
                    "village": "Kandi", "mobile": String(9_832_010_000 + number / 2), "sex": number < 20 ? "m" : "f",
                ])
            }, .everyKind)
    }

    @Test(
        "A hub is replaced by its finer blocks and reported",
        arguments: [
            (nil, 780, 0, 1, 40), ([["mobile"]], 20, 1, 0, 2), ([["sex"]], 380, 1, 2, 20),
            ([["sex"], ["mobile"]], 40, 3, 0, 2),
        ] as [([[String]]?, Int, Int, Int, Int)])
    func hubs(refine: [[String]]?, pairs: Int, refined: Int, whole: Int, largest: Int) {
        let rule = BlockingRule(on: ["village"], refine: refine, limit: 8)
        let index = BlockIndex([rule], crowd.table, threads: 1)
        let expected = BlockIndex.RuleSize(
            rule: ["village"], pairs: pairs, refinedHubs: refined, wholeHubs: whole, largestBlock: largest)
        #expect(index.sizes == [expected])
        let times = met(index, crowd.table)
        #expect(times.values.allSatisfy { $0 == 1 })
        // Refined by sex and phone, every pair of one phone is found on two ways and met once.
        #expect(times.count == (pairs == 40 ? 20 : pairs))
    }

    @Test("A block at the limit is no hub", arguments: [(40, 0), (39, 1)])
    func limit(limit: Int, hubs: Int) {
        let rule = BlockingRule(on: ["village"], refine: [["mobile"]], limit: limit)
        #expect(BlockIndex([rule], crowd.table, threads: 1).sizes[0].refinedHubs == hubs)
    }

    @Test("Records that say nothing in a column meet no one by it")
    func missing() {
        let table = WrittenTable((0..<10).map { _ in WrittenRecord() }, .everyKind).table
        let index = BlockIndex(Self.rules, table, threads: 1)
        #expect(met(index, table).isEmpty)
        #expect(index.sizes.allSatisfy { $0.pairs == 0 && $0.largestBlock == 0 })
    }
}
