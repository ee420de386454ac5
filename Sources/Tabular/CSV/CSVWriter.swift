import Foundation

/// CSV text being put together: UTF-8 with commas and LF; quotes only what needs it.
///
/// A field that a spreadsheet program would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return and is not a plain number) is written with an apostrophe in front, as OWASP advises; `isNeutralised` off
/// keeps every byte, for files that only programs read.
package struct CSVText {
    package fileprivate(set) var bytes: [UInt8] = []
    private let isNeutralised: Bool
    private var isLineStart = true

    package init(isNeutralised: Bool = true) { self.isNeutralised = isNeutralised }

    package mutating func field(_ text: String, isID: Bool = false) {
        var text = text
        text.withUTF8 { field($0, isID: isID) }
    }

    /// - Parameter isID: programs look ids up, so that they are kept byte for byte (`-17`, `+A4`) unless they could do harm.
    package mutating func field(_ field: UnsafeBufferPointer<UInt8>, isID: Bool = false) {
        if isLineStart { isLineStart = false } else { bytes.append(0x2C) }
        let isRisky = isNeutralised && (isID ? Self.isHarmfulID(field) : Self.isFormula(field))
        let isQuoted = isRisky || field.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard isQuoted else {
            bytes.append(contentsOf: field)
            return
        }
        bytes.append(0x22)
        if isRisky { bytes.append(0x27) }
        for byte in field {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    /// The first fields of what was found last in a file: in one piece where nothing in it asks for quotation marks.
    package mutating func fields(_ found: CSVFields, count: Int) {
        if isNeutralised, let plain = found.plainRecord(fields: count),
            !(0..<count).contains(where: { Self.isFormula(found.field(0, $0)) })
        {
            return raw(plain)
        }
        for place in 0..<count { field(found.field(0, place)) }
    }

    /// A whole number.
    package mutating func field(_ number: Int) { field(String(number)) }

    /// Bytes that are already CSV: several fields of a record, copied as they stand.
    package mutating func raw(_ record: UnsafeBufferPointer<UInt8>) {
        if isLineStart { isLineStart = false } else { bytes.append(0x2C) }
        bytes.append(contentsOf: record)
    }

    package mutating func endRecord() {
        bytes.append(0x0A)
        isLineStart = true
    }

    /// A sign before a plain number or cell name runs nothing; a call, a link to a program or another sheet would.
    private static func isHarmfulID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard isFormula(bytes), let first = bytes.first else { return false }
        return (first != 0x2B && first != 0x2D) || bytes.contains { $0 == 0x28 || $0 == 0x7C || $0 == 0x21 }
    }

    /// True for text that a spreadsheet would take as a formula.
    package static func isFormula(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // Blanks before it hide nothing, and the full-width signs ＝ ＋ － ＠ work like the plain ones.
        let blanks = bytes.prefix { $0 == 0x20 || $0 == 0x0A }.count
        if blanks > 0, blanks < bytes.count, bytes[blanks] == 0x3D || bytes[blanks] == 0x40 { return true }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBC, [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[2]) {
            return true
        }
        guard let first = bytes.first else { return false }
        switch first {
        case 0x3D, 0x40, 0x09, 0x0D: return true
        case 0x2B, 0x2D:
            return !bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x20 }
                || bytes.count == 1
        default: return false
        }
    }
}

/// Writes CSV to a file, a megabyte at a time.
package final class CSVWriter {
    private let path: String
    private let file: UnsafeMutablePointer<FILE>
    private var text: CSVText
    private var isClosed = false
    private static let flushAt = 1 << 20

    /// - Throws: `TableProblem` when the file can't be made.
    /// - Parameter isPrivate: for a new file among the temporary ones that nobody else may read.
    package init(
        path: String, isNeutralised: Bool = true, byteOrderMark: Bool = false, isPrivate: Bool = false
    ) throws {
        self.path = path
        text = CSVText(isNeutralised: isNeutralised)
        guard let file = isPrivate ? MappedFile.create(path) : fopen(path, "wb") else { throw Self.problem(path) }
        self.file = file
        setvbuf(file, nil, _IONBF, 0)
        text.bytes.reserveCapacity(Self.flushAt + 4096)
        if byteOrderMark { text.bytes += [0xEF, 0xBB, 0xBF] }
    }

    /// Writes to standard output, wherever that goes on.
    package init(standardOutput isNeutralised: Bool) throws {
        path = "standard output"
        text = CSVText(isNeutralised: isNeutralised)
        guard let file = fdopen(dup(STDOUT_FILENO), "wb") else { throw Self.problem(path) }
        self.file = file
        setvbuf(file, nil, _IONBF, 0)
    }

    deinit { if !isClosed { fclose(file) } }

    package func field(_ field: String, isID: Bool = false) { text.field(field, isID: isID) }
    package func field(_ field: UnsafeBufferPointer<UInt8>, isID: Bool = false) { text.field(field, isID: isID) }
    package func field(_ number: Int) { text.field(number) }
    package func raw(_ record: UnsafeBufferPointer<UInt8>) { text.raw(record) }

    package func endRecord() throws {
        text.endRecord()
        if text.bytes.count >= Self.flushAt { try flush() }
    }

    package func record(_ fields: [String]) throws {
        for field in fields { text.field(field) }
        try endRecord()
    }

    /// Whole records that were put together elsewhere.
    package func append(_ records: CSVText) throws {
        if records.bytes.count < Self.flushAt / 2 {
            text.bytes += records.bytes
            if text.bytes.count >= Self.flushAt { try flush() }
            return
        }
        try flush()
        try write(records.bytes)
    }

    /// Writes what is left and closes the file.
    /// - Throws: `TableProblem` when the disk is full.
    package func close() throws {
        try flush()
        isClosed = true
        guard fclose(file) == 0 else { throw Self.problem(path) }
    }

    private func flush() throws {
        try write(text.bytes)
        text.bytes.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8]) throws {
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Self.problem(path) }
    }

    private static func problem(_ path: String) -> TableProblem {
        let isFull = errno == ENOSPC
        return TableProblem(
            file: path, reason: isFull ? "the disk is full" : "can't be written: \(String(cString: strerror(errno)))",
            advice: isFull ? "Make room and run it again; nothing was left half-written" : nil)
    }
}
