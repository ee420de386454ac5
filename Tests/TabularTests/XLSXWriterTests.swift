import Foundation
import Testing

@testable import Tabular

@Suite("Writing a workbook")
struct XLSXWriterTests {
    private let columns = [XLSXWriter.Column(title: "Number", width: 14), .init(title: "Name", width: 30)]

    private func write(
        to path: String, rowsPerSheet: Int = 1_048_576, _ body: (XLSXWriter) throws -> Void
    ) throws {
        let writer = try XLSXWriter(path: path, temporaryFolder: NSTemporaryDirectory(), rowsPerSheet: rowsPerSheet)
        try body(writer)
        try writer.close()
    }

    /// What comes back of one field that was written.
    private func comesBack(_ field: String) throws -> String {
        try withTemporaryPath { path in
            try write(to: path) {
                try $0.addSheet(name: "S", columns: columns)
                try $0.write(Row(fields: [field, "end"]))
            }
            return try allRows(path)[1][1]
        }
    }

    @Test(
        "A text comes back as it was",
        arguments: [
            "00123", "=1+1", "'quoted", "রীতা দাস", "সুনীতা\nदेवी", " a  b ", "a<b>&\"c\"", "_x000D_", "_x005F_x000D_", "😀",
            "{=A1}", "https://example.org", "1e5", "TRUE", "2021-01-01", "", "_x_", "a\tb",
        ])
    func texts(field: String) throws {
        #expect(try comesBack(field) == field)
    }

    @Test("Titles stand above the header, also where the rows go on in another sheet")
    func titles() throws {
        try withTemporaryPath { path in
            try write(to: path, rowsPerSheet: 4) {
                try $0.addSheet(name: "S", titles: ["Annexure", "নদিয়া"], columns: columns)
                for number in ["1", "2"] { try $0.write(Row(fields: [number, "x"])) }
            }
            let head = [["1", "Annexure"], ["2", "নদিয়া"], ["3", "Number", "Name"]]
            #expect(try allRows(path) == head + [["4", "1", "x"]])
            #expect(try allRows(path, sheet: 1) == head + [["4", "2", "x"]])
        }
    }

    @Test("What a workbook cannot hold is dropped or mended")
    func mended() throws {
        #expect(try comesBack("a\u{0}\u{1}b\u{7F}c\r\nd\re\u{FFFF}") == "abc\nd\ne")
        try withTemporaryPath { path in
            try write(to: path) {
                try $0.addSheet(name: "S", columns: columns)
                var row = Row()
                row.append(bytes: [0x61, 0xFF, 0x62])
                try $0.write(row)
            }
            #expect(try allRows(path)[1] == ["2", "a\u{FFFD}b"])
        }
    }

    @Test("Text over 32,767 UTF-16 units is cut with an ellipsis, and never through a pair")
    func longTexts() throws {
        let fits = String(repeating: "ক", count: 32_767)
        #expect(try comesBack(fits) == fits)
        #expect(try comesBack(fits + "খ") == fits.dropLast() + "…")
        let pairs = try comesBack(String(repeating: "😀", count: 20_000))
        #expect(pairs == String(repeating: "😀", count: 16_383) + "…")
        #expect(try comesBack(String(repeating: "_x000D_", count: 6_000)).utf16.count <= 32_767)
    }

    @Test("Numbers stay numbers, empty cells take the fill")
    func cells() throws {
        try withTemporaryPath { path in
            try write(to: path) {
                try $0.addSheet(name: "S", columns: columns)
                try $0.write(fields: [.number(1.5), .text("x"), .empty, .number(.nan), .number(3)], fill: .yellow)
                try $0.write(fields: [.number(9_876_543_210)], fill: .grey)
            }
            let rows = [["1", "Number", "Name"], ["2", "1.5", "x", "", "", "3"], ["3", "9876543210"]]
            #expect(try allRows(path) == rows)
        }
    }

    @Test("Rows past the end of a sheet go on in the next one, under the same header")
    func continuation() throws {
        try withTemporaryPath { path in
            try write(to: path, rowsPerSheet: 3) { writer in
                try writer.addSheet(name: "Malda", columns: columns)
                for number in 1...5 { try writer.write(Row(fields: ["\(number)"])) }
                try writer.addSheet(name: "malda", columns: columns)
            }
            let reader = try XLSXReader(path: path)
            #expect(reader.sheets.map(\.name) == ["Malda", "Malda (2)", "Malda (3)", "malda (4)"])
            #expect(try allRows(path, sheet: 1) == [["1", "Number", "Name"], ["2", "3"], ["3", "4"]])
            #expect(try allRows(path, sheet: 2) == [["1", "Number", "Name"], ["2", "5"]])
        }
    }

    /// Two sheets called Malda from workbooks of their own, the second cut at three rows, behind one written here.
    private func writeParts(to path: String) throws {
        var parts: [XLSXWriter.Part] = []
        for part in [["1"], ["2", "3", "4"]] {
            let writer = try XLSXWriter(
                path: "\(path).\(parts.count)", temporaryFolder: NSTemporaryDirectory(), rowsPerSheet: 3)
            try writer.addSheet(name: "Malda", columns: columns)
            for number in part { try writer.write(Row(fields: [number, "রীতা"]), fill: .yellow) }
            parts.append(try writer.closePart())
        }
        try write(to: path) { writer in
            try writer.addSheet(name: "Targets", columns: columns)
            try writer.write(Row(fields: ["7", "all"]), fill: .grey)
            for part in parts { try writer.addSheets(of: part) }
        }
    }

    @Test("Parts written by themselves become sheets of one workbook")
    func parts() throws {
        try withTemporaryPath { path in
            try writeParts(to: path)
            let names = ["Targets", "Malda", "Malda (2)", "Malda (3)"]
            #expect(try XLSXReader(path: path).sheets.map(\.name) == names)
            let head = ["1", "Number", "Name"]
            #expect(try allRows(path) == [head, ["2", "7", "all"]])
            #expect(try allRows(path, sheet: 1) == [head, ["2", "1", "রীতা"]])
            #expect(try allRows(path, sheet: 2) == [head, ["2", "2", "রীতা"], ["3", "3", "রীতা"]])
            #expect(try allRows(path, sheet: 3) == [head, ["2", "4", "রীতা"]])
            #expect(try ["0", "1"].allSatisfy { !FileManager.default.fileExists(atPath: "\(path).\($0)") })
        }
    }

    @Test("A workbook of parts is like one that was written whole: fills, filters and what is open first")
    func likeWhole() throws {
        try withTemporaryPath { path in
            try writeParts(to: path)
            let joined = try (0..<4).map { try part(path, "xl/worksheets/sheet\($0 + 1).xml") }
            let book = try part(path, "xl/workbook.xml"), styles = try part(path, "xl/styles.xml")
            try write(to: path) { writer in
                try writer.addSheet(name: "Targets", columns: columns)
                try writer.write(Row(fields: ["7", "all"]), fill: .grey)
                for sheet in [["1"], ["2", "3"], ["4"]] {
                    try writer.addSheet(name: "Malda", columns: columns)
                    for number in sheet { try writer.write(Row(fields: [number, "রীতা"]), fill: .yellow) }
                }
            }
            #expect(try joined == (0..<4).map { try part(path, "xl/worksheets/sheet\($0 + 1).xml") })
            #expect(try book == part(path, "xl/workbook.xml"))
            #expect(try styles == part(path, "xl/styles.xml"))
        }
    }

    /// The text of a part of a workbook.
    private func part(_ path: String, _ name: String) throws -> String {
        let source = try XLSXArchive(path: path, limits: XLSXLimits()).openSmall(name)
        defer { source.close() }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        var bytes: [UInt8] = []
        while case let count = try source.read(into: piece), count > 0 { bytes += piece[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("No temporary file stays open, of a workbook and its parts or of one that was given up")
    func nothingOpen() throws {
        let folder = NSTemporaryDirectory() + "shramik-open-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func open() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.contains(folder)
                    == true
            }
        }
        do {
            let workbook = try XLSXWriter(path: folder + "/whole", temporaryFolder: folder)
            try workbook.addSheet(name: "Targets", columns: columns)
            for number in 0..<3 {
                let writer = try XLSXWriter(path: folder + "/\(number)", temporaryFolder: folder)
                try writer.addSheet(name: "GP", columns: columns)
                try workbook.addSheets(of: writer.closePart())
            }
            #expect(try open() > 0)
            try workbook.close()
            #expect(try open() == 0)
            let abandoned = try XLSXWriter(path: folder + "/abandoned", temporaryFolder: folder)
            try abandoned.addSheet(name: "GP", columns: columns)
        }
        #expect(try open() == 0)
    }

    @Test("A part that is gone is a problem")
    func partGone() throws {
        try withTemporaryPath { path in
            let writer = try XLSXWriter(path: path + ".0", temporaryFolder: NSTemporaryDirectory())
            try writer.addSheet(name: "S", columns: columns)
            let part = try writer.closePart()
            unlink(path + ".0")
            #expect(throws: TableProblem.self) { try write(to: path) { try $0.addSheets(of: part) } }
        }
    }

    @Test("Sheet names are made legal and different")
    func names() {
        var names = SheetNames()
        #expect(names.claim("GP [1]: a/b\\c*?") == "GP  1   a b c")
        #expect(names.claim("'quoted'") == "quoted")
        #expect(names.claim("QUOTED") == "QUOTED (2)")
        #expect(names.claim("History") == "History_")
        #expect(names.claim("''") == "Sheet")
        let long = String(repeating: "গ্রাম ", count: 10)
        let first = names.claim(long)
        let second = names.claim(long)
        #expect(first.utf16.count <= 31 && second.utf16.count <= 31 && first != second && second.hasSuffix(" (2)"))
    }

    @Test("The same rows give the same bytes")
    func sameBytes() throws {
        func bytes() throws -> [Data] {
            try withTemporaryPath { path in
                try write(to: path) {
                    try $0.addSheet(name: "S", columns: columns, rightToLeft: true)
                    try $0.write(Row(fields: ["1", "রীতা"]), fill: .yellow)
                }
                let whole = try Data(contentsOf: URL(filePath: path))
                try writeParts(to: path)
                return [whole, try Data(contentsOf: URL(filePath: path))]
            }
        }
        let first = try bytes()
        // The times in an archive are of two seconds.
        Thread.sleep(forTimeInterval: 2.1)
        #expect(try bytes() == first)
    }

    @Test("A folder that is not there, and a path that cannot be written, are problems")
    func badPlaces() throws {
        #expect(throws: TableProblem.self) { try XLSXWriter(path: "/tmp/x.xlsx", temporaryFolder: "/nowhere") }
        #expect(throws: TableProblem.self) {
            try write(to: "/nowhere/x.xlsx") { try $0.addSheet(name: "S", columns: columns) }
        }
    }

    @Test("A full disk is a problem")
    func fullDisk() async {
        // A limit on the size of files stands for the full disk; it holds for the whole process, hence one of its own.
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let path = NSTemporaryDirectory() + "/shramik-full-\(getpid()).xlsx"
            defer { unlink(path) }
            var row = Row()
            for _ in 0..<20 { row.append("village") }
            do {
                let writer = try XLSXWriter(path: path, temporaryFolder: NSTemporaryDirectory())
                try writer.addSheet(name: "S", columns: [])
                for _ in 0..<20_000 { try writer.write(row) }
                try writer.close()
                exit(1)
            } catch is TableProblem {
                exit(0)
            } catch {
                exit(2)
            }
        }
    }

    @Test("A workbook without sheets gets an empty one")
    func empty() throws {
        try withTemporaryPath { path in
            try write(to: path) { _ in }
            #expect(try XLSXReader(path: path).sheets.map(\.name) == ["Sheet"])
            #expect(try allRows(path) == [])
        }
    }
}
