/// A candidate pair that is worth keeping, with the natural logarithm of the odds that it is one person.
package struct ScoredPair: Sendable, Equatable, BitwiseCopyable {
    package var a: UInt32
    package var b: UInt32
    package var logOdds: Float
}

/// Scores pairs of one table under one model; one per thread.
package final class PairScorer {
    private let comparer: PairComparer
    private let score: Score
    private let steps: [PairComparer.Step]
    private let lists: Column<UInt8>
    private let listsGroup: Int
    /// For each step, the most that it and all later ones can add to match over each class.
    private let remaining: [Score.Classes]

    package init(_ table: RecordTable, _ score: Score) {
        comparer = PairComparer(table)
        self.score = score
        steps = PairComparer.steps(table.schema)
        lists = table.lists
        listsGroup = score.groups - 1
        var left = Score.Classes.zero
        var remaining: [Score.Classes] = []
        for step in steps.reversed() {
            for group in step.group..<(step.group + step.groups) { left += score.best[group] }
            remaining.append(left)
        }
        self.remaining = remaining.reversed()
    }

    package func levels(_ a: Int, _ b: Int) -> PairLevels {
        var levels = comparer.levels(a, b)
        levels[listsGroup] = lists[a] + lists[b] + 1
        return levels
    }

    package func logOdds(_ a: Int, _ b: Int) -> Float { score.logOdds(levels(a, b)) }

    /// The log-odds of a pair, or nil as soon as they are certain to be below `floor`.
    func logOdds(_ a: Int, _ b: Int, above floor: Float) -> Float? {
        var levels = PairLevels()
        let both = lists[a] + lists[b] + 1
        levels[listsGroup] = both
        var sums = score.priors + score.row(listsGroup, both)
        for index in steps.indices {
            let step = steps[index]
            if index > 0 {
                // Log-odds can't exceed the odds against any single class.
                var lead = Score.Classes(repeating: sums[0]) - sums + remaining[index]
                lead[0] = .infinity
                if lead.min() < floor { return nil }
            }
            comparer.compare(step, a, b, &levels)
            for group in step.group..<(step.group + step.groups) { sums += score.row(group, levels[group]) }
        }
        let odds = Score.logOdds(sums)
        return odds >= floor ? odds : nil
    }
}
