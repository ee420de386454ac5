import Foundation
import Testing

@testable import Tabular

@Suite("Writing CSV")
struct CSVWriterTests {
    private func written(_ rows: [[String]], isNeutralised: Bool = true, mark: Bool = false) throws -> String {
        let path = NSTemporaryDirectory() + "/shramik-\(UUID().uuidString).csv"
        defer { unlink(path) }
        let writer = try CSVWriter(path: path, isNeutralised: isNeutralised, byteOrderMark: mark)
        for row in rows { try writer.record(row) }
        try writer.close()
        return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    @Test(
        "Only what needs marks gets them",
        arguments: [
            (["a", "b"], "a,b\n"), (["1,5", "রাম"], "\"1,5\",রাম\n"), (["say \"so\"", ""], "\"say \"\"so\"\"\",\n"),
            (["x\ny", "x\ry"], "\"x\ny\",\"x\ry\"\n"), ([" a ", "b;c"], " a ,b;c\n"),
        ])
    func quoting(row: [String], text: String) throws {
        #expect(try written([row]) == text)
    }

    @Test(
        "What a spreadsheet would run is made text, numbers and names are left alone",
        arguments: [
            ("=1+1", true), ("=HYPERLINK(\"http://x\")", true), ("@SUM(A1)", true), ("+A1", true), ("-A1", true),
            ("-2+3", true), ("-", true), ("+", true), ("\t=1", true), ("\r=1", true), ("=", true),
            ("-5", false), ("+91 98320 12345", false), ("-12.75", false), ("0098320", false), ("Ram", false),
            ("a=b", false), ("", false), ("রাম", false), (" -x", false), ("5-3", false),
        ])
    func formulas(field: String, isRisky: Bool) throws {
        let text = try written([[field, "x"]])
        #expect(text.hasPrefix("\"'") == isRisky, "\(text)")
        let plain = try written([[field, "x"]], isNeutralised: false)
        #expect(!plain.contains("'"))
        #expect(try csvRows(plain) == [[field, "x"]])
        #expect(try csvRows(text) == [[isRisky ? "'" + field : field, "x"]])
    }

    @Test("What is written is read again", arguments: 1...4 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        let pieces = ["Ram", "রাম", ",", "\"", "\n", "\r", ";", "\t", "=", "😀", " ", "0", "'", "é"]
        let rows = (0..<300).map { number in
            [String(number)]
                + (0..<Int.random(in: 1...6, using: &numbers)).map { _ in
                    (0..<Int.random(in: 0...4, using: &numbers)).map { _ in pieces.randomElement(using: &numbers) ?? ""
                    }.joined()
                }
        }
        let text = try written(rows, isNeutralised: false)
        #expect(try csvRows(text, delimiter: 0x2C) == rows)
        #expect(try csvRows(text, pieces: 7) == rows)
    }

    @Test(
        "A record that is copied from a file is the same as field by field",
        arguments: [
            "a,b,c\n", "রাম,,5\r\n", "\"a\",b,c\n", "a,\"b,c\",d\n", "x\"y,b,c\n", "=1+1,b,c\n", "a,+b(1),c\n",
            "a, =b,c\n", "a,b\n", "a,b,c,d\n", "a;b;c\n", "a\rb,c,d\n", ",,\n",
        ])
    func copying(line: String) throws {
        let (copied, single) = try withCSV(("k,l,m\n" + line).utf8) { path in
            let file = try CSVFile(path: path, delimiter: line.contains(";") ? 0x3B : 0x2C)
            let fields = CSVFields(file)
            guard let piece = try CSVPieces(file).next() else { return ("", "no record") }
            try fields.parse(piece)
            var copied = CSVText(), single = CSVText()
            copied.fields(fields, count: 3)
            for place in 0..<3 { single.field(fields.field(0, place)) }
            return (String(decoding: copied.bytes, as: UTF8.self), String(decoding: single.bytes, as: UTF8.self))
        }
        #expect(copied == single)
    }

    @Test("Numbers, bytes as they stand and a byte order mark")
    func otherFields() throws {
        let path = NSTemporaryDirectory() + "/shramik-\(UUID().uuidString).csv"
        defer { unlink(path) }
        let writer = try CSVWriter(path: path, byteOrderMark: true)
        writer.field(-7)
        Array("\"a,b\",c".utf8).withUnsafeBufferPointer { writer.raw($0) }
        writer.field(12)
        try writer.endRecord()
        try writer.close()
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        #expect(bytes == [0xEF, 0xBB, 0xBF] + Array("-7,\"a,b\",c,12\n".utf8))
    }

    @Test("More than one buffer is written whole")
    func large() throws {
        let row = ["রফিকুল ইসলাম", "Kandi, Murshidabad", "9832012345"]
        let text = try written(Array(repeating: row, count: 40_000))
        let line = "রফিকুল ইসলাম,\"Kandi, Murshidabad\",9832012345\n"
        #expect(text.utf8.count == 40_000 * line.utf8.count)
        #expect(text.hasPrefix(line) && text.hasSuffix(line))
    }

    @Test(
        "A full disk is told in words",
        .enabled(if: FileManager.default.isWritableFile(atPath: "/dev/full"), "no /dev/full"))
    func fullDisk() throws {
        let problem = #expect(throws: TableProblem.self) {
            let writer = try CSVWriter(path: "/dev/full")
            try writer.record(["a"])
            try writer.close()
        }
        #expect(problem?.reason == "the disk is full")
    }

    @Test("A folder that is not there is told in words")
    func noFolder() {
        let problem = #expect(throws: TableProblem.self) { try CSVWriter(path: "/tmp/shramik-no-such-folder/x.csv") }
        #expect(problem?.file == "x.csv")
        #expect(problem?.reason.contains("can't be written") == true)
    }
}
