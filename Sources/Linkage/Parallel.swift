import Dispatch
import Synchronization

/// Work shared out over a fixed number of threads, with results that do not depend on how many there are.
package enum Parallel {
    /// Calls `body` once for every item in `0..<count`, from at most `threads` threads at a time, and returns when all
    /// are done; `worker` is below `threads` and is never in use by two calls at once, so it can name scratch space.
    package static func forEach(_ count: Int, threads: Int, _ body: (_ item: Int, _ worker: Int) -> Void) {
        let workers = max(1, min(threads, count))
        if workers == 1 {
            for item in 0..<count { body(item, 0) }
            return
        }
        let next = Atomic<Int>(0)
        withoutActuallyEscaping(body) { body in
            // Every call has finished before concurrentPerform returns, and callers write only to their own item's place.
            nonisolated(unsafe) let shared = body
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                while true {
                    let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    if item >= count { break }
                    shared(item, worker)
                }
            }
        }
    }

    /// The results of `body` for `0..<count`, in order.
    package static func map<T>(_ count: Int, threads: Int, _ body: (_ item: Int, _ worker: Int) -> T) -> [T] {
        var results = [T?](repeating: nil, count: count)
        results.withUnsafeMutableBufferPointer { slots in
            forEach(count, threads: threads) { item, worker in slots[item] = body(item, worker) }
        }
        return results.compactMap { $0 }
    }

    /// `0..<count` cut into ranges of `size`, the last one shorter.
    package static func ranges(of count: Int, size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: max(1, size)).map { $0..<min(count, $0 + max(1, size)) }
    }
}
