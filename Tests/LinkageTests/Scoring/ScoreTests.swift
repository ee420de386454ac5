import Glibc
import Testing

@testable import Linkage

/// A model of a table's groups with random probabilities and corrections.
private func randomModel(_ groups: [LevelGroup], classes: Int, seed: UInt64) -> Model {
    var numbers = SeededNumbers(state: seed)
    func probabilities(_ count: Int) -> [Double] {
        let drawn = (0..<count).map { _ in pow(Double.random(in: 0.001..<1, using: &numbers), 3) }
        return [0] + drawn.map { $0 / drawn.reduce(0, +) }
    }
    let shares = probabilities(classes).dropFirst()
    var model = Model(
        groups: groups,
        classes: shares.enumerated().map { number, share in
            Model.Class(
                name: "class \(number)", share: share, probabilities: groups.map { probabilities($0.labels.count) })
        })
    model.calibration.slope = 0.7
    model.calibration.shift = 1.3
    model.calibration.corrections = groups.map { group in
        [0] + group.labels.map { _ in Double.random(in: -0.8...0.8, using: &numbers) }
    }
    return model
}

@Suite("Scores and what they are made of")
struct ScoreTests {
    private let written = WrittenTable(RandomRecords.records(90, seed: 29), .everyKind)

    @Test("The parts of an explanation sum to the pair's score", arguments: [2, 3, 8])
    func explanation(classes: Int) {
        let model = randomModel(Linker.groups(written.schema), classes: classes, seed: UInt64(classes))
        let scorer = written.linker.scorer(model)
        for a in 0..<written.table.count {
            for b in 0..<a {
                let explanation = Explanation(scorer.levels(a, b), model)
                let score = Double(scorer.logOdds(a, b)) / log(2)
                #expect(abs(explanation.weight - score) < 1e-3, "\(a) and \(b): \(explanation.weight) for \(score)")
            }
        }
    }

    @Test("An explanation names every group, and what is missing weighs nothing")
    func labels() {
        let groups = Linker.groups(written.schema)
        let model = randomModel(groups, classes: 3, seed: 1)
        let scorer = written.linker.scorer(model)
        for b in 1..<written.table.count {
            let levels = scorer.levels(0, b)
            let parts = Explanation(levels, model).parts
            #expect(parts.map(\.title) == groups.map(\.title))
            for (index, part) in parts.enumerated() {
                let label = levels[index] == 0 ? "missing" : groups[index].labels[Int(levels[index]) - 1]
                #expect(part.label == label)
                if levels[index] == 0 { #expect(part.weight == 0) }
            }
        }
    }

    @Test("Stopping early tells the same as the full score", arguments: [2, 4, 8])
    func earlyExit(classes: Int) {
        let model = randomModel(Linker.groups(written.schema), classes: classes, seed: UInt64(40 + classes))
        let scorer = written.linker.scorer(model)
        var above = 0, below = 0
        for a in 0..<written.table.count {
            for b in 0..<a {
                let full = scorer.logOdds(a, b)
                for floor in [-25, -8, -3, 0, 4] as [Float] where abs(full - floor) > 1e-3 {
                    let early = scorer.logOdds(a, b, above: floor)
                    if full > floor {
                        above += 1
                        #expect(early.map { abs($0 - full) < 1e-3 } == true, "\(a) and \(b) above \(floor)")
                    } else {
                        below += 1
                        #expect(early == nil, "\(a) and \(b) above \(floor)")
                    }
                }
            }
        }
        #expect(above > 100 && below > 100)
    }

    @Test("A score is the logarithm of the odds of the mixture")
    func odds() {
        let groups = [LevelGroup(column: "x", aspect: .value, kind: .category, labels: ["differs", "agrees"])]
        var model = Model(
            groups: groups,
            classes: [
                Model.Class(name: "match", share: 0.1, probabilities: [[0, 0.2, 0.8]]),
                Model.Class(name: "household", share: 0.3, probabilities: [[0, 0.5, 0.5]]),
                Model.Class(name: "unrelated", share: 0.6, probabilities: [[0, 0.9, 0.1]]),
            ])
        model.calibration = Calibration(plainFor: groups)
        let score = Score(model)
        var levels = PairLevels()
        #expect(abs(Double(score.logOdds(levels)) - log(0.1 / 0.9)) < 1e-5)
        levels[0] = 2
        #expect(abs(Double(score.logOdds(levels)) - log(0.08 / (0.15 + 0.06))) < 1e-5)
        levels[0] = 1
        #expect(abs(Double(score.logOdds(levels)) - log(0.02 / (0.15 + 0.54))) < 1e-5)
    }

    @Test("Eight exponentials at once are right to 5 in a million, and 0 where nothing is left")
    func exponential() {
        var worst: Float = 0
        for step in 0..<10_875 {
            let x = SIMD8<Float>((0..<8).map { -Float(step * 8 + $0) * 0.001 })
            let found = Exponential.of(x)
            for lane in 0..<8 where x[lane] > -86.9 {
                let exact = Float(exp(Double(x[lane])))
                worst = max(worst, abs(found[lane] - exact) / exact)
            }
        }
        #expect(worst < 5e-6)
        #expect(Exponential.of(SIMD8(repeating: 0))[3] == 1)
        for far in [-87.5, -100, -1e6, -1e30] as [Float] { #expect(Exponential.of(SIMD8(repeating: far))[0] == 0) }
    }
}
