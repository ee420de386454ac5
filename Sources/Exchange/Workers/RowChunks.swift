import Foundation
import Synchronization
import Tabular

/// The rows of a list in chunks, read by a thread of their own a little ahead of whoever takes them: memory does not grow with
/// the file.
final class RowChunks: Sendable {
    struct Row: Sendable {
        var line: Int
        var fields: [String]
    }

    struct Chunk: Sendable {
        var rows: [Row]
        /// About how many bytes of the file were read up to its end.
        var bytes: Int
    }

    private struct State {
        var chunks: [Chunk] = []
        var error: (any Error)?
        var isStopped = false
    }

    private struct Stopped: Error {}

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 0)
    private static let ahead = 3
    let header: [String]

    init(_ file: ListFile, size: Int) {
        header = file.header
        // A semaphore that is given up below the value it began with ends the program.
        for _ in 0..<Self.ahead { free.signal() }
        // From now on the thread alone reads it.
        nonisolated(unsafe) let csv = file.csv
        let thread = Thread { [self] in fill(csv, size) }
        thread.name = "rows"
        thread.stackSize = 4 << 20
        thread.start()
    }

    private func fill(_ csv: CSVFile, _ size: Int) {
        var chunk = Chunk(rows: [], bytes: 0), isHeader = true
        do {
            try csv.forEachRow { row in
                chunk.bytes += row.bytes.count + row.count
                if isHeader {
                    isHeader = false
                    return true
                }
                chunk.rows.append(Row(line: row.line, fields: row.strings))
                if chunk.rows.count == size {
                    try hand(chunk)
                    chunk.rows = []
                }
                return true
            }
            if !chunk.rows.isEmpty { try hand(chunk) }
        } catch is Stopped {
            return
        } catch {
            state.withLock { $0.error = error }
        }
        filled.signal()
    }

    private func hand(_ chunk: Chunk) throws {
        free.wait()
        let goesOn = state.withLock {
            $0.chunks.append(chunk)
            return !$0.isStopped
        }
        guard goesOn else { throw Stopped() }
        filled.signal()
    }

    /// The next chunk, or nil at the end of the file; throws what reading threw.
    func next() throws -> Chunk? {
        filled.wait()
        return try state.withLock {
            guard $0.chunks.isEmpty else {
                free.signal()
                return $0.chunks.removeFirst()
            }
            // Whoever asks again is told the same.
            filled.signal()
            if let error = $0.error { throw error }
            return nil
        }
    }

    /// Lets the reading thread end.
    func stop() {
        state.withLock { $0.isStopped = true }
        free.signal()
    }
}
