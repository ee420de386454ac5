import Glibc

/// A trained model as tables for adding: the logarithm of each level's probability in each class, class 0 being "match".
package struct Score: Sendable {
    package typealias Classes = SIMD8<Float>
    static let mostClasses = 8
    /// As many as `PairLevels` holds.
    static let mostGroups = PairLevels.scalarCount
    private static let never: Float = -1e30

    let groups: Int
    /// What the tables' log-odds are multiplied by.
    let slope: Float
    /// Logarithm of each class's share of candidate pairs; `never` for unused classes.
    let priors: Classes
    /// Row `group * stride + level`; level 0 (missing) is all zero.
    let rows: [Classes]
    static let stride = 16
    /// For each group: the most that it can add to match over each class.
    let best: [Classes]

    package init(_ model: Model) {
        groups = model.groups.count
        var priors = Classes(repeating: Self.never)
        for (index, share) in model.classes.map(\.share).enumerated() { priors[index] = Float(log(max(share, 1e-12))) }
        // Calibration is folded into the match class: odds = slope × (log-odds of these tables).
        let calibration = model.calibration
        slope = Float(calibration.slope)
        priors[0] += Float(calibration.shift / calibration.slope)
        self.priors = priors
        var rows = [Classes](repeating: .zero, count: groups * Self.stride)
        var best = [Classes](repeating: .zero, count: groups)
        for group in 0..<groups {
            for level in 1..<model.groups[group].levels {
                var row = Classes.zero
                for (index, pattern) in model.classes.enumerated() {
                    row[index] = Float(log(max(pattern.probabilities[group][level], 1e-9)))
                }
                row[0] += Float(calibration.corrections[group][level] / calibration.slope)
                rows[group * Self.stride + level] = row
                best[group].replace(
                    with: Classes(repeating: row[0]) - row, where: Classes(repeating: row[0]) - row .> best[group])
            }
        }
        self.rows = rows
        self.best = best
    }

    /// Logarithms of (share × probability of the levels) for every class.
    @inline(__always) func sums(_ levels: PairLevels) -> Classes {
        var sum = priors
        rows.withUnsafeBufferPointer { rows in
            for group in 0..<groups { sum += rows[group * Self.stride + Int(levels[group])] }
        }
        return sum
    }

    /// Natural logarithm of the odds that a pair is a match against all other classes together, before `slope`.
    @inline(__always) static func logOdds(_ sums: Classes) -> Float {
        var others = sums
        others[0] = never
        let top = others.largest
        let terms = Exponential.of(others - Classes(repeating: top))
        return sums[0] - (top + log(terms.total))
    }

    /// The most that match can lead by over the class that is nearest to it, if the rest adds `remaining` at best.
    @inline(__always) static func lead(_ sums: Classes, _ remaining: Classes) -> Float {
        var behind = sums - remaining
        behind[0] = never
        return sums[0] - behind.largest
    }

    package func logOdds(_ levels: PairLevels) -> Float { slope * Self.logOdds(sums(levels)) }
}

/// e to the power of eight numbers at once, for arguments of at most 0: relative error below 5e-6, 0 below −87.
enum Exponential {
    @inline(__always) static func of(_ x: SIMD8<Float>) -> SIMD8<Float> {
        let floor = SIMD8<Float>(repeating: -87)
        let clamped = x.replacing(with: floor, where: x .< floor)
        let scaled = clamped * 1.442_695_04
        // Adding 1.5 · 2^23 rounds to a whole number and leaves it in the lowest bits.
        let magic = SIMD8<Float>(repeating: 12_582_912)
        let shifted = scaled + magic
        let part = (scaled - (shifted - magic)) * 0.693_147_18
        // Taylor to the sixth power on ±½ ln 2.
        var sum = SIMD8<Float>(repeating: 1.0 / 720)
        sum = sum * part + 1.0 / 120
        sum = sum * part + 1.0 / 24
        sum = sum * part + 1.0 / 6
        sum = sum * part + 0.5
        sum = sum * part + 1
        sum = sum * part + 1
        let exponent = shifted.bits &- magic.bits &+ 127
        let power = SIMD8<Float>(bits: exponent &<< 23)
        return (sum * power).replacing(with: 0, where: x .<= floor)
    }
}

extension SIMD8 where Scalar == Float {
    fileprivate init(bits: SIMD8<Int32>) { self = unsafeBitCast(bits, to: SIMD8<Float>.self) }
    fileprivate var bits: SIMD8<Int32> { unsafeBitCast(self, to: SIMD8<Int32>.self) }

    /// The largest of the eight, and their sum: by halves, which the standard library's own do one by one.
    @inline(__always) var largest: Float {
        let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
        let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
        return two[0] > two[1] ? two[0] : two[1]
    }

    @inline(__always) var total: Float {
        let four = lowHalf + highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }
}
