import Glibc

/// Finds the first place of `mark` in bytes, as an offset; memmem is not visible to Swift.
func offset(of mark: StaticString, in bytes: UnsafePointer<UInt8>, count: Int) -> Int? {
    let length = mark.utf8CodeUnitCount
    var start = 0
    while count - start >= length,
        let found = memchr(bytes + start, Int32(mark.utf8Start[0]), count - start - length + 1)
    {
        let at = bytes.distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
        if memcmp(found, mark.utf8Start, length) == 0 { return at }
        start = at + 1
    }
    return nil
}
