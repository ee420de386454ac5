/// How long answers took.
package struct ResponseTimes: Sendable, Codable, Equatable {
    package var count = 0
    /// Milliseconds.
    package var p50 = 0.0
    package var p90 = 0.0
    package var p99 = 0.0
    package var most = 0.0

    init(_ milliseconds: [Double]) {
        let sorted = milliseconds.sorted()
        func quantile(_ share: Double) -> Double {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
        }
        (count, p50, p90, p99) = (sorted.count, quantile(0.5), quantile(0.9), quantile(0.99))
        most = sorted.last ?? 0
    }
}
