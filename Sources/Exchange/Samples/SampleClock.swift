package import Foundation
package import Registry
import Synchronization

/// A clock that runs through the last weeks while a sample register is filled, so that desks show ages and delays.
package final class SampleClock: Sendable {
    private let start: Date
    private let end: Date
    private let current: Mutex<Date>

    package init(days: Int = 24, until end: Date = Date()) {
        self.end = end
        start = end.addingTimeInterval(-Double(days) * 86_400)
        current = Mutex(start)
    }

    package var environment: Environment {
        Environment(now: { self.current.withLock { $0 } }, random: Environment.live.random)
    }

    /// Moves to a share of the way, 0 to 1; a moment later with every call.
    func move(to share: Double) {
        current.withLock { $0 = max($0 + 1, start + end.timeIntervalSince(start) * share) }
    }

    /// Stands at a moment.
    package func set(to moment: Date) { current.withLock { $0 = moment } }

    var now: Date { current.withLock { $0 } }
}
