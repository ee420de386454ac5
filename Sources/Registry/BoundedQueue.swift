internal import Foundation
internal import Synchronization

/// Costly work done one after another, so that a flood of it costs neither all cores nor all memory, and never on a thread
/// that others wait for: passwords are hashed and pictures made small on one each.
package final class BoundedQueue: Sendable {
    private let queue: DispatchQueue
    private let waiting = Mutex(0)
    private let most: Int

    /// - Parameter most: how many may wait; the next is told to come again.
    package init(_ label: String, most: Int) {
        queue = DispatchQueue(label: label, qos: .userInitiated)
        self.most = most
    }

    /// Throws `Problem.busy` where so many wait that the answer would come too late.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async throws -> Result {
        let admitted = waiting.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
        guard admitted else { throw Problem(.busy) }
        return await withCheckedContinuation { continuation in
            queue.async { [self] in
                let result = work()
                waiting.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
