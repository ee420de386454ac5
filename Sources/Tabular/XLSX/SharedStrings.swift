/// The texts that cells point to by number: all in one block, each known by where it ends.
final class SharedStrings {
    private var arena = ByteBuffer(capacity: 1 << 16)
    private var ends = GrowingBuffer<UInt32>(capacity: 1 << 12)

    /// No texts.
    init() {}

    /// Reads the shared strings of a workbook; throws ``PartFault``.
    init(_ source: any ByteSource, limits: XLSXLimits) throws {
        var scanner = try XMLScanner(source, limits: limits)
        var text = ByteBuffer(capacity: 1 << 12)
        let room = min(limits.sharedStringBytes, Int(UInt32.max))
        while true {
            let token = try scanner.next()
            guard token != .done else { return }
            guard token == .start, scanner.depth > 1 else { continue }
            guard scanner.isNamed("si") else {
                try scanner.skipElement()
                continue
            }
            text.removeAll()
            try RichText.append(from: &scanner, to: &text)
            arena.append(text.base, count: text.count)
            ends.append(UInt32(truncatingIfNeeded: arena.count))
            guard arena.count + 4 * ends.count <= room else {
                throw PartFault(
                    "the workbook holds more than \(room >> 20) MB of text",
                    advice: "Split it into several workbooks")
            }
        }
    }

    var count: Int { ends.count }

    /// The bytes of a text; none where the number is out of range.
    @inline(__always)
    subscript(index: Int) -> UnsafeBufferPointer<UInt8>? {
        guard index >= 0, index < ends.count else { return nil }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return UnsafeBufferPointer(start: arena.base + start, count: Int(ends[index]) - start)
    }
}
