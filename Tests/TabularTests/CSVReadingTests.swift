import Foundation
import Testing

@testable import Tabular

@Suite("Reading CSV")
struct CSVReadingTests {
    @Test(
        "Fields are what stands between delimiters and line ends",
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,\n,2\n,\n", [["a", "b"], ["1", ""], ["", "2"], ["", ""]]),
            ("a,b\r\n1,\r\n,\r\n", [["a", "b"], ["1", ""], ["", ""]]),
            ("a,b\n1,", [["a", "b"], ["1", ""]]),
            ("a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
            ("a\nরাম\n", [["a"], ["রাম"]]),
            ("a,b\n 1 , 2\n", [["a", "b"], [" 1 ", " 2"]]),
            ("a", [["a"]]),
            ("", []),
            ("\n\n\n", []),
            ("\r\n\r\n", []),
        ])
    func plain(text: String, rows: [[String]]) throws {
        #expect(try csvRows(text) == rows)
    }

    @Test(
        "Quotation marks keep delimiters, line ends and doubled marks",
        arguments: [
            ("a,b\n\"1,5\",2\n", [["a", "b"], ["1,5", "2"]]),
            ("a,b\n\"x\ny\",2\n", [["a", "b"], ["x\ny", "2"]]),
            ("a,b\r\n\"x\r\ny\",\"z\"\r\n", [["a", "b"], ["x\r\ny", "z"]]),
            ("a\n\"say \"\"so\"\"\"\n", [["a"], ["say \"so\""]]),
            ("a,b\n\"\",\"\"\"\"\n", [["a", "b"], ["", "\""]]),
            ("a,b\n5\" pipe,2\n", [["a", "b"], ["5\" pipe", "2"]]),
            ("a,b\nx \"y\" z,2\n", [["a", "b"], ["x \"y\" z", "2"]]),
            ("a,b\n\"Roy\" alias Ray,2\n", [["a", "b"], ["Roy alias Ray", "2"]]),
            ("a,b\n\"Roy\" ,2\r\n", [["a", "b"], ["Roy ", "2"]]),
            ("a,b\n2,\"Roy\"\r\n3,4\r\n", [["a", "b"], ["2", "Roy"], ["3", "4"]]),
            ("\"a\",\"b\"\n1,2", [["a", "b"], ["1", "2"]]),
            ("a\n\"x\r\"\ny\n", [["a"], ["x\r"], ["y"]]),
            ("a,b\r\"x\r\"\"y\",2\r", [["a", "b"], ["x\r\"y", "2"]]),
        ])
    func quoted(text: String, rows: [[String]]) throws {
        #expect(try csvRows(text) == rows)
    }

    @Test(
        "Lines without any character are passed over",
        arguments: ["a,b\n\n1,2\n\n\n3,4\n\n", "a,b\r\n\r\n1,2\r\n3,4\r\n\r\n"])
    func emptyLines(text: String) throws {
        #expect(try csvRows(text) == [["a", "b"], ["1", "2"], ["3", "4"]])
    }

    @Test(
        "The delimiter is the one that cuts the first lines alike",
        arguments: [
            ("a,b,c\n1,2,3\n", ","), ("a;b;c\n1;2;3\n", ";"), ("a\tb\tc\n1\t2\t3\n", "\t"), ("a|b|c\n1|2|3\n", "|"),
            ("a;b\n1,5;2,5\n3,5;4,5\n", ";"), ("name,\"x;y;z;w\"\nRam,\"1;2;3;4\"\n", ","),
            ("name\tvillage\nDas, Ram\tA, B\n", "\t"), ("a\n1\n", ","), ("", ","), ("নাম;গ্রাম\nরাম;ক\n", ";"),
            ("id,note\n1,\"a;b\nc;d;e\"\n2,\"f;g\"\n", ","),
        ])
    func delimiter(text: String, delimiter: String) throws {
        try withCSV(text.utf8) { path in
            let file = try CSVFile(path: path)
            #expect(file.delimiter == delimiter.utf8.first)
        }
    }

    @Test(
        "Titles that a spreadsheet wrote above the headings are passed over where they may be, and lines are still counted",
        arguments: [
            ("List of workers,,\n,,\nid,name,village\n1,Ram,Kandi\n", ["id", "name", "village"], 4),
            ("id,name,village\n1,Ram,Kandi\n", ["id", "name", "village"], 2),
            ("District: Nadia,,Block: Chapra\nid,name,village\n1,Ram,Kandi\n", ["id", "name", "village"], 3),
            ("List of workers\nid,name,village\n1,Ram,Kandi\n", ["id", "name", "village"], 3),
            ("village,,\nid,name,village\n1,Ram,Kandi\n", ["id", "name", "village"], 3),
            ("name,,village\nid,name,village\n1,Ram,Kandi\n", ["id", "name", "village"], 3),
            ("\"Two\nlines\",\nid,name\n1,Ram\n", ["id", "name"], 4),
            ("List,,\n\nid,name,village\n1,Ram,Kandi\n", ["id", "name", "village"], 4),
            // A heading alone is no title.
            ("name,,\nRam,Kandi,Nadia\n", ["name", "", ""], 2),
            // A list of one column has no titles, nor has one whose rows are all nearly empty.
            ("name\nDas, Ram\n", ["name"], 2), ("name,\nRam,\nGopal,\n", ["name", ""], 2),
        ])
    func titles(text: String, header: [String], line: Int) throws {
        try withCSV(text.utf8) { path in
            let file = try CSVFile(path: path, isHeading: { ["id", "name", "village"].contains($0) })
            #expect(try file.header() == header)
            var lines: [Int] = []
            try file.forEachRow { row in
                lines.append(row.line)
                return true
            }
            #expect(lines.dropFirst().first == line)
        }
    }

    @Test("A told delimiter and Excel's own line win over the guess")
    func toldDelimiter() throws {
        #expect(try csvRows("a;b,c\n1;2,3\n", delimiter: 0x3B) == [["a", "b,c"], ["1", "2,3"]])
        #expect(try csvRows("sep=;\na,b;c,d\n1,2;3,4\n") == [["a,b", "c,d"], ["1,2", "3,4"]])
        #expect(try csvRows("sep=;\r\na,b;c,d\r\n") == [["a,b", "c,d"]])
        #expect(try csvRows("\u{FEFF}sep=|\na|b\n") == [["a", "b"]])
    }

    @Test("Excel's own line counts as a line")
    func lineAfterTold() throws {
        let problem = try csvProblem("sep=;\na;b\n1;\"open\n".utf8)
        #expect(problem?.line == 3)
    }

    @Test(
        "Headings are trimmed, a byte order mark is none of them",
        arguments: ["\u{FEFF}id, name \n1,2\n", " id ,\"name\"\n1,2\n"])
    func header(text: String) throws {
        try withCSV(text.utf8) { path in
            let header = try CSVFile(path: path).header()
            #expect(header == ["id", "name"])
        }
    }

    @Test("Headings come first even where blank lines stand before them")
    func headerAfterBlankLines() throws {
        try withCSV("\n\r\nid,name\n1,Ram\n".utf8) { path in
            let header = try CSVFile(path: path).header()
            #expect(header == ["id", "name"])
        }
    }

    @Test("Reading stops when it is asked to")
    func stops() throws {
        try withCSV("a\n1\n2\n3\n".utf8) { path in
            var rows: [String] = []
            try CSVFile(path: path).forEachRow { row in
                rows.append(row[0])
                return rows.count < 2
            }
            #expect(rows == ["a", "1"])
        }
    }

    @Test("A missing file, a folder and a pipe are refused in words")
    func noFile() {
        let missing = #expect(throws: TableProblem.self) { try CSVFile(path: "/tmp/shramik-no-such-file.csv") }
        #expect(missing?.reason == "there is no such file")
        for path in [NSTemporaryDirectory(), "/dev/null"] {
            let problem = #expect(throws: TableProblem.self) { try CSVFile(path: path) }
            #expect(problem?.reason == "is not a file")
        }
    }
}
