import Foundation

/// A CSV file mapped into memory: any delimiter, quotes, byte order mark, CRLF or old Macintosh line ends, UTF-8 or
/// UTF-16 (which is rewritten as UTF-8 beside the other temporary files first).
///
/// Reading costs no memory of its own: pages come and go as the system sees fit. The file must not shrink meanwhile.
package final class CSVFile {
    package let path: String
    package let delimiter: UInt8
    /// The byte that ends a line: LF, or CR in files that have no LF.
    let newline: UInt8
    let bytes: UnsafeBufferPointer<UInt8>
    /// Where the first record begins: after a byte order mark, Excel's `sep=;` line, and titles.
    private(set) var start: Int
    /// Line number of the first record.
    private(set) var firstLine: Int

    /// - Parameters:
    ///   - delimiter: the byte between fields; guessed from the first lines when nil.
    ///   - isHeading: given where titles above the headings are to be passed over (``HeadingRow``).
    ///   - temporaryFolder: where a UTF-16 file is rewritten; what is mapped stays readable when that is removed at once.
    /// - Throws: `TableProblem` when the file can't be opened or is not text that can be decoded.
    package init(
        path: String, delimiter: UInt8? = nil, isHeading: ((String) -> Bool)? = nil,
        temporaryFolder: String = NSTemporaryDirectory()
    ) throws {
        self.path = path
        var mapped = try MappedFile.map(path)
        switch try TextEncoding.of(mapped, path) {
        case .utf8: break
        case .utf16(let isBigEndian):
            let target = temporaryFolder + "/shramik-utf8-" + UUID().uuidString
            let original = mapped
            defer {
                MappedFile.unmap(original)
                unlink(target)
            }
            try TextEncoding.rewrite(original, isBigEndian: isBigEndian, to: target, path)
            mapped = try MappedFile.map(target)
        }
        bytes = mapped
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let head = UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 65_536)])
        newline = !head.contains(0x0A) && head.contains(0x0D) ? 0x0D : 0x0A
        var firstLine = 1, told: UInt8?
        if head.count > 5, head.starts(with: "sep=".utf8), head[5] == 0x0A || head[5] == 0x0D {
            told = head[4]
            start += head[5] == 0x0D && head.count > 6 && head[6] == 0x0A ? 7 : 6
            firstLine = 2
        }
        // Blank lines before the headings are passed over.
        while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D {
            if bytes[start] == newline { firstLine += 1 }
            start += 1
        }
        self.start = start
        self.firstLine = firstLine
        self.delimiter =
            delimiter ?? told
            ?? CSVDelimiter.guess(UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 65_536)]))
        if let isHeading { try skipTitles(isHeading) }
    }

    private func skipTitles(_ isHeading: (String) -> Bool) throws {
        let fields = CSVFields(self)
        var rows: [[String]] = [], starts: [Int] = [], record = start
        while rows.count < HeadingRow.most, record < bytes.count {
            let end = try CSVScan.recordEnd(self, from: record)
            try fields.parse(CSVPiece(number: 0, range: record..<end))
            if fields.count > 0 {
                starts.append(record)
                rows.append(
                    (0..<fields.fieldCount(of: 0)).map { String(decoding: fields.field(0, $0), as: UTF8.self) })
            }
            record = end
        }
        guard let found = HeadingRow.find(rows, isHeading: isHeading) else { return }
        (start, firstLine) = (starts[found], firstLine + lines(in: start..<starts[found]))
    }

    deinit { MappedFile.unmap(bytes) }

    /// Bytes in the file, for progress.
    package var size: Int { bytes.count }
}

/// Files as memory.
enum MappedFile {
    static func map(_ path: String) throws -> UnsafeBufferPointer<UInt8> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let missing = errno == ENOENT
            throw TableProblem(
                file: path,
                reason: missing ? "there is no such file" : "can't be opened: \(String(cString: strerror(errno)))",
                advice: missing ? "Check the name and the folder" : nil)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw TableProblem(
                file: path, reason: "is not a file", advice: "Name a CSV or XLSX file, not a folder or a pipe")
        }
        let size = Int(status.st_size)
        if size == 0 { return UnsafeBufferPointer(start: nil, count: 0) }
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
            throw TableProblem(file: path, reason: "can't be mapped into memory: \(String(cString: strerror(errno)))")
        }
        madvise(address, size, MADV_SEQUENTIAL)
        return UnsafeBufferPointer(start: address.assumingMemoryBound(to: UInt8.self), count: size)
    }

    /// A new file that only its owner may read, to be written; nil where it can't be made.
    static func create(_ path: String) -> UnsafeMutablePointer<FILE>? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        return descriptor < 0 ? nil : fdopen(descriptor, "wb")
    }

    static func unmap(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }
}

/// The byte between fields.
enum CSVDelimiter {
    /// Of comma, semicolon, tab and bar, the one that cuts the first lines into the same number of fields, and many.
    static func guess(_ head: UnsafeBufferPointer<UInt8>) -> UInt8 {
        let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
        var best: UInt8 = 0x2C, bestScore = 0
        for candidate in candidates {
            var counts: [Int] = [0]
            var isQuoted = false
            for byte in head {
                if byte == 0x22 { isQuoted.toggle() }
                if isQuoted { continue }
                if byte == candidate { counts[counts.count - 1] += 1 }
                if byte == 0x0A {
                    if counts.count == 20 { break }
                    counts.append(0)
                }
            }
            let first = counts[0]
            guard first > 0 else { continue }
            let steady = counts.dropLast(counts.count > 1 ? 1 : 0).count(where: { $0 == first })
            let score = first * steady
            if score > bestScore { (best, bestScore) = (candidate, score) }
        }
        return best
    }
}
