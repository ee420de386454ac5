import Glibc

/// Finds a model for a sample of candidate pairs by expectation–maximisation, without labels.
///
/// Pairs are a mixture of latent classes: "match" and the settings' kinds of non-matches. What a match looks like is
/// counted on anchors (`Anchors`), or, where these say nothing, as experience has it; the shares of all classes and what
/// non-matches look like are learned.
/// Two classes alone fail on village lists: the second swallows brothers and namesakes (docs/decisions/0004-model.md).
package struct ModelTraining {
    private let groups: [LevelGroup]
    private let settings: Settings
    private let sample: [PairLevels]
    private let threads: Int
    /// Fewer anchors than this say too little to hold the match class to them.
    static let enoughAnchors = 150
    private static let nearlyAll = 0.97
    private static let chunk = 8192

    private let ownAgreement: [Int: [Double]]

    /// - Parameter ownAgreement: by group of a name's agreement, how many names have each level with themselves.
    package init(
        _ groups: [LevelGroup], _ settings: Settings, sample: [PairLevels], ownAgreement: [Int: [Double]] = [:],
        threads: Int
    ) {
        (self.groups, self.settings, self.sample, self.threads) = (groups, settings, sample, threads)
        self.ownAgreement = ownAgreement
    }

    /// - Parameters:
    ///   - known: levels of pairs known to be one person by a unique identifier; where there are too few, the sample's
    ///     surest pairs stand in for them.
    ///   - progress: called after each iteration with its number.
    package func train(anchors known: [PairLevels], progress: (Int) -> Void = { _ in }) -> Model {
        let marginal = shares(of: sample)
        let anchors = Anchors(groups, settings, sample: sample, known: known)
        let match = matchPattern(anchors)
        var model = Model(groups: groups, classes: startingClasses(match.start, marginal))
        model.sampledPairs = sample.count
        model.anchorPairs = anchors.count
        guard !sample.isEmpty else { return model }
        let priors = model.classes.map(\.probabilities)
        for iteration in 1...settings.training.iterations {
            let (sums, shares) = expectation(model)
            var change = 0.0
            for index in model.classes.indices {
                let share = shares[index] / Double(sample.count)
                change = max(change, abs(share - model.classes[index].share))
                model.classes[index].share = share
                for group in groups.indices {
                    if index == 0, match.learning[group] == .fixed { continue }
                    let strength = strength(ofClass: index, group: group)
                    model.classes[index].probabilities[group] = smoothed(
                        sums, group, index,
                        prior: index == 0
                            ? match.start[group] : strength.isOwn ? priors[index][group] : marginal[group],
                        weight: strength.pairs)
                }
            }
            for group in groups.indices where match.learning[group] == .guessed { keepAgreementNeutral(&model, group) }
            model.iterations = iteration
            progress(iteration)
            if change < 1e-6 { break }
        }
        for group in groups.indices {
            guard groups[group].aspect != .agreement, groups[group].column != LevelGroup.lists else { continue }
            if marginal[group][groups[group].levels - 1] > Self.nearlyAll { keepAgreementNeutral(&model, group) }
        }
        return model
    }

    /// Sees to it that full agreement doesn't speak against a match: experience of other lists knows nothing of how often
    /// the candidates of these agree.
    private func keepAgreementNeutral(_ model: inout Model, _ group: Int) {
        let first = groups[group].kind == .category ? 3 : groups[group].levels - 1
        func share(_ pattern: Model.Class) -> Double { pattern.probabilities[group][first...].reduce(0, +) }
        let others = model.classes.dropFirst().map(share).max() ?? 0, own = share(model.classes[0])
        guard others > own, own < 1, own > 0 else { return }
        for level in 1..<groups[group].levels {
            model.classes[0].probabilities[group][level] *= level < first ? (1 - others) / (1 - own) : others / own
        }
    }

    /// Non-match classes keep to what the settings say of them; elsewhere the lists' own shares smooth a little.
    private func strength(ofClass index: Int, group: Int) -> (pairs: Double, isOwn: Bool) {
        if index == 0 { return (settings.training.priorPairs, true) }
        guard index - 1 < settings.nonMatches.count else { return (5, false) }
        let pattern = settings.nonMatches[index - 1]
        let column = groups[group].column
        if pattern.differ?.contains(column) == true || pattern.agree?.contains(column) == true {
            return (settings.training.priorPairs, true)
        }
        return (5, false)
    }

    private struct MatchPattern {
        enum Learning {
            /// Counted or believed beforehand.
            case fixed
            case free
            /// Nothing shows it beforehand: learned, but never so that agreement speaks against a match.
            case guessed
        }
        /// `start[group][level]`.
        var start: [[Double]] = []
        var learning: [Learning] = []
    }

    /// What matches look like: counted on anchors where these can tell, else as experience says. Only the levels of unique
    /// identifiers are left to be learned, and those of places and categories that no anchor tells of, for these differ most
    /// from list to list; a match class that is free in names would take in households and namesakes.
    private func matchPattern(_ anchors: Anchors) -> MatchPattern {
        var pattern = MatchPattern()
        let uniques = Set(settings.comparisons.filter { $0.unique == true }.map(\.column))
        for group in groups {
            let prior = PriorKnowledge.match(group, ownAgreement: ownAgreement[pattern.start.count])
            let counted = anchors.counts(of: pattern.start.count)
            let seen = counted.reduce(0, +)
            let isTold = seen >= Double(Self.enoughAnchors)
            let weight = isTold ? settings.training.priorPairs * 0.1 : settings.training.priorPairs
            pattern.start.append(
                prior.indices.map { level in
                    level == 0 ? 0 : (counted[level] + weight * prior[level]) / (seen + weight)
                })
            let canBeGuessed = [.place, .category].contains(group.kind) && group.column != LevelGroup.lists
            pattern.learning.append(
                uniques.contains(group.column) ? .free : canBeGuessed && !isTold ? .guessed : .fixed)
        }
        return pattern
    }

    private func startingClasses(_ match: [[Double]], _ marginal: [[Double]]) -> [Model.Class] {
        let patterns = settings.nonMatches.isEmpty ? [NonMatchClass(name: "different people")] : settings.nonMatches
        let others = patterns.map { pattern in
            Model.Class(
                name: pattern.name, share: 0.8 / Double(patterns.count),
                probabilities: groups.indices.map { group in
                    if pattern.agree?.contains(groups[group].column) == true { return match[group] }
                    if pattern.differ?.contains(groups[group].column) == true {
                        return PriorKnowledge.differing(groups[group])
                    }
                    return marginal[group]
                })
        }
        return [Model.Class(name: "match", share: 0.2, probabilities: match)] + others
    }

    /// Shares of the levels among pairs of all kinds.
    private func shares(of pairs: [PairLevels]) -> [[Double]] {
        groups.indices.map { group in
            var counts = [Double](repeating: 1, count: groups[group].levels)
            for levels in pairs { counts[Int(levels[group])] += 1 }
            counts[0] = 0
            let total = counts.reduce(0, +)
            return counts.map { $0 / total }
        }
    }

    private func smoothed(
        _ sums: [SIMD8<Double>], _ group: Int, _ index: Int, prior: [Double], weight: Double
    ) -> [Double] {
        let levels = groups[group].levels
        var total = weight
        for level in 1..<levels { total += sums[group * Score.stride + level][index] }
        return (0..<levels).map { level in
            level == 0 ? 0 : (sums[group * Score.stride + level][index] + weight * prior[level]) / total
        }
    }

    /// For every group and level the expected number of pairs of each class, and the classes' expected numbers.
    private func expectation(_ model: Model) -> ([SIMD8<Double>], SIMD8<Double>) {
        let score = Score(model)
        let chunks = Parallel.ranges(of: sample.count, size: Self.chunk)
        let size = groups.count * Score.stride
        let partial = Parallel.map(chunks.count, threads: threads) { item, _ -> ([SIMD8<Float>], SIMD8<Float>) in
            var sums = [SIMD8<Float>](repeating: .zero, count: size)
            var shares = SIMD8<Float>.zero
            for index in chunks[item] {
                let levels = sample[index]
                let logs = score.sums(levels)
                let terms = Exponential.of(logs - SIMD8(repeating: logs.largest))
                let share = terms / SIMD8(repeating: terms.total)
                shares += share
                for group in groups.indices { sums[group * Score.stride + Int(levels[group])] += share }
            }
            return (sums, shares)
        }
        // Added up in the order of the sample, whichever thread was first: the same lists give the same model.
        var sums = [SIMD8<Double>](repeating: .zero, count: size)
        var shares = SIMD8<Double>.zero
        for (part, share) in partial {
            for index in 0..<size { sums[index] += SIMD8<Double>(part[index]) }
            shares += SIMD8<Double>(share)
        }
        return (sums, shares)
    }
}
