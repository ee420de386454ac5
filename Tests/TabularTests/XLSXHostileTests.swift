import Foundation
import Testing

@testable import Tabular

@Suite("Hostile and broken workbooks", .timeLimit(.minutes(2)))
struct XLSXHostileTests {
    @Test(
        "Rows that contradict themselves are refused",
        arguments: [
            ("<row r=\"1\"><c r=\"AAAA1\"><v>1</v></c></row>", "cell reference"),
            ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "last column (XFD)"),
            ("<row r=\"1\"><c r=\"A99999999999999999999\"/></row>", "cell reference"),
            ("<row r=\"1048577\"/>", "last row"), ("<row r=\"0\"/>", "no proper number"),
            ("<row r=\"-1\"/>", "no proper number"), ("<row r=\"2\"/><row r=\"1\"/>", "out of order"),
            ("<row r=\"2\"/><row r=\"2\"/>", "there twice"), ("<row r=\"1\"><c r=\"A2\"/></row>", "stands in row 1"),
            ("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "out of order"),
            ("<row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row>", "there twice"),
            ("<row r=\"1\"><c t=\"s\"><v>5</v></c></row>", "does not exist"),
            ("<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>", "does not exist"),
            ("<row r=\"1\"><c t=\"s\"><v>99999999999999999999</v></c></row>", "does not exist"),
            ("<row r=\"1\"><c t=\"str\"><v>a\u{0}b</v></c></row>", "does not allow"),
            ("<row r=\"1\"><c t=\"str\"><v>&#0;</v></c></row>", "does not allow"),
            ("<row r=\"1\"><c t=\"str\"><v>&#xD800;</v></c></row>", "does not allow"),
            ("<row r=\"1\"><c t=\"str\"><v>&lol;</v></c></row>", "entity"),
            ("<row r=\"1\"><c t=\"str\"><v>a</c></v></row>", "overlap"), ("</sheetData>", "overlap"),
            ("<row r=\"1\"><c", "not well-formed"), ("<row r=\"1><c/></row>", "not well-formed"),
        ])
    func contradictions(rows: String, reason: String) throws {
        let problem = try #require(try XLSXFixture(rows: rows).problem())
        #expect(problem.reason.contains(reason), "\(problem)")
        #expect(problem.sheet == "GP 1")
    }

    @Test("A problem names the file, the sheet, the row and the column")
    func place() throws {
        let rows = "<row r=\"12\"><c r=\"B12\"><v>1</v></c><c r=\"C12\" t=\"s\"><v>7</v></c></row>"
        var problem = try #require(try XLSXFixture(rows: rows).problem())
        problem.file = "workers.xlsx"
        #expect(
            problem.description
                == "workers.xlsx, sheet \"GP 1\", row 12, column C: "
                + "the cell points to a shared text that does not exist. Save the file again from a spreadsheet program."
        )
    }

    @Test("A row may not go past the last column without references either")
    func tooManyCells() throws {
        let row = "<row>" + String(repeating: "<c/>", count: 16_385) + "</row>"
        #expect(try XLSXFixture(rows: row).problem()?.reason.contains("last column") == true)
    }

    @Test(
        "A document type is refused in every part, before its entities grow",
        arguments: [
            "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels",
        ])
    func documentTypes(part: String) throws {
        var fixture = XLSXFixture(rows: "<row><c><v>1</v></c></row>")
        let laughs = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
        fixture[part] = "<!DOCTYPE x [<!ENTITY l0 SYSTEM \"file:///etc/passwd\">\(laughs)]>" + fixture[part]
        #expect(try fixture.problem()?.reason.contains("document type") == true)
    }

    @Test("A part that unpacks to an absurd size is refused")
    func bombs() throws {
        let zeros = String(repeating: " ", count: 40 << 20)
        for part in ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"] {
            var fixture = XLSXFixture(rows: "")
            fixture[part] += zeros
            #expect(try fixture.problem()?.reason.contains("absurd size") == true, "\(part)")
        }
        var limits = XLSXLimits.standard
        limits.partBytes = 1 << 20
        let large = XLSXFixture(rows: String(zeros.prefix(2 << 20)))
        #expect(try large.problem(limits: limits)?.reason.contains("1 MB") == true)
    }

    @Test("Shared texts pointed to again and again come to an end")
    func amplification() throws {
        let row = "<row>" + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 16_000) + "</row>"
        let fixture = XLSXFixture(rows: row, strings: ["<t>\(String(repeating: "a", count: 30_000))</t>"])
        #expect(try fixture.problem()?.reason.contains("absurd amount") == true)
    }

    @Test("A million styles, deep nesting, long tags and long texts are refused")
    func tooMuch() throws {
        let styles = "<cellXfs>" + (0..<1_000_000).map { "<xf numFmtId=\"\($0)\"/>" }.joined() + "</cellXfs>"
        let fixture = XLSXFixture(rows: "", styles: styles)
        #expect(try fixture.problem()?.reason.contains("cell formats") == true)
        let deep = String(repeating: "<a>", count: 1_000_000)
        #expect(try XLSXFixture(rows: deep).problem()?.reason.contains("inside each other") == true)
        #expect(try XLSXFixture(rows: "", styles: deep).problem()?.reason.contains("inside each other") == true)
        let long = String(repeating: "a", count: 3 << 20)
        #expect(try XLSXFixture(rows: "<row x=\"\(long)\"/>").problem()?.reason.contains("long") == true)
        let cell = "<row><c t=\"str\"><v>\(long)</v></c></row>"
        #expect(try XLSXFixture(rows: cell).problem()?.reason.contains("longer than a cell") == true)
        #expect(try XLSXFixture(rows: "", strings: ["<t>\(long)</t>"]).problem()?.reason.contains("longer") == true)
    }

    @Test("Bytes that are not UTF-8, and UTF-16, are refused")
    func encodings() throws {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE0, 0xA6]] {
            var fixture = XLSXFixture(rows: "")
            let sheet = "<worksheet><sheetData><row><c t=\"str\"><v>"
            fixture.parts["xl/worksheets/sheet1.xml"] =
                Array(sheet.utf8) + bytes + Array("</v></c></row></sheetData></worksheet>".utf8)
            #expect(try fixture.problem()?.reason.contains("not UTF-8") == true, "\(bytes)")
        }
        var fixture = XLSXFixture(rows: "")
        fixture.parts["xl/worksheets/sheet1.xml"] = [0xFF, 0xFE, 0x3C, 0x00]
        #expect(try fixture.problem()?.reason.contains("UTF-16") == true)
        fixture["xl/worksheets/sheet1.xml"] = "<?xml version='1.0' encoding='ISO-8859-1'?><worksheet/>"
        #expect(try fixture.problem()?.reason.contains("iso-8859-1") == true)
    }

    @Test("An archive that holds a name twice, is cut short or changed is refused")
    func archives() throws {
        var fixture = XLSXFixture(rows: "<row><c><v>1</v></c></row>")
        fixture["xl/worksheets/sheet2.xml"] = fixture["xl/worksheets/sheet1.xml"]
        try fixture.packed { path in
            let bytes = try Data(contentsOf: URL(filePath: path))
            var text = String(decoding: bytes, as: Unicode.ASCII.self)
            #expect(text.contains("sheet2.xml"))
            var twice = bytes
            while let place = twice.range(of: Data("sheet2.xml".utf8)) {
                twice.replaceSubrange(place, with: Data("sheet1.xml".utf8))
            }
            try twice.write(to: URL(filePath: path))
            text = #expect(throws: TableProblem.self) { try allRows(path) }?.reason ?? ""
            #expect(text.hasSuffix("twice"))
            try bytes.prefix(bytes.count / 2).write(to: URL(filePath: path))
            text = #expect(throws: TableProblem.self) { try allRows(path) }?.reason ?? ""
            #expect(text.contains("damaged or incomplete"))
        }
    }

    @Test(
        "What is no workbook is called by its name",
        arguments: [
            ("", "the file is empty"), ("name,age\n", "not an Excel workbook"), ("<html><table>", "web page"),
            ("PK\u{3}\u{4}", "damaged"),
        ])
    func foreign(content: String, reason: String) throws {
        try withTemporaryPath { path in
            try Data(content.utf8).write(to: URL(filePath: path))
            #expect(#expect(throws: TableProblem.self) { try XLSXReader(path: path) }?.reason.contains(reason) == true)
        }
    }

    @Test("A missing file is a problem, not a crash")
    func missing() {
        #expect(throws: TableProblem.self) { try XLSXReader(path: "/nowhere/at all.xlsx") }
    }
}
