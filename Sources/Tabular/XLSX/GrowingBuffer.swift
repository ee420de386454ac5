import Glibc

/// Memory that grows by `realloc`, which moves pages instead of copying them: an array would hold the old and the new
/// block at once.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        guard let memory = malloc(max(capacity, 16) * MemoryLayout<Element>.stride) else {
            preconditionFailure("out of memory")
        }
        base = memory.assumingMemoryBound(to: Element.self)
        self.capacity = max(capacity, 16)
    }

    deinit { free(base) }

    subscript(index: Int) -> Element {
        get { base[index] }
        set { base[index] = newValue }
    }

    /// The elements from `start` to the end; valid until the next change.
    func elements(from start: Int = 0) -> UnsafeBufferPointer<Element> {
        UnsafeBufferPointer(start: base + start, count: count - start)
    }

    mutating func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        base[count] = element
        count += 1
    }

    mutating func append(_ elements: UnsafePointer<Element>, count added: Int) {
        if count + added > capacity { grow(by: added) }
        (base + count).update(from: elements, count: added)
        count += added
    }

    mutating func removeAll() { count = 0 }

    /// Drops what follows the first `count` elements.
    mutating func truncate(to newCount: Int) { count = min(count, newCount) }

    private mutating func grow(by added: Int) {
        capacity = max(capacity + capacity / 2, count + added)
        guard let moved = realloc(base, capacity * MemoryLayout<Element>.stride) else {
            preconditionFailure("out of memory")
        }
        base = moved.assumingMemoryBound(to: Element.self)
    }
}

typealias ByteBuffer = GrowingBuffer<UInt8>
