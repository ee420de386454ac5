import Linkage

/// A small seeded source of random numbers (SplitMix64): the same seed gives the same lists everywhere.
struct SampleRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, stream: UInt64 = 0) { state = Mix.combine(Mix.scramble(seed &+ 1), Mix.scramble(stream &+ 1)) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// True with this probability.
    mutating func chance(_ probability: Double) -> Bool { Double(next() >> 11) * 0x1p-53 < probability }
    mutating func below(_ count: Int) -> Int { Int(truncatingIfNeeded: next() >> 1) % max(1, count) }
    mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }
}

/// Things to draw by weight.
struct Weighted<T> {
    let items: [T]
    private let sums: [Double]

    init(_ entries: [(T, Double)]) {
        items = entries.map(\.0)
        var sum = 0.0
        sums = entries.map { entry in
            sum += entry.1
            return sum
        }
    }

    func draw(_ random: inout SampleRandom) -> T {
        let target = Double(random.next() >> 11) * 0x1p-53 * (sums.last ?? 0)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return items[low]
    }
}

extension Weighted: Sendable where T: Sendable {}
