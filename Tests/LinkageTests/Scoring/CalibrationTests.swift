import Glibc
import Testing

@testable import Linkage

@Suite("Calibration on pairs whose truth is known")
struct CalibrationTests {
    private let groups = ["a", "b", "c"].map {
        LevelGroup(column: $0, aspect: .value, kind: .category, labels: ["different", "alike", "same"])
    }

    /// Witnesses whose true log-odds are slope · s + shift, and less by `loss` where the first group is at level 1.
    private func witnesses(_ count: Int, slope: Double, shift: Double, loss: Double = 0) -> [Calibration.Witness] {
        var numbers = SeededNumbers(state: 77)
        return (0..<count).map { _ in
            let score = Double.random(in: -10...10, using: &numbers)
            var levels = PairLevels()
            if loss != 0, numbers.chance(0.5) { levels[0] = 1 }
            let odds = slope * score + shift - (levels[0] == 1 ? loss : 0)
            return Calibration.Witness(levels: levels, logOdds: score, isSame: numbers.chance(1 / (1 + exp(-odds))))
        }
    }

    private func learned(_ witnesses: [Calibration.Witness], isUsed: [Bool], threads: Int = 1) -> Calibration {
        Calibration(groups: groups, witnesses, isUsed: isUsed, threads: threads)
    }

    @Test("Slope and shift are found again", arguments: [(0.8, -0.7), (0.5, 1.5), (1.2, 0.0)])
    func slopeAndShift(slope: Double, shift: Double) {
        let found = learned(witnesses(40_000, slope: slope, shift: shift), isUsed: [true, true, true])
        #expect(abs(found.slope - slope) < 0.04, "\(found.slope)")
        #expect(abs(found.shift - shift) < 0.12, "\(found.shift)")
        #expect(found.same + found.different == 40_000)
        #expect(found.corrections.joined().allSatisfy { $0 == 0 })
    }

    @Test("A level that misleads is corrected, a group that may not be is not")
    func correction() {
        let pairs = witnesses(60_000, slope: 0.8, shift: 0.5, loss: 1.5)
        let found = learned(pairs, isUsed: [true, true, true])
        #expect(abs(found.corrections[0][1] + 1.5) < 0.2, "\(found.corrections[0])")
        #expect(found.corrections[0][2] == 0 && found.corrections[1] == [0, 0, 0, 0])
        #expect(abs(found.slope - 0.8) < 0.05)
        let unused = learned(pairs, isUsed: [false, true, true])
        #expect(unused.corrections.joined().allSatisfy { $0 == 0 })
    }

    @Test("The outcome does not depend on the number of threads")
    func threads() {
        let pairs = witnesses(20_000, slope: 0.6, shift: 1, loss: 0.5)
        let used = [true, true, true]
        #expect(learned(pairs, isUsed: used, threads: 1) == learned(pairs, isUsed: used, threads: 3))
    }

    @Test("Too few pairs of either kind leave the usual values", arguments: [(99, 5000), (5000, 99), (0, 0)])
    func tooFew(same: Int, different: Int) {
        let pairs = (0..<(same + different)).map {
            Calibration.Witness(levels: PairLevels(), logOdds: $0 < same ? 5 : -5, isSame: $0 < same)
        }
        let found = learned(pairs, isUsed: [true, true, true])
        #expect(found.slope == Calibration.usualSlope)
        #expect(found.shift == Calibration.usualShift)
        #expect(found.same == same && found.different == different)
    }
}
