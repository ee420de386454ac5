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
    private let table: RecordTable
    private let lists: UnsafeMutablePointer<UInt8>
    private let rows: UnsafeMutablePointer<Score.Classes>
    private let listsGroup: Int
    /// Pairs whose records are fetched before they are compared.
    private static let batch = 32
    /// 0 where there is one list, of which nothing can be told by lists.
    private let hasTwoLists: UInt8
    /// For each step, the most that it and all later ones can add to match over each class.
    private let remaining: UnsafeMutablePointer<Score.Classes>

    init(_ table: RecordTable, _ packed: PackedRecords, _ score: Score) {
        comparer = PairComparer(table, packed)
        self.score = score
        self.table = table
        lists = table.lists.base
        listsGroup = score.groups - 1
        hasTwoLists = table.counts[1] > 0 ? 1 : 0
        rows = .allocate(capacity: max(1, score.rows.count))
        rows.initialize(from: score.rows, count: score.rows.count)
        remaining = .allocate(capacity: comparer.stepCount + 1)
        remaining.initialize(repeating: .zero, count: comparer.stepCount + 1)
        for index in (0..<comparer.stepCount).reversed() {
            let step = comparer.steps[index]
            remaining[index] = remaining[index + 1]
            for group in step.group..<(step.group + step.groups) { remaining[index] += score.best[group] }
        }
    }

    deinit {
        rows.deallocate()
        remaining.deallocate()
    }

    package func levels(_ a: Int, _ b: Int) -> PairLevels {
        var levels = comparer.levels(a, b)
        levels[listsGroup] = (lists[a] + lists[b] + 1) * hasTwoLists
        return levels
    }

    package func logOdds(_ a: Int, _ b: Int) -> Float { score.logOdds(levels(a, b)) }

    /// Calls `keep` with the pairs whose log-odds reach `floor`.
    func score(_ pairs: CandidatePairs, floor: Float, keep: (ScoredPair) -> Void) {
        for batch in stride(from: 0, to: pairs.count, by: Self.batch) {
            let end = min(batch + Self.batch, pairs.count)
            for index in batch..<end { comparer.fetchWords(pairs[index].b) }
            for index in batch..<end { comparer.fetchNames(pairs[index].b) }
            for index in batch..<end {
                let (a, b) = pairs[index]
                if let odds = logOdds(a, b, above: floor) {
                    keep(ScoredPair(a: UInt32(a), b: UInt32(b), logOdds: odds))
                }
            }
        }
    }

    /// Calls `keep` with those pairs of a record and others whose log-odds reach `floor`.
    func score(_ others: [UInt32], with record: Int, floor: Float, keep: (ScoredPair) -> Void) {
        for batch in stride(from: 0, to: others.count, by: Self.batch) {
            let end = min(batch + Self.batch, others.count)
            for index in batch..<end { comparer.fetchWords(Int(others[index])) }
            for index in batch..<end { comparer.fetchNames(Int(others[index])) }
            for index in batch..<end {
                if let odds = logOdds(Int(others[index]), record, above: floor) {
                    keep(ScoredPair(a: others[index], b: UInt32(record), logOdds: odds))
                }
            }
        }
    }

    /// The log-odds of a pair, or nil as soon as they are certain to be below `floor`.
    @inline(__always)
    func logOdds(_ a: Int, _ b: Int, above floor: Float) -> Float? {
        let floor = floor / score.slope
        var sums = score.priors + rows[listsGroup * Score.stride + Int((lists[a] + lists[b] + 1) * hasTwoLists)]
        for index in 0..<comparer.stepCount {
            let step = comparer.steps + index
            let kind = step.pointee.kind, group = step.pointee.group
            // Log-odds can't exceed the odds against any single class. Only names are worth the question.
            if kind == .name {
                if Score.lead(sums, remaining[index]) < floor { return nil }
            }
            let found = comparer.compare(step, a, b)
            let row = rows + group * Score.stride
            sums += row[Int(found.first)]
            if kind == .name {
                sums += row[Score.stride + Int(found.conflict)]
                sums += row[2 * Score.stride + Int(found.extra)]
            }
        }
        if Score.lead(sums, .zero) < floor { return nil }
        let odds = Score.logOdds(sums)
        return odds >= floor ? odds * score.slope : nil
    }
}
