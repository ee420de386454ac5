import Glibc

/// Inflates a part on a thread of its own, a few pieces ahead of the one who reads, so that unpacking and parsing
/// share the time.
final class InflatePipe: ByteSource, @unchecked Sendable {
    // Unchecked: the counters and the fault are touched under `lock` only; a piece of the ring belongs to the thread
    // until it is counted as filled, and to the reader until it is counted as taken; `part` belongs to the thread
    // until it has been joined.
    static let pieceSize = 256 << 10
    private static let pieces = 4

    private let part: any ByteSource
    private let ring: UnsafeMutableRawBufferPointer
    private var sizes = [Int](repeating: 0, count: pieces)
    private var filled = 0
    private var taken = 0
    private var isFinished = false
    private var isClosed = false
    private var fault: (any Error)?
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var thread: pthread_t?

    init(_ part: any ByteSource) throws {
        self.part = part
        ring = .allocate(byteCount: Self.pieceSize * Self.pieces, alignment: 64)
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
        var started = pthread_t()
        // The thread is joined in close(), which deinit calls: the pipe outlives it.
        let context = Unmanaged.passUnretained(self).toOpaque()
        let status = pthread_create(
            &started, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<InflatePipe>.fromOpaque(context).takeUnretainedValue().inflate()
                return nil
            }, context)
        guard status == 0 else {
            part.close()
            throw PartFault("the computer has no thread left to unpack it", advice: "Try again later")
        }
        thread = started
    }

    deinit {
        close()
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
        ring.deallocate()
    }

    /// Copies the next piece; `piece` must hold at least ``pieceSize`` bytes.
    func read(into piece: UnsafeMutableRawBufferPointer) throws -> Int {
        pthread_mutex_lock(lock)
        while filled == taken && !isFinished { pthread_cond_wait(changed, lock) }
        guard filled > taken else {
            defer { pthread_mutex_unlock(lock) }
            if let fault { throw fault }
            return 0
        }
        let slot = taken % Self.pieces
        let size = sizes[slot]
        pthread_mutex_unlock(lock)
        piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: self.slot(slot)[..<size]))
        pthread_mutex_lock(lock)
        taken += 1
        pthread_cond_signal(changed)
        pthread_mutex_unlock(lock)
        return size
    }

    func close() {
        guard let thread else { return }
        pthread_mutex_lock(lock)
        isClosed = true
        pthread_cond_signal(changed)
        pthread_mutex_unlock(lock)
        pthread_join(thread, nil)
        self.thread = nil
        part.close()
    }

    private func slot(_ index: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: ring[index * Self.pieceSize..<(index + 1) * Self.pieceSize])
    }

    private func inflate() {
        while let index = freeSlot() {
            let size: Int
            do {
                size = try part.read(into: slot(index))
            } catch {
                finish(error)
                return
            }
            guard size > 0 else { break }
            pthread_mutex_lock(lock)
            sizes[index] = size
            filled += 1
            pthread_cond_signal(changed)
            pthread_mutex_unlock(lock)
        }
        finish(nil)
    }

    /// Waits for a piece of the ring that may be overwritten; none once the reader has closed the pipe.
    private func freeSlot() -> Int? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while filled - taken == Self.pieces && !isClosed { pthread_cond_wait(changed, lock) }
        return isClosed ? nil : filled % Self.pieces
    }

    private func finish(_ error: (any Error)?) {
        pthread_mutex_lock(lock)
        fault = error
        isFinished = true
        pthread_cond_signal(changed)
        pthread_mutex_unlock(lock)
    }
}
