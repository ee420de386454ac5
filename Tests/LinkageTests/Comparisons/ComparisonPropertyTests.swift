import Testing

@testable import Linkage

@Suite("What holds of the levels of any two records")
struct ComparisonPropertyTests {
    private let written = WrittenTable(RandomRecords.records(150, seed: 11), .everyKind)
    private var groups: [LevelGroup] { Linker.groups(written.schema) }

    /// Whether a record says anything in the column of a group.
    private func isMissing(_ group: LevelGroup, _ record: Int) -> Bool {
        let (schema, table) = (written.schema, written.table)
        if let column = schema.name(group.column) { return table.name(column, record).isEmpty }
        if let column = schema.place(group.column) { return table.places[column].ids[record] == 0 }
        if let column = schema.category(group.column) { return table.categories[column].ids[record] == 0 }
        if let column = schema.identifier(group.column) {
            return table.identifiers[column][record] == Identifier.missing
        }
        return group.kind == .birth && table.births[record].precision == .missing
    }

    @Test("A pair has the same levels whichever record is put first")
    func symmetry() {
        let scorer = written.levels
        for a in 0..<written.table.count {
            for b in 0..<a {
                let there = scorer.levels(a, b), back = scorer.levels(b, a)
                for (index, group) in groups.enumerated() where there[index] != back[index] {
                    Issue.record("\(group.title) of \(a) and \(b): \(there[index]) and \(back[index])")
                }
            }
        }
    }

    @Test("A level is one of its labels, and missing only where a side says nothing")
    func bounds() {
        let scorer = written.levels
        var seen = groups.map { _ in Set<UInt8>() }
        for a in 0..<written.table.count {
            for b in 0..<a {
                let levels = scorer.levels(a, b)
                for (index, group) in groups.dropLast().enumerated() {
                    let missing = isMissing(group, a) || isMissing(group, b)
                    #expect((levels[index] == 0) == missing, "\(group.title) of \(a) and \(b)")
                    #expect(Int(levels[index]) <= group.labels.count, "\(group.title) of \(a) and \(b)")
                    seen[index].insert(levels[index])
                }
            }
        }
        for (index, group) in groups.dropLast().enumerated() {
            #expect(seen[index].contains(0) && seen[index].count >= 3, "\(group.title): \(seen[index])")
        }
    }

    @Test("A record agrees with itself at the top level of every group")
    func identity() {
        let scorer = written.levels
        for record in 0..<written.table.count {
            let levels = scorer.levels(record, record)
            for (index, group) in groups.dropLast().enumerated() where !isMissing(group, record) {
                let top = UInt8(group.labels.count)
                switch (group.kind, group.aspect) {
                case (.name, .agreement):
                    let others = (0..<written.table.count).map { scorer.levels(record, $0)[index] }
                    #expect(levels[index] == others.max(), "\(group.title) of \(record)")
                case (.birth, _):
                    let isDay = written.table.births[record].precision == .day
                    #expect(levels[index] == (isDay ? 10 : 8), "record \(record)")
                case (.category, _), (.phone, _), (.identifier, _):
                    // The top but one is for values that many share.
                    #expect(levels[index] >= top - 1, "\(group.title) of \(record)")
                default: #expect(levels[index] == top, "\(group.title) of \(record)")
                }
            }
        }
    }

    @Test("The last group tells the lists of the two rows")
    func lists() {
        let scorer = written.levels, last = groups.count - 1
        for a in 0..<30 {
            for b in 0..<a {
                let right = Int(written.table.lists[a]) + Int(written.table.lists[b])
                #expect(scorer.levels(a, b)[last] == UInt8(right + 1))
            }
        }
    }

    @Test("A number that more than six records bear is shared by many", arguments: [(2, 4), (6, 4), (7, 3), (40, 3)])
    func sharedNumbers(bearers: Int, level: UInt8) {
        let settings = Settings.of([ComparisonSetting(column: "mobile", kind: .phone)])
        let records = (0..<bearers).map { _ in WrittenRecord(values: ["mobile": "9832012345"]) }
        #expect(WrittenTable(records, settings).levels.levels(0, 1)[0] == level)
    }

    @Test("A value that one record in twenty has is common")
    func commonValues() {
        let settings = Settings.of([ComparisonSetting(column: "occupation", kind: .category)])
        let values = Array(repeating: "Mason", count: 97) + Array(repeating: "Goldsmith", count: 3)
        let written = WrittenTable(values.map { WrittenRecord(values: ["occupation": $0]) }, settings)
        let scorer = written.levels
        func level(_ a: Int, _ b: Int) -> UInt8 { scorer.levels(written.recordOf[a], written.recordOf[b])[0] }
        #expect(level(0, 1) == 3)
        #expect(level(98, 99) == 4)
        #expect(level(0, 99) == 1)
    }
}
