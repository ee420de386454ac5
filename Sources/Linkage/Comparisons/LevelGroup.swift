/// The levels of one comparison, from least to most agreement; level 0 is "missing" and says nothing.
///
/// A name is compared in three groups (what agrees, what stands against it, what only one side has), everything else
/// in one.
package struct LevelGroup: Sendable, Equatable {
    package enum Aspect: String, Sendable { case agreement, conflict, extra, value }
    /// Column of the group that tells which lists the two rows are of.
    static let lists = "lists"
    package let column: String
    package let aspect: Aspect
    package let kind: ComparisonSetting.Kind
    /// Labels of levels 1, 2, …
    package let labels: [String]
    package var levels: Int { labels.count + 1 }
    package var title: String { aspect == .value ? column : "\(column) \(aspect.rawValue)" }

    package static func all(_ schema: Schema) -> [LevelGroup] {
        schema.comparisons.flatMap { comparison -> [LevelGroup] in
            func group(_ aspect: Aspect, _ labels: [String]) -> LevelGroup {
                LevelGroup(column: comparison.column, aspect: aspect, kind: comparison.kind, labels: labels)
            }
            switch comparison.kind {
            case .name:
                return [
                    group(.agreement, Levels.agreementLabels), group(.conflict, Levels.conflictLabels),
                    group(.extra, Levels.extraLabels),
                ]
            case .birth: return [group(.value, Levels.birthLabels)]
            case .identifier, .phone: return [group(.value, Levels.identifierLabels)]
            case .category: return [group(.value, Levels.categoryLabels)]
            case .place: return [group(.value, Levels.placeLabels)]
            }
        }
    }
}

/// Where one level ends and the next begins.
///
/// Name thresholds are nats of rarity, place thresholds similarities; both as measured, docs/decisions/0003-names.md.
enum Levels {
    static let agreement: [Float] = [0.5, 2, 3.5, 5, 6.5, 8, 9.5, 11, 13, 15.5]
    static let conflict: [Float] = [0.3, 0.9, 1.7, 2.6, 3.6, 4.8, 6]
    static let extra: Float = 2.5
    static let place: [Float] = [0.6, 0.75, 0.85, 0.93]
    static let categoryAlike: Float = 0.8
    static let categoryCommon: Float = 0.05
    /// A value that more records than this share is a family's or an agent's phone, not one person's.
    static let manyShare: UInt32 = 6

    static let agreementLabels =
        ["nothing agrees"]
        + zip(agreement, agreement.dropFirst() + [.infinity]).map { low, high in
            high.isFinite ? "agrees by \(low)–\(high) nats" : "agrees by over \(low) nats"
        }
    static let conflictLabels = [
        "rare parts differ", "uncommon parts differ", "parts differ", "common parts differ", "letters differ",
        "small parts differ", "a letter differs", "nothing differs",
    ]
    static let extraLabels = ["one side has more", "both are as full"]
    static let birthLabels = [
        "over 10 years apart", "7–10 years apart", "5–6 years apart", "4 years apart", "3 years apart",
        "2 years apart", "1 year apart", "same year or age", "same date but for one slip", "same date",
    ]
    static let identifierLabels = ["different", "one slip apart", "same, shared by many", "same"]
    static let categoryLabels = ["different", "alike", "same, common", "same, uncommon"]
    static let placeLabels = ["different", "a little alike", "alike", "much alike", "nearly the same", "same"]

    static func agreement(_ value: Float) -> UInt8 {
        var level: UInt8 = 1
        for threshold in agreement where value >= threshold { level += 1 }
        return level
    }

    static func conflict(_ value: Float) -> UInt8 {
        var level = UInt8(conflict.count + 1)
        for threshold in conflict where value >= threshold { level -= 1 }
        return level
    }

    static func extra(_ value: Float) -> UInt8 { value >= extra ? 1 : 2 }

    static func place(_ similarity: Float) -> UInt8 {
        var level: UInt8 = 1
        for threshold in place where similarity >= threshold { level += 1 }
        return level
    }

    /// - Parameter areDays: both are full dates, so that equality of the day says something.
    static func birth(_ a: Int32, _ b: Int32, areDays: Bool) -> UInt8 {
        if areDays {
            if a == b { return 10 }
            if isOneSlip(a, b) { return 9 }
        }
        // Half years: 0 when both can be the same year of life.
        let halfYears = Int(Float(abs(a - b)) * (1 / 182.7))
        switch (halfYears + 1) / 2 {
        case 0: return 8
        case 1: return 7
        case 2: return 6
        case 3: return 5
        case 4: return 4
        case 5, 6: return 3
        case 7...10: return 2
        default: return 1
        }
    }

    /// Day and month exchanged, or one of day, month and year different while the others agree.
    static func isOneSlip(_ a: Int32, _ b: Int32) -> Bool {
        let (first, second) = (Calendar.date(of: a), Calendar.date(of: b))
        if first.year == second.year, first.month == second.day, first.day == second.month { return true }
        let same = [first.year == second.year, first.month == second.month, first.day == second.day]
        guard same.count(where: { $0 }) == 2 else { return false }
        return same[0] || abs(first.year - second.year) <= 10
    }
}
