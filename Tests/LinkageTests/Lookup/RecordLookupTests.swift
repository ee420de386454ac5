import Testing

@testable import Linkage

@Suite("Who of a list shares a key with a record")
struct RecordLookupTests {
    private static func lookup(_ written: WrittenTable, _ rules: [BlockingRule], threads: Int = 1) -> RecordLookup {
        var settings = written.settings
        settings.blockingRules = rules
        let linker = Linker(written.table, settings, threads: threads)
        let model = Model(groups: Linker.groups(written.schema), classes: [])
        return RecordLookup(written.table, settings, linker, model, threads: threads)
    }

    @Test("Those of the left list who share a key of any rule, each once, in order", arguments: [1, 2, 3] as [UInt64])
    func bruteForce(seed: UInt64) {
        let written = WrittenTable(RandomRecords.records(300, seed: seed), .everyKind), table = written.table
        let rules = [
            BlockingRule(on: ["village", "name token"], limit: 1000), BlockingRule(on: ["mobile"], limit: 1000),
            BlockingRule(on: ["name two tokens", "birth within 4 years"], limit: 1000),
        ]
        let keys = rules.map { BlockingKeys($0.on, table) }
        let ofRecord = (0..<table.count).map { record in
            keys.enumerated().reduce(into: Set<UInt64>()) { all, rule in
                var found: [UInt32] = []
                rule.element.append(record, to: &found)
                for key in found { all.insert(UInt64(rule.offset) << 32 | UInt64(key)) }
            }
        }
        var count = 0
        for threads in [1, 2] {
            let lookup = Self.lookup(written, rules, threads: threads)
            for record in 0..<table.count where table.lists[record] == 1 {
                let expected = (0..<table.count).filter {
                    table.lists[$0] == 0 && !ofRecord[$0].isDisjoint(with: ofRecord[record])
                }
                #expect(lookup.candidates(of: record).map { Int($0) } == expected)
                count += expected.count
            }
        }
        #expect(count > 500)
    }

    @Test(
        "Of a hub only those who share a finer key too",
        arguments: [
            (nil, 40), ([["mobile"]], 2), ([["sex"]], 20), ([["sex"], ["mobile"]], 2),
        ] as [([[String]]?, Int)])
    func hubs(refine: [[String]]?, count: Int) {
        func person(_ number: Int, list: Int) -> WrittenRecord {
            WrittenRecord(
                list: list,
                values: [
                    "village": "Kandi", "mobile": String(9_832_010_000 + number / 2), "sex": number < 20 ? "m" : "f",
                ])
        }
        let written = WrittenTable((0..<40).map { person($0, list: 0) } + [person(6, list: 1)], .everyKind)
        let lookup = Self.lookup(written, [BlockingRule(on: ["village"], refine: refine, limit: 8)])
        let found = lookup.candidates(of: written.recordOf[40]).map { Int($0) }
        #expect(found.count == count)
        #expect(found.contains(written.recordOf[6]) && found.contains(written.recordOf[7]))
    }

    @Test("The likeliest come first, with the weight that a run gives the pair")
    func matches() {
        var settings = Settings.everyKind
        settings.blockingRules = [BlockingRule(on: ["district", "name token"], limit: 1000)]
        let written = WrittenTable(RandomRecords.records(400, seed: 9), settings), table = written.table
        let linker = Linker(table, settings, threads: 1)
        let model = linker.train(linker.index())
        let lookup = RecordLookup(table, settings, linker, model, threads: 1), scorer = linker.scorer(model)
        let warmed = RecordLookup(table, settings, linker, model, threads: 1)
        warmed.warm(rows: 50, floor: -25)
        var found = 0
        for record in 0..<table.count where table.lists[record] == 1 {
            let candidates = lookup.candidates(of: record)
            let matches = lookup.matches(of: record, among: candidates, floor: -25)
            #expect(matches.map(\.logOdds) == matches.map(\.logOdds).sorted(by: >))
            let expected = candidates.filter { scorer.logOdds(Int($0), record) >= -25 }
            #expect(Set(matches.map(\.a)) == Set(expected))
            #expect(warmed.matches(of: record, among: warmed.candidates(of: record), floor: -25) == matches)
            for match in matches { #expect(abs(match.logOdds - scorer.logOdds(Int(match.a), record)) < 1e-3) }
            found += matches.count
        }
        #expect(found > 20)
    }
}
