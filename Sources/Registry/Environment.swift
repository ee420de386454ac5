package import Foundation

/// The few outside things that the domain needs; a test gives its own clock.
package struct Environment: Sendable {
    package var now: @Sendable () -> Date
    /// As many bytes that nobody can guess.
    package var random: @Sendable (Int) -> [UInt8]
    package var passwordCost = Password.Cost.standard

    package init(now: @escaping @Sendable () -> Date, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.random = random
    }

    package static let live = Environment(
        now: { Date() },
        random: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        })

    package func newID() -> RecordID { RecordID(now: now(), random: random(10)) }
}

/// Times are kept in UTC, as milliseconds since 1970.
extension Date {
    package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
    package init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
