/// The level of every comparison of one pair, packed side by side.
package typealias PairLevels = SIMD32<UInt8>

/// Compares records of one table; one per thread, for it keeps caches. Symmetric in its two records.
package final class PairComparer {
    private let table: RecordTable
    private let aligner: NameAligner
    private let placeCaches: [SimilarityCache]
    private let categoryCaches: [SimilarityCache]
    private let steps: [Step]

    /// A comparison with the place of its first group.
    struct Step {
        enum Work { case name(Int), birth, identifier(Int), category(Int), place(Int) }
        var work: Work
        var group: Int
        var groups: Int { if case .name = work { 3 } else { 1 } }
    }

    package init(_ table: RecordTable) {
        self.table = table
        aligner = NameAligner(table.vocabulary)
        placeCaches = table.places.map { _ in SimilarityCache() }
        categoryCaches = table.categories.map { _ in SimilarityCache() }
        steps = Self.steps(table.schema)
    }

    /// The cheap comparisons first, names last: a scorer may stop as soon as the rest can't matter.
    static func steps(_ schema: Schema) -> [Step] {
        var steps: [Step] = []
        var group = 0
        for (index, comparison) in schema.comparisons.enumerated() {
            switch comparison.kind {
            case .name:
                steps.append(Step(work: .name(schema.names.firstIndex(of: index) ?? 0), group: group))
            case .birth: steps.append(Step(work: .birth, group: group))
            case .identifier, .phone:
                steps.append(Step(work: .identifier(schema.identifiers.firstIndex(of: index) ?? 0), group: group))
            case .category:
                steps.append(Step(work: .category(schema.categories.firstIndex(of: index) ?? 0), group: group))
            case .place: steps.append(Step(work: .place(schema.places.firstIndex(of: index) ?? 0), group: group))
            }
            group += comparison.kind == .name ? 3 : 1
        }
        return steps.filter { $0.groups == 1 } + steps.filter { $0.groups > 1 }
    }

    package func levels(_ a: Int, _ b: Int) -> PairLevels {
        var levels = PairLevels()
        for step in steps { compare(step, a, b, &levels) }
        return levels
    }

    @inline(__always)
    func compare(_ step: Step, _ a: Int, _ b: Int, _ levels: inout PairLevels) {
        switch step.work {
        case .name(let column): compareNames(column, step.group, a, b, &levels)
        case .birth: levels[step.group] = Levels.birth(table.births[a], table.births[b])
        case .identifier(let column): levels[step.group] = identifierLevel(column, a, b)
        case .category(let column): levels[step.group] = categoryLevel(column, a, b)
        case .place(let column): levels[step.group] = placeLevel(column, a, b)
        }
    }

    package func agreement(_ column: Int, _ a: Int, _ b: Int) -> NameAgreement {
        aligner.align(table.name(column, a), table.name(column, b))
    }

    @inline(__always)
    private func compareNames(_ column: Int, _ group: Int, _ a: Int, _ b: Int, _ levels: inout PairLevels) {
        let first = table.name(column, a), second = table.name(column, b)
        guard !first.isEmpty, !second.isEmpty else { return }
        let agreement = aligner.align(first, second)
        levels[group] = Levels.agreement(agreement.agreement)
        levels[group + 1] = Levels.conflict(agreement.conflict)
        levels[group + 2] = Levels.extra(agreement.extra)
    }

    private func identifierLevel(_ column: Int, _ a: Int, _ b: Int) -> UInt8 {
        let first = table.identifiers[column][a], second = table.identifiers[column][b]
        if first == Identifier.missing || second == Identifier.missing { return 0 }
        if first == second { return table.sharedBy[column][a] > Levels.manyShare ? 3 : 4 }
        return Identifier.isOneSlip(first, second) ? 2 : 1
    }

    private func categoryLevel(_ column: Int, _ a: Int, _ b: Int) -> UInt8 {
        let category = table.categories[column]
        let first = category.ids[a], second = category.ids[b]
        if first == 0 || second == 0 { return 0 }
        if first == second { return category.shares[Int(first)] >= Levels.categoryCommon ? 3 : 4 }
        let alike = categoryCaches[column].similarity(first, second) {
            PlaceFold.similarity(category.folds[$0], category.folds[$1])
        }
        return alike >= Levels.categoryAlike ? 2 : 1
    }

    private func placeLevel(_ column: Int, _ a: Int, _ b: Int) -> UInt8 {
        let place = table.places[column]
        let first = place.ids[a], second = place.ids[b]
        if first == 0 || second == 0 { return 0 }
        if first == second { return 6 }
        return Levels.place(
            placeCaches[column].similarity(first, second) { PlaceFold.similarity(place.folds[$0], place.folds[$1]) })
    }
}
