package import Foundation
internal import Synchronization

/// A clock that stands still until it is moved.
package final class Clock: Sendable {
    private let current: Mutex<Date>

    package init(_ start: Date = Date(timeIntervalSince1970: 1_800_000_000)) { current = Mutex(start) }

    package var now: Date { current.withLock { $0 } }
    package func set(to date: Date) { current.withLock { $0 = date } }
    package func advance(minutes: Double) { current.withLock { $0 += minutes * 60 } }
}
