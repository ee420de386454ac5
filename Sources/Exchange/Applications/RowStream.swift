import Dispatch
import Synchronization
import Tabular

/// The rows of a file in chunks, read on a thread of its own that waits while two chunks are unused: memory doesn't grow with the file.
struct RowStream: Sendable {
    let chunks: AsyncThrowingStream<[Row], any Error>
    private let free = DispatchSemaphore(value: 0)
    private static let ahead = 2

    init(_ path: String, chunk: Int) {
        let (chunks, made) = AsyncThrowingStream.makeStream(of: [Row].self)
        self.chunks = chunks
        // A semaphore that is given up below the value it began with ends the program.
        for _ in 0..<Self.ahead { free.signal() }
        let (free, isWanted) = (free, Wanted())
        made.onTermination = { _ in
            isWanted.end()
            free.signal()
        }
        DispatchQueue.global(qos: .utility).async {
            var rows: [Row] = []
            func hand() {
                free.wait()
                made.yield(rows)
                rows = []
            }
            do {
                try TableFile(path).forEachRow(sheet: nil) { row in
                    rows.append(row)
                    if rows.count == chunk { hand() }
                    return isWanted.holds
                }
                if !rows.isEmpty { hand() }
                made.finish()
            } catch { made.finish(throwing: error) }
        }
    }

    /// Says that a chunk was used.
    func used() { free.signal() }

    private final class Wanted: Sendable {
        private let flag = Mutex(true)
        var holds: Bool { flag.withLock { $0 } }
        func end() { flag.withLock { $0 = false } }
    }
}
