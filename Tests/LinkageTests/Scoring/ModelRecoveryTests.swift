import Testing

@testable import Linkage

/// Pairs of a known mixture: a match class and two kinds of non-matches over five columns.
private struct KnownMixture {
    static let settings = Settings.of(
        [
            ComparisonSetting(column: "birth", kind: .birth), ComparisonSetting(column: "mobile", kind: .phone),
            ComparisonSetting(column: "village", kind: .place),
            ComparisonSetting(column: "occupation", kind: .category),
            ComparisonSetting(column: "card", kind: .identifier),
        ],
        nonMatches: [
            NonMatchClass(name: "household", agree: ["mobile", "village"], differ: ["birth"]),
            NonMatchClass(name: "unrelated", differ: ["mobile", "village"]),
        ])
    static let groups = LevelGroup.all(Schema(settings))
    static let shares = [0.2, 0.3, 0.5]
    /// `probabilities[class][group]`, from level 1 up.
    static let probabilities: [[[Double]]] = [
        [
            [0.01, 0.01, 0.02, 0.02, 0.04, 0.10, 0.20, 0.35, 0.10, 0.15], [0.30, 0.05, 0.05, 0.60],
            [0.02, 0.02, 0.02, 0.04, 0.20, 0.70], [0.30, 0.10, 0.40, 0.20], [0.05, 0.05, 0.05, 0.85],
        ],
        [
            [0.40, 0.15, 0.10, 0.08, 0.07, 0.07, 0.06, 0.05, 0.01, 0.01], [0.25, 0.05, 0.20, 0.50],
            [0.02, 0.02, 0.03, 0.03, 0.15, 0.75], [0.50, 0.10, 0.30, 0.10], [0.90, 0.07, 0.02, 0.01],
        ],
        [
            [0.35, 0.15, 0.10, 0.10, 0.08, 0.08, 0.07, 0.05, 0.01, 0.01], [0.93, 0.04, 0.02, 0.01],
            [0.70, 0.10, 0.07, 0.05, 0.04, 0.04], [0.65, 0.10, 0.20, 0.05], [0.96, 0.03, 0.005, 0.005],
        ],
    ]
    /// How often a column says nothing, in any class.
    static let missing = [0.05, 0.3, 0.02, 0.2, 0.4]

    static func pair(_ kind: Int, _ numbers: inout SeededNumbers) -> PairLevels {
        var levels = PairLevels()
        for group in groups.indices where !numbers.chance(missing[group]) {
            levels[group] = UInt8(numbers.draw(probabilities[kind][group]) + 1)
        }
        return levels
    }

    static func pairs(_ count: Int, seed: UInt64) -> [PairLevels] {
        var numbers = SeededNumbers(state: seed)
        return (0..<count).map { _ in pair(numbers.draw(shares), &numbers) }
    }

    static func anchors(_ count: Int, seed: UInt64) -> [PairLevels] {
        var numbers = SeededNumbers(state: seed)
        return (0..<count).map { _ in pair(0, &numbers) }
    }

    /// Probability of a level among the non-matches of a mixture.
    static func mixed(_ shares: [Double], _ probability: (Int) -> Double) -> Double {
        let others = shares[1] + shares[2]
        return (shares[1] * probability(1) + shares[2] * probability(2)) / others
    }

    static func train(threads: Int = 1, seed: UInt64 = 5) -> Model {
        var settings = Self.settings
        settings.training.iterations = 300
        settings.training.priorPairs = 50
        return ModelTraining(groups, settings, sample: pairs(60_000, seed: seed), threads: threads)
            .train(anchors: anchors(5000, seed: seed &+ 1))
    }
}

@Suite("Training finds the mixture that pairs were drawn from", .timeLimit(.minutes(5)))
struct ModelRecoveryTests {
    @Test("Shares, m and u come out as they were", arguments: [5, 6] as [UInt64])
    func recovery(seed: UInt64) {
        let model = KnownMixture.train(threads: 2, seed: seed)
        #expect(model.sampledPairs == 60_000)
        #expect(model.anchorPairs == 5000)
        #expect(model.classes.map(\.name) == ["match", "household", "unrelated"])
        let shares = model.classes.map(\.share)
        for (found, known) in zip(shares, KnownMixture.shares) { #expect(abs(found - known) < 0.02, "\(shares)") }
        for (group, described) in KnownMixture.groups.enumerated() {
            for level in 1..<described.levels {
                let m = model.classes[0].probabilities[group][level]
                let known = KnownMixture.probabilities[0][group][level - 1]
                #expect(abs(m - known) < 0.03, "m of \(described.title), level \(level): \(m) for \(known)")
                let u = KnownMixture.mixed(shares) { model.classes[$0].probabilities[group][level] }
                let mixed = KnownMixture.mixed(KnownMixture.shares) {
                    KnownMixture.probabilities[$0][group][level - 1]
                }
                #expect(abs(u - mixed) < 0.03, "u of \(described.title), level \(level): \(u) for \(mixed)")
            }
        }
    }

    @Test("Probabilities of a class sum to one, and missing has none")
    func normalised() {
        let model = KnownMixture.train()
        #expect(abs(model.classes.reduce(0) { $0 + $1.share } - 1) < 1e-4)
        for found in model.classes {
            for probabilities in found.probabilities {
                #expect(probabilities[0] == 0)
                #expect(abs(probabilities.reduce(0, +) - 1) < 1e-6)
                #expect(probabilities.dropFirst().allSatisfy { $0 > 0 })
            }
        }
    }

    @Test("The model does not depend on the number of threads")
    func threads() {
        #expect(KnownMixture.train(threads: 1) == KnownMixture.train(threads: 3))
    }

    @Test("An empty sample gives a model that can be used")
    func emptySample() {
        let model = ModelTraining(KnownMixture.groups, KnownMixture.settings, sample: [], threads: 1).train(anchors: [])
        var agreeing = PairLevels(), differing = PairLevels()
        for (group, described) in KnownMixture.groups.enumerated() {
            agreeing[group] = UInt8(described.labels.count)
            differing[group] = 1
        }
        let score = Score(model)
        #expect(score.logOdds(agreeing) > score.logOdds(differing))
        #expect(score.logOdds(PairLevels()).isFinite)
    }
}
