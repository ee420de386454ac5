/// One row of a table: the UTF-8 bytes of its fields end to end, reused from row to row.
///
/// Field `k` is `bytes[(k == 0 ? 0 : ends[k - 1])..<ends[k]]`. Readers hand out the same row again and again, so that
/// reading a million rows makes no strings: copy what you want to keep.
package struct Row: Sendable {
    /// Where the row stands: the 1-based line of a CSV file, the row number of a sheet.
    package var line: Int
    /// The bytes of all fields, without anything between them.
    package private(set) var bytes: [UInt8]
    /// Where each field ends in `bytes`, one offset a field.
    package private(set) var ends: [Int]

    /// Makes a row without fields.
    package init(line: Int = 0) {
        self.line = line
        bytes = []
        ends = []
    }

    /// Makes a row of these fields.
    package init(line: Int = 0, fields: some Sequence<some StringProtocol>) {
        self.init(line: line)
        for field in fields { append(bytes: field.utf8) }
    }

    /// How many fields the row has.
    package var count: Int { ends.count }

    /// The text of a field, counted from 0; empty where the row has no such field. Bytes that are not UTF-8 are mended.
    package subscript(field: Int) -> String {
        withField(field) { String(decoding: $0, as: UTF8.self) }
    }

    /// All fields as text.
    package var strings: [String] { (0..<count).map { self[$0] } }

    /// Forgets the fields and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds a field of these bytes, which should be UTF-8.
    package mutating func append(bytes field: some Collection<UInt8>) {
        bytes.append(contentsOf: field)
        ends.append(bytes.count)
    }

    /// Adds a field of these bytes, which should be UTF-8.
    package mutating func append(bytes field: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: field)
        ends.append(bytes.count)
    }

    /// Adds a field of this text.
    package mutating func append(_ field: String) {
        append(bytes: field.utf8)
    }

    /// Adds empty fields until there are `count` of them; a row with more stays as it is.
    package mutating func pad(to count: Int) {
        guard count > ends.count else { return }
        ends.append(contentsOf: repeatElement(bytes.count, count: count - ends.count))
    }

    /// Lends the bytes of a field, counted from 0, without copying them; none where the row has no such field.
    package func withField<R>(_ field: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        guard ends.indices.contains(field) else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
        let start = field == 0 ? 0 : ends[field - 1]
        return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[start..<ends[field]])) }
    }
}
