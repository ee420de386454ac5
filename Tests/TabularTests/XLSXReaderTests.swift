import Testing

@testable import Tabular

@Suite("Reading a workbook")
struct XLSXReaderTests {
    @Test("Missing rows and cells leave gaps, and the line is the row's number")
    func gaps() throws {
        let rows = """
            <row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="7"><c r="A7"><v>3</v></c></row>
            """
        #expect(try XLSXFixture(rows: rows).rows() == [["2", "", "1", "", "2"], ["7", "3"]])
    }

    @Test("Rows and cells without a reference follow the previous one")
    func withoutReferences() throws {
        let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r=\"C2\"><v>3</v></c><c><v>4</v></c></row><row/>"
        #expect(try XLSXFixture(rows: rows).rows() == [["1", "1", "2"], ["2", "", "", "3", "4"], ["3"]])
    }

    @Test("Fields after the last filled one are not there")
    func trailingEmptyCells() throws {
        let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" s=\"1\"/><c r=\"C1\"><v></v></c></row>"
        #expect(try XLSXFixture(rows: rows).rows() == [["1", "1"]])
    }

    @Test("Hidden rows are read")
    func hiddenRows() throws {
        let rows = "<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>"
        #expect(try XLSXFixture(rows: rows).rows() == [["1", "1"]])
    }

    @Test(
        "A cell becomes text by its type",
        arguments: [
            ("<c t=\"s\"><v>0</v></c>", "রীতা দাস"), ("<c t=\"s\"><v> 1 </v></c>", "Ram Kumar"),
            ("<c t=\"inlineStr\"><is><t>Sita</t></is></c>", "Sita"), ("<c t=\"inlineStr\"><v>Sita</v></c>", "Sita"),
            ("<c t=\"str\"><f>A1&amp;B1</f><v>both</v></c>", "both"), ("<c t=\"b\"><v>1</v></c>", "TRUE"),
            ("<c t=\"b\"><v>0</v></c>", "FALSE"), ("<c t=\"e\"><v>#N/A</v></c>", "#N/A"),
            ("<c t=\"n\"><v>123456789012</v></c>", "123456789012"), ("<c><f>1+1</f></c>", ""),
            ("<c><f>1+1</f><v>2</v></c>", "2"), ("<c t=\"d\"><v>2021-01-31T00:00:00</v></c>", "2021-01-31"),
            ("<c t=\"d\"><v>2021-01-31T10:20:30.000Z</v></c>", "2021-01-31 10:20:30"),
            ("<c t=\"inlineStr\"><is><t><![CDATA[a<b]]></t></is></c>", "a<b"),
            ("<c t=\"str\"><v>a<!-- no -->b<?no?>c</v></c>", "abc"),
            ("<c t=\"inlineStr\"><is><t>A&amp;&#66;&#x43;&lt;&gt;&quot;&apos;</t></is></c>", "A&BC<>\"'"),
        ])
    func types(cell: String, text: String) throws {
        let strings = ["<t>রীতা দাস</t>", "<r><t xml:space=\"preserve\">Ram </t></r><r><rPr><b/></rPr><t>Kumar</t></r>"]
        let rows = try XLSXFixture(rows: "<row>\(cell)<c><v>9</v></c></row>", strings: strings).rows()
        #expect(rows == [["1", text, "9"]])
    }

    @Test(
        "Text keeps what it means and loses what it does not",
        arguments: [
            ("<t>  a  </t>", "a"), ("<t xml:space=\"preserve\">  a  </t>", "  a  "), ("<t>a\r\nb\rc</t>", "a\nb\nc"),
            ("<t>a_x000D_\nb</t>", "a\r\nb"), ("<t>_x005F_x000D_</t>", "_x000D_"), ("<t>_xD83D__xDE00_</t>", "😀"),
            ("<t>_xD83D_!</t>", "\u{FFFD}!"), ("<t>_x12_ _xZZZZ_ a_x0000_b</t>", "_x12_ _xZZZZ_ ab"),
            ("<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>とうきょう</t></rPh><phoneticPr fontId=\"1\"/>", "東京"),
            ("<r><t>a</t></r><r><t>b</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>", "ab"), ("", ""), ("<t/>", ""),
        ])
    func sharedText(item: String, text: String) throws {
        let rows = "<row><c t=\"s\"><v>0</v></c><c><v>9</v></c></row>"
        #expect(try XLSXFixture(rows: rows, strings: [item]).rows() == [["1", text, "9"]])
    }

    @Test("Names with a prefix and the strict namespace are the same names")
    func prefixes() throws {
        let sheet = """
            <?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">
            <x:sheetData><x:row r='1'><x:c r = "A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>
            </x:sheetData></x:worksheet>
            """
        #expect(try XLSXFixture(sheet: "\u{FEFF}" + sheet).rows() == [["1", "a"]])
    }

    @Test("Sheets are found by absolute and by winding targets, in other capitals and with backslashes")
    func targets() throws {
        for target in ["/xl/worksheets/sheet1.xml", "../xl/./Worksheets/Sheet1.xml", "worksheets\\sheet1.xml"] {
            var fixture = XLSXFixture(rows: "<row><c><v>1</v></c></row>")
            let relations = fixture["xl/_rels/workbook.xml.rels"]
            fixture["xl/_rels/workbook.xml.rels"] = relations.replacing("worksheets/sheet1.xml", with: target)
            #expect(try fixture.rows() == [["1", "1"]])
        }
    }

    @Test("Hidden sheets are listed as such, sheets of charts are not listed")
    func sheets() throws {
        var fixture = XLSXFixture(rows: "")
        fixture["xl/workbook.xml"] = """
            <workbook xmlns:r="\(XLSXFixture.office)"><sheets><sheet name="A &amp; B" state="hidden" r:id="rId1"/>
            <sheet name="Chart" r:id="rId9"/></sheets></workbook>
            """
        let chart = "<Relationship Id=\"rId9\" Type=\"\(XLSXFixture.office)/chartsheet\" Target=\"c.xml\"/>"
        let relations = fixture["xl/_rels/workbook.xml.rels"]
        fixture["xl/_rels/workbook.xml.rels"] = relations.replacing("</Relat", with: chart + "</Relat")
        let sheets = try fixture.packed { try XLSXReader(path: $0).sheets }
        #expect(sheets == [XLSXSheet(name: "A & B", isHidden: true)])
    }

    @Test("Reading stops when asked to, and what the caller throws comes through")
    func stopping() throws {
        struct Stop: Error {}
        let rows = (1...50_000).map { "<row r=\"\($0)\"><c><v>\($0)</v></c></row>" }.joined()
        try XLSXFixture(rows: rows).packed { path in
            let reader = try XLSXReader(path: path)
            var seen = 0
            try reader.forEachRow(ofSheet: 0) { _ in
                seen += 1
                return seen < 3
            }
            #expect(seen == 3)
            #expect(throws: Stop.self) { try reader.forEachRow(ofSheet: 0) { _ in throw Stop() } }
            seen = 0
            try reader.forEachRow(ofSheet: 0) { _ in
                seen += 1
                return true
            }
            #expect(seen == 50_000)
        }
    }

    @Test("The scanner gives the same rows however the bytes are cut")
    func cuts() throws {
        let sheet = """
            <worksheet><!-- a > b --><cols><col min="1" max=">"/></cols><sheetData><row r="1"><c r="A1" t="str"><v>a&amp;b\r
            c<![CDATA[]]]]></v></c></row></sheetData></worksheet>
            """
        for step in 1...40 {
            var parser = try SheetParser(
                MemorySource(Array(sheet.utf8), step: step), strings: SharedStrings(), styles: CellStyles(),
                numbers: CellNumber(), limits: .standard)
            var fields: [String] = []
            try parser.forEachRow { row in
                fields += row.strings
                return true
            }
            #expect(fields == ["a&b\nc]]"], "cut into pieces of \(step)")
        }
    }
}
