/// A fixed-length column of plain values, read from many threads at once after it is filled.
///
/// `Element` must be trivial (numbers). Indices are checked in debug builds only: these are the innermost loops.
package final class Column<Element: BitwiseCopyable> {
    package let count: Int
    package let base: UnsafeMutablePointer<Element>

    package init(repeating value: Element, count: Int) {
        self.count = count
        base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
        base.initialize(repeating: value, count: count)
    }

    package convenience init(_ values: [Element]) {
        self.init(unfilled: values.count)
        values.withUnsafeBufferPointer { if let start = $0.baseAddress { base.update(from: start, count: count) } }
    }

    /// A column whose values are not set yet; every one must be written before it is read.
    package init(unfilled count: Int) {
        self.count = count
        base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
    }

    deinit { base.deallocate() }

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
