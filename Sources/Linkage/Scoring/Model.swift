import Glibc

/// A trained linkage model: for each class of pairs its share and the probability of every level.
///
/// The first class is "match"; its probabilities are the field's m, those of the others, mixed, the u.
package struct Model: Sendable, Codable, Equatable {
    package struct Class: Sendable, Codable, Equatable {
        package var name: String
        /// Share of candidate pairs.
        package var share: Double
        /// `probabilities[group][level]`; level 0 is 0, the others sum to 1.
        package var probabilities: [[Double]]
    }
    package struct Group: Sendable, Codable, Equatable {
        package var title: String
        package var column: String
        /// Labels of levels 1, 2, …
        package var labels: [String]
        package var levels: Int { labels.count + 1 }
    }
    package var groups: [Group]
    package var classes: [Class]
    /// What makes the mixture's odds true ones; none until the mixture is trained.
    package var calibration: Calibration
    /// Pairs sampled for training, and how many of them share a unique identifier.
    package var sampledPairs: Int
    package var anchorPairs: Int
    package var iterations: Int

    package init(groups: [LevelGroup], classes: [Class]) {
        self.groups = groups.map { Group(title: $0.title, column: $0.column, labels: $0.labels) }
        self.classes = classes
        calibration = Calibration(plainFor: groups)
        (sampledPairs, anchorPairs, iterations) = (0, 0, 0)
    }
}

/// Why a pair has its weight: one entry a group of levels, in the order of the settings, summing to the whole.
package struct Explanation: Sendable, Equatable {
    package struct Part: Sendable, Equatable {
        package var title: String
        package var label: String
        /// Probability of the level among matches, and among the other classes given the groups before.
        package var m: Double
        package var u: Double
        /// log2(m / u), calibrated.
        package var weight: Double
    }
    /// log2 of the odds before anything is compared, calibrated.
    package var prior: Double
    package var parts: [Part]
    package var weight: Double { parts.reduce(prior) { $0 + $1.weight } }

    /// Splits a pair's weight by the chain rule: each group's u is what the non-match classes, weighed by how well they
    /// fit the groups before it, would give the level.
    package init(_ levels: PairLevels, _ model: Model) {
        var fits = model.classes.map(\.share)
        let others = fits.dropFirst().reduce(0, +)
        let calibration = model.calibration
        prior = calibration.slope * log2(max(fits[0], 1e-12) / max(others, 1e-12)) + calibration.shift / log(2)
        parts = []
        for (group, described) in model.groups.enumerated() {
            let level = Int(levels[group])
            guard level > 0 else {
                parts.append(Part(title: described.title, label: "missing", m: 1, u: 1, weight: 0))
                continue
            }
            let m = max(model.classes[0].probabilities[group][level], 1e-9)
            var total = 0.0, weighted = 0.0
            for index in model.classes.indices.dropFirst() {
                let probability = max(model.classes[index].probabilities[group][level], 1e-9)
                total += fits[index]
                weighted += fits[index] * probability
                fits[index] *= probability
            }
            let scale = fits.dropFirst().max() ?? 1
            for index in fits.indices.dropFirst() where scale > 0 { fits[index] /= scale }
            let u = weighted / max(total, 1e-300)
            let weight = calibration.slope * log2(m / u) + calibration.corrections[group][level] / log(2)
            parts.append(Part(title: described.title, label: described.labels[level - 1], m: m, u: u, weight: weight))
        }
    }
}
