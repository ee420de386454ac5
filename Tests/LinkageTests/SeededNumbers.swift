/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// True with this probability.
    mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }

    /// An index drawn with these probabilities, which sum to 1.
    mutating func draw(_ probabilities: [Double]) -> Int {
        var left = Double.random(in: 0..<1, using: &self)
        for (index, probability) in probabilities.enumerated() {
            left -= probability
            if left < 0 { return index }
        }
        return probabilities.lastIndex { $0 > 0 } ?? 0
    }
}
