import Foundation

/// The fields of one piece of a CSV file, found in one pass and reused from piece to piece; one per thread.
package final class CSVFields {
    private let file: CSVFile
    private var base: UnsafePointer<UInt8>?
    /// For each field its offset and length; offsets from `unescapedMark` on lie in `unescaped`.
    private var starts: [Int] = []
    private var lengths: [UInt32] = []
    private var unescaped: [UInt8] = []
    private var settled: UnsafeMutablePointer<UInt8>?
    private var settledCapacity = 0
    /// Fields of record `r` are `recordStarts[r]..<recordStarts[r + 1]`.
    private var recordStarts: [Int] = [0]
    /// Offset in the file of each record, and of the end.
    private var offsets: [Int] = []
    private static let unescapedMark = 1 << 62

    package init(_ file: CSVFile) { self.file = file }

    deinit { settled?.deallocate() }

    package var count: Int { recordStarts.count - 1 }
    package var fieldCount: Int { starts.count }
    package func fieldCount(of record: Int) -> Int { recordStarts[record + 1] - recordStarts[record] }

    /// Where a record lies in the file, without its line end.
    package func extent(of record: Int) -> Range<Int> {
        var end = offsets[record + 1]
        while end > offsets[record], file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
        return offsets[record]..<end
    }

    /// The bytes of the file that the piece takes up.
    package var extentOfAll: Range<Int> { (offsets.first ?? 0)..<(offsets.last ?? 0) }

    package func offset(of record: Int) -> Int { offsets[record] }

    /// The bytes of a field; empty where the record has fewer.
    @inline(__always)
    package func field(_ record: Int, _ field: Int) -> UnsafeBufferPointer<UInt8> {
        let index = recordStarts[record] + field
        guard index < recordStarts[record + 1] else { return UnsafeBufferPointer(start: nil, count: 0) }
        let start = starts[index], length = Int(lengths[index])
        if start < Self.unescapedMark { return UnsafeBufferPointer(start: base.map { $0 + start }, count: length) }
        return UnsafeBufferPointer(start: settled.map { $0 + (start - Self.unescapedMark) }, count: length)
    }

    /// The first record's bytes where they are so many fields between commas, and no mark or line end is within them.
    package func plainRecord(fields count: Int) -> UnsafeBufferPointer<UInt8>? {
        guard file.delimiter == 0x2C, self.count > 0, recordStarts[1] == count, count > 0, let base,
            starts[count - 1] < Self.unescapedMark
        else { return nil }
        let length = starts[count - 1] + Int(lengths[count - 1]) - starts[0]
        guard length >= 0, memchr(base + starts[0], 0x22, length) == nil, memchr(base + starts[0], 0x0D, length) == nil
        else { return nil }
        return UnsafeBufferPointer(start: base + starts[0], count: length)
    }

    /// Gives the pages of the piece in hand back to the system, so that a large file does not fill memory.
    package func release() { file.release(extentOfAll) }

    /// Finds all fields of a piece. Records without any character are passed over.
    /// - Throws: `TableProblem` for bytes that are not UTF-8 and for a quotation mark that is never closed.
    package func parse(_ piece: CSVPiece) throws {
        try checkEncoding(piece)
        try find(piece)
    }

    /// Finds the fields of a stretch that was parsed without a problem before.
    package func parseAgain(_ range: Range<Int>) { try? find(CSVPiece(number: 0, range: range)) }

    private func find(_ piece: CSVPiece) throws {
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        unescaped.removeAll(keepingCapacity: true)
        recordStarts.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        recordStarts.append(0)
        guard let base = file.bytes.baseAddress else { return }
        self.base = base
        let end = piece.range.upperBound
        let delimiter = file.delimiter, newline = file.newline
        let delimiters = Self.eachByte &* UInt64(delimiter), newlines = Self.eachByte &* UInt64(newline)
        var index = piece.range.lowerBound
        var recordStart = index, fieldStart = index, isQuoted = false
        while index < end {
            if base[fieldStart] == 0x22, fieldStart == index {
                index = try quotedField(at: index, base)
                isQuoted = true
            } else {
                isQuoted = false
                index = Self.fieldEnd(base, index, end, delimiters, newlines)
                starts.append(fieldStart)
                lengths.append(UInt32(index - fieldStart))
            }
            if index < end, base[index] == delimiter {
                index += 1
                fieldStart = index
                if index == end { appendEmpty(index) }
                if index < end, base[index] == newline {
                    appendEmpty(index)
                    isQuoted = false
                } else {
                    continue
                }
            }
            if !isQuoted { dropCarriageReturn(base) }
            index = min(end, index + 1)
            close(recordStart)
            recordStart = index
            fieldStart = index
        }
        if starts.count > recordStarts[recordStarts.count - 1] { close(recordStart) }
        offsets.append(end)
        settle()
    }

    private static let eachByte: UInt64 = 0x0101_0101_0101_0101

    /// The next delimiter or line end, eight bytes at a time.
    /// - Parameter delimiters, newlines: the byte, eight times.
    @inline(__always)
    private static func fieldEnd(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ delimiters: UInt64, _ newlines: UInt64
    ) -> Int {
        var index = start
        while index + 8 <= end {
            let bytes = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
            let first = bytes ^ delimiters, second = bytes ^ newlines
            // The highest bit of each byte that is 0; above the lowest such byte there may be false ones.
            let found = ((first &- eachByte) & ~first | (second &- eachByte) & ~second) & (eachByte << 7)
            if found != 0 { return index + found.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < end, base[index] != UInt8(truncatingIfNeeded: delimiters),
            base[index] != UInt8(truncatingIfNeeded: newlines)
        { index += 1 }
        return index
    }

    /// Moves the unescaped fields to memory that stays in place until the next piece.
    private func settle() {
        if unescaped.count > settledCapacity {
            settled?.deallocate()
            settledCapacity = unescaped.count * 2
            settled = .allocate(capacity: settledCapacity)
        }
        unescaped.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress, bytes.count > 0 { settled?.update(from: start, count: bytes.count) }
        }
    }

    private func appendEmpty(_ offset: Int) {
        starts.append(offset)
        lengths.append(0)
    }

    private func dropCarriageReturn(_ base: UnsafePointer<UInt8>) {
        guard let start = starts.last, let length = lengths.last, length > 0, start < Self.unescapedMark else { return }
        if base[start + Int(length) - 1] == 0x0D { lengths[lengths.count - 1] = length - 1 }
    }

    private func close(_ recordStart: Int) {
        let first = recordStarts[recordStarts.count - 1]
        if starts.count - first == 1, lengths[first] == 0 {
            starts.removeLast()
            lengths.removeLast()
            return
        }
        recordStarts.append(starts.count)
        offsets.append(recordStart)
    }

    /// Takes the field whose quotation mark is at `start`; returns the offset of the delimiter or line end after it.
    private func quotedField(at start: Int, _ base: UnsafePointer<UInt8>) throws -> Int {
        let close = try CSVScan.closingQuote(file, from: start)
        var index = close + 1
        let end = file.bytes.count
        var tailEnd = index
        while tailEnd < end, base[tailEnd] != file.delimiter, base[tailEnd] != file.newline { tailEnd += 1 }
        let inside = UnsafeBufferPointer(start: base + start + 1, count: close - start - 1)
        let isPlain = tailEnd == index || (tailEnd == index + 1 && base[index] == 0x0D)
        if isPlain, !inside.contains(0x22) {
            starts.append(start + 1)
            lengths.append(UInt32(inside.count))
            return tailEnd
        }
        let first = unescaped.count
        var skip = false
        for byte in inside {
            if byte == 0x22, !skip { skip = true; continue }
            skip = false
            unescaped.append(byte)
        }
        // What stands behind a closing mark belongs to the field: `"Roy" alias Ray`.
        while index < tailEnd {
            if !(base[index] == 0x0D && index + 1 == tailEnd) { unescaped.append(base[index]) }
            index += 1
        }
        starts.append(Self.unescapedMark + first)
        lengths.append(UInt32(unescaped.count - first))
        return tailEnd
    }

    private func checkEncoding(_ piece: CSVPiece) throws {
        let bytes = UnsafeBufferPointer(rebasing: file.bytes[piece.range])
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let offset = piece.range.lowerBound + error.byteOffsets.lowerBound
            throw TableProblem(
                file: file.path, line: CSVScan.line(of: offset, in: file),
                reason:
                    "byte \(String(file.bytes[offset], radix: 16, uppercase: true)) is not UTF-8; the file may be Windows-1252 "
                    + "or an old Bengali font encoding",
                advice: "Save it again as CSV UTF-8")
        }
    }
}

extension CSVFile {
    /// The first record's fields, trimmed; empty for an empty file.
    package func header() throws -> [String] {
        let end = try CSVScan.recordEnd(self, from: start)
        let fields = CSVFields(self)
        try fields.parse(CSVPiece(number: 0, range: start..<end))
        guard fields.count > 0 else { return [] }
        return (0..<fields.fieldCount(of: 0)).map {
            String(decoding: fields.field(0, $0), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// Calls `body` with every row in order, the header first; stops when it returns false.
    package func forEachRow(_ body: (Row) throws -> Bool) throws {
        let pieces = try CSVPieces(self, size: 1 << 18, skipsHeader: false)
        let fields = CSVFields(self)
        var row = Row()
        var line = firstLine, offset = start
        while let piece = try pieces.next() {
            try fields.parse(piece)
            for record in 0..<fields.count {
                row.removeAll()
                line += lines(in: offset..<fields.offset(of: record))
                offset = fields.offset(of: record)
                row.line = line
                for field in 0..<fields.fieldCount(of: record) { row.append(bytes: fields.field(record, field)) }
                if try !body(row) { return }
            }
        }
    }

    /// 1-based line of a byte offset; O(offset), for messages.
    package func line(of offset: Int) -> Int { CSVScan.line(of: offset, in: self) }

    /// The bytes of an extent as they stand in the file.
    package func bytes(_ extent: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[extent])
    }
}

extension CSVFile {
    /// Gives the pages of a stretch of bytes back to the system; they are read again when asked for.
    package func release(_ range: Range<Int>) {
        let page = 4096
        let start = (range.lowerBound + page - 1) / page * page
        guard let base = bytes.baseAddress, range.upperBound > start else { return }
        madvise(
            UnsafeMutableRawPointer(mutating: base + start), (range.upperBound - start) / page * page, MADV_DONTNEED)
    }

    /// How many lines end within a stretch of bytes.
    package func lines(in range: Range<Int>) -> Int { bytes[range].count { $0 == newline } }
}
