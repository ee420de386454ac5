import Glibc

/// Makes a mixture's log-odds true ones: log-odds = slope · s + shift + Σ corrections of the pair's levels.
///
/// Comparisons are not independent, so that a mixture's odds are too sure of themselves at both ends. Pairs whose two
/// rows both bear a unique identifier tell how wrong they are, without any label: equal identifiers are one person,
/// different ones are two. A logistic regression on them, drawn towards no correction, is the calibration.
package struct Calibration: Sendable, Codable, Equatable {
    package var slope: Double
    package var shift: Double
    /// `corrections[group][level]`, in nats.
    package var corrections: [[Double]]
    /// Pairs it was learned from: one person, two people.
    package var same: Int
    package var different: Int

    /// What lists without identifiers get: the usual outcome of lists that have them.
    static let usualSlope = 0.65
    static let usualShift = 1.7
    package static let enoughPairs = 100
    /// Steps, and the pull of each correction towards 0 (the inverse of its variance).
    private static let steps = 60
    /// The same pull of slope and shift towards their usual values, which hold them where all witnesses are clear.
    private static let slopePull = 25.0
    private static let shiftPull = 0.5
    private static let farEnough = 14.0
    private static let pull = 4.0

    init(groups: [LevelGroup]) {
        (slope, shift, same, different) = (Self.usualSlope, Self.usualShift, 0, 0)
        corrections = groups.map { [Double](repeating: 0, count: $0.levels) }
    }

    /// No calibration: the mixture's own odds.
    init(plainFor groups: [LevelGroup]) {
        self.init(groups: groups)
        (slope, shift) = (1, 0)
    }

    /// One pair whose truth is known by an identifier.
    struct Witness {
        var levels: PairLevels
        /// The mixture's log-odds without the identifier.
        var logOdds: Double
        var isSame: Bool
    }

    /// Learns from witnesses; too few of either kind leave the usual values.
    /// - Parameter isUsed: groups that may be corrected; an identifier's own group is not.
    init(groups: [LevelGroup], _ all: [Witness], isUsed: [Bool], threads: Int) {
        self.init(groups: groups)
        same = all.count { $0.isSame }
        different = all.count - same
        guard same >= Self.enoughPairs, different >= Self.enoughPairs else { return }
        // Pairs far on their right side would not move anything.
        let witnesses = all.filter { ($0.isSame ? -$0.logOdds : $0.logOdds) > -Self.farEnough }
        let chunks = Parallel.ranges(of: witnesses.count, size: 4096)
        let size = groups.count * Score.stride + 2
        for _ in 0..<Self.steps {
            let now = self
            let parts = Parallel.map(chunks.count, threads: threads) { item, _ in
                now.slopes(witnesses[chunks[item]], isUsed, size)
            }
            var gradient = [Double](repeating: 0, count: size), curvature = gradient
            for (part, curve) in parts {
                for index in 0..<size {
                    (gradient[index], curvature[index]) = (
                        gradient[index] + part[index], curvature[index] + curve[index]
                    )
                }
            }
            step(gradient, curvature, groups, isUsed)
        }
    }

    /// Gradient and curvature of the loss in every parameter; slope and shift are the last two.
    private func slopes(_ witnesses: ArraySlice<Witness>, _ isUsed: [Bool], _ size: Int) -> ([Double], [Double]) {
        var gradient = [Double](repeating: 0, count: size), curvature = gradient
        for witness in witnesses {
            var score = slope * witness.logOdds + shift
            for group in isUsed.indices { score += corrections[group][Int(witness.levels[group])] }
            let probability = 1 / (1 + exp(-max(-40, min(40, score))))
            let error = probability - (witness.isSame ? 1 : 0), spread = max(probability * (1 - probability), 1e-6)
            for group in isUsed.indices where isUsed[group] {
                let place = group * Score.stride + Int(witness.levels[group])
                gradient[place] += error
                curvature[place] += spread
            }
            gradient[size - 2] += error * witness.logOdds
            curvature[size - 2] += spread * witness.logOdds * witness.logOdds
            gradient[size - 1] += error
            curvature[size - 1] += spread
        }
        return (gradient, curvature)
    }

    /// A damped Newton step along each parameter by itself.
    private mutating func step(_ gradient: [Double], _ curvature: [Double], _ groups: [LevelGroup], _ isUsed: [Bool]) {
        let damping = 1.8 / Double(2 + isUsed.count { $0 })
        for group in groups.indices where isUsed[group] {
            for level in 1..<groups[group].levels {
                let place = group * Score.stride + level
                let pulled = gradient[place] + Self.pull * corrections[group][level]
                corrections[group][level] -= damping * pulled / (curvature[place] + Self.pull)
            }
        }
        let (slopePlace, shiftPlace) = (gradient.count - 2, gradient.count - 1)
        let steeper = gradient[slopePlace] + Self.slopePull * (slope - Self.usualSlope)
        slope = max(0.2, min(1.5, slope - damping * steeper / (curvature[slopePlace] + Self.slopePull)))
        let higher = gradient[shiftPlace] + Self.shiftPull * (shift - Self.usualShift)
        shift = max(-10, min(10, shift - damping * higher / (curvature[shiftPlace] + Self.shiftPull)))
    }
}
