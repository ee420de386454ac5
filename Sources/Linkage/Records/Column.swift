import Glibc

/// A fixed-length column of plain values, read from many threads at once after it is filled.
///
/// `Element` must be trivial (numbers). Indices are checked in debug builds only: these are the innermost loops.
package final class Column<Element: BitwiseCopyable> {
    package let count: Int
    package let base: UnsafeMutablePointer<Element>

    package init(repeating value: Element, count: Int) {
        self.count = count
        base = Self.allocate(count)
        base.initialize(repeating: value, count: count)
    }

    package convenience init(_ values: [Element]) {
        self.init(unfilled: values.count)
        values.withUnsafeBufferPointer { if let start = $0.baseAddress { base.update(from: start, count: count) } }
    }

    /// A column whose values are not set yet; every one must be written before it is read.
    package init(unfilled count: Int) {
        self.count = count
        base = Self.allocate(count)
    }

    deinit { free(base) }

    /// Large columns lie on huge pages: they are read in all places, and small pages would miss at every step.
    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        let size = max(1, count) * MemoryLayout<Element>.stride
        let isLarge = size >= 1 << 22
        var memory: UnsafeMutableRawPointer?
        guard posix_memalign(&memory, isLarge ? 1 << 21 : 64, size) == 0, let memory else {
            preconditionFailure("out of memory for \(size) bytes")
        }
        if isLarge { madvise(memory, size, Int32(MADV_HUGEPAGE)) }
        return memory.bindMemory(to: Element.self, capacity: max(1, count))
    }

    @inline(__always) package subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }
}
