import Foundation
import Testing

@testable import Tabular

@Suite("CSV in pieces", .timeLimit(.minutes(2)))
struct CSVPiecesTests {
    /// A random table and how it is written: bare, quoted, with marks, line ends and other scripts.
    private static func table(_ numbers: inout SeededNumbers) -> (rows: [[String]], text: String) {
        let pieces = ["", "a", "Ram", "রাম", "1", ",", "\"", "\n", "\r\n", " ", "x y", "😀", "''", ";"]
        let lineEnd = ["\n", "\r\n"].randomElement(using: &numbers) ?? "\n"
        var rows: [[String]] = [], text = ""
        for _ in 0..<Int.random(in: 1...12, using: &numbers) {
            let row = (0..<Int.random(in: 2...5, using: &numbers)).map { _ in
                (0..<Int.random(in: 0...3, using: &numbers)).map { _ in pieces.randomElement(using: &numbers) ?? "" }
                    .joined()
            }
            rows.append(row)
            let written = row.map { field -> String in
                let mustQuote = field.contains { ",\"\n\r".contains($0) || $0 == "\r\n" }
                guard mustQuote || Bool.random(using: &numbers) else { return field }
                return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
            }
            text += written.joined(separator: ",") + lineEnd
            if Int.random(in: 0..<6, using: &numbers) == 0 { text += lineEnd }
        }
        if Bool.random(using: &numbers) { text.removeLast() }
        return (rows, text)
    }

    @Test(
        "Random tables are read as they were written, in one piece and in tiny ones",
        arguments: 1...5 as ClosedRange<UInt64>)
    func randomTables(seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        for _ in 0..<60 {
            let (rows, text) = Self.table(&numbers)
            for size in [1, 7, 64, 1 << 20] {
                #expect(try csvRows(text, pieces: size) == rows, "pieces of \(size): \(text.debugDescription)")
            }
        }
    }

    @Test("Any bytes are read or refused, in pieces as in one", arguments: 1...4 as ClosedRange<UInt64>)
    func anyBytes(seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        for _ in 0..<150 {
            let text = String(
                (0..<Int.random(in: 0...40, using: &numbers)).map { _ in
                    "a\",\n\r; ".randomElement(using: &numbers) ?? "a"
                })
            let whole = try? csvRows(text, pieces: 1 << 20)
            for size in [1, 7] { #expect((try? csvRows(text, pieces: size)) == whole, "\(text.debugDescription)") }
        }
    }

    @Test("Pieces cover the file without a gap and fall between records", arguments: [1, 7, 64, 500])
    func cover(size: Int) throws {
        let text = "id,note\n" + (0..<200).map { "\($0),\"line one\nline, two \"\"\($0)\"\"\"\n" }.joined()
        try withCSV(text.utf8) { path in
            let file = try CSVFile(path: path)
            let pieces = try CSVPieces(file, size: size)
            let fields = CSVFields(file)
            var next = 8, records = 0
            while let piece = try pieces.next() {
                #expect(piece.range.lowerBound == next)
                next = piece.range.upperBound
                try fields.parse(piece)
                for record in 0..<fields.count {
                    #expect(fields.fieldCount(of: record) == 2)
                    #expect(String(decoding: fields.field(record, 0), as: UTF8.self) == String(records))
                    let extent = String(decoding: file.bytes(fields.extent(of: record)), as: UTF8.self)
                    #expect(extent == "\(records),\"line one\nline, two \"\"\(records)\"\"\"")
                    records += 1
                }
            }
            #expect(next == text.utf8.count)
            #expect(records == 200)
        }
    }

    @Test("A mark that is never closed is named by its line, soon", arguments: [1, 1 << 18])
    func unclosed(size: Int) throws {
        let text = "id,name\n1,Ram\n2,\"Hari\n" + String(repeating: "3,Gopal Das\n", count: 400_000)
        let clock = ContinuousClock()
        let time = clock.measure {
            let problem = #expect(throws: TableProblem.self) { try csvRows(text, pieces: size) }
            #expect(problem?.line == 3)
            #expect(problem?.reason.contains("never closed") == true)
        }
        #expect(time < .seconds(20))
    }

    @Test("Doubled marks without an end are given up soon, too")
    func unclosedDoubled() throws {
        let text = "id,name\n1,\"" + String(repeating: "\"\"", count: 700_000)
        var problem: TableProblem?
        let time = try ContinuousClock().measure { problem = try csvProblem(text.utf8) }
        #expect(problem?.line == 2)
        #expect(time < .seconds(20))
    }

    @Test("Rows cut out again have the same fields")
    func again() throws {
        try withCSV("a,b\r\n1,\"x \"\"y\"\"\"\r\n2,z\r\n".utf8) { path in
            let file = try CSVFile(path: path)
            let fields = CSVFields(file)
            fields.parseAgain(5..<18)
            #expect(fields.count == 1)
            #expect(String(decoding: fields.field(0, 1), as: UTF8.self) == "x \"y\"")
            #expect(fields.field(0, 2).isEmpty)
        }
    }
}
