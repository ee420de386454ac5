import Foundation
import Synchronization

/// A stretch of whole records of a CSV file.
package struct CSVPiece: Sendable {
    /// Position among the file's pieces, from 0.
    package let number: Int
    let range: Range<Int>
}

/// Hands out a file's pieces, in order, to as many threads as ask.
///
/// Cutting needs to know whether a line end lies within quotes; where a piece has no quotation mark at all, which the C
/// library tells at memory speed, the next line end is the cut.
package final class CSVPieces: Sendable {
    private struct State {
        var next: Int
        var number = 0
    }
    // The file is only read; see the note at `CSVFile`.
    private nonisolated(unsafe) let file: CSVFile
    private let size: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - size: bytes a piece, about.
    ///   - skipsHeader: begins after the first record.
    package init(_ file: CSVFile, size: Int = 1 << 20, skipsHeader: Bool = true) throws {
        self.file = file
        self.size = size
        var first = file.start
        if skipsHeader { first = try CSVScan.recordEnd(file, from: first) }
        state = Mutex(State(next: first))
    }

    /// The next piece, or nil at the end.
    /// - Throws: `TableProblem` when a quotation mark is never closed.
    package func next() throws -> CSVPiece? {
        try state.withLock { state in
            let start = state.next
            let end = file.bytes.count
            guard start < end, let base = file.bytes.baseAddress else { return nil }
            let wanted = min(end, start + size)
            var cut: Int
            if wanted == end, memchr(base + start, 0x22, end - start) == nil {
                cut = end
            } else if memchr(base + start, 0x22, wanted - start) == nil {
                // The last record may run on into quotes beyond: it is followed to its end.
                var lineStart = wanted
                while lineStart > start, base[lineStart - 1] != file.newline { lineStart -= 1 }
                cut = try CSVScan.recordEnd(file, from: lineStart)
            } else {
                cut = start
                while cut < wanted { cut = try CSVScan.recordEnd(file, from: cut) }
            }
            cut = max(cut, min(end, start + 1))
            state.next = cut
            state.number += 1
            return CSVPiece(number: state.number - 1, range: start..<cut)
        }
    }
}

/// Finds where records end.
enum CSVScan {
    /// A quoted field longer than this was never meant to be one: its closing mark is missing.
    static let longestField = 1 << 20

    /// Offset just past the record that begins at `start`.
    /// - Throws: `TableProblem` naming the line of a quotation mark that is never closed.
    static func recordEnd(_ file: CSVFile, from start: Int) throws -> Int {
        let bytes = file.bytes
        var index = start, isFieldStart = true
        while index < bytes.count {
            let byte = bytes[index]
            if isFieldStart, byte == 0x22 {
                index = try closingQuote(file, from: index) + 1
                isFieldStart = false
                continue
            }
            index += 1
            if byte == file.newline { return index }
            isFieldStart = byte == file.delimiter
        }
        return index
    }

    /// Offset of the mark that closes the one at `start`; doubled marks stand for one.
    static func closingQuote(_ file: CSVFile, from start: Int) throws -> Int {
        let bytes = file.bytes
        var index = start + 1
        let limit = min(bytes.count, start + longestField)
        while index < limit {
            if bytes[index] == 0x22 {
                if index + 1 < bytes.count, bytes[index + 1] == 0x22 { index += 2 } else { return index }
            } else {
                index += 1
            }
        }
        throw TableProblem(
            file: file.path, line: line(of: start, in: file), reason: "the quotation mark opened here is never closed",
            advice: "Close it, or write a mark inside a field twice")
    }

    /// 1-based line of an offset.
    static func line(of offset: Int, in file: CSVFile) -> Int {
        file.firstLine
            + file.bytes[file.start..<max(file.start, min(offset, file.bytes.count))].count(where: {
                $0 == file.newline
            })
    }
}
