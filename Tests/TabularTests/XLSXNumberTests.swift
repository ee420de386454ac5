import Testing

@testable import Tabular

@Suite("Numbers and dates of a workbook")
struct XLSXNumberTests {
    private func text(_ raw: String, _ format: NumberFormat = .number, from1904: Bool = false) -> String {
        var output = ByteBuffer(capacity: 64)
        var raw = raw
        raw.withUTF8 { CellNumber(countsFrom1904: from1904).append($0, as: format, to: &output) }
        return String(decoding: output.elements(), as: UTF8.self)
    }

    @Test(
        "A number is written as a person would",
        arguments: [
            ("123456789012", "123456789012"), ("12.0", "12"), ("1.23457E+11", "123457000000"), ("1E3", "1000"),
            ("0.30000000000000004", "0.30000000000000004"), ("1.1000000000000001", "1.1"), ("-0.5", "-0.5"),
            ("1e-7", "0.0000001"), ("1.5E-05", "0.000015"), ("1e300", "1e+300"), ("1e20", "100000000000000000000"),
            ("12345678901234567890", "12345678901234567890"), ("12.50", "12.5"), ("-0.0", "0"), ("007", "007"),
            (".5", "0.5"), ("abc", "abc"), ("0x10", "0x10"), ("nan", "nan"), ("1e999", "1e999"), ("", ""),
            ("1.5e+16", "15000000000000000"),
        ])
    func numbers(raw: String, expected: String) {
        #expect(text(raw) == expected)
    }

    @Test(
        "A date is written by its format",
        arguments: [
            ("20000", NumberFormat.date, "1954-10-03"), ("1", .date, "1900-01-01"), ("59", .date, "1900-02-28"),
            ("61", .date, "1900-03-01"), ("2958465", .date, "9999-12-31"), ("2958466", .date, "2958466"),
            ("-1", .date, "-1"), ("44197.5", .dateTime, "2021-01-01 12:00:00"), ("44197.5", .date, "2021-01-01"),
            ("44196.999999999", .dateTime, "2021-01-01 00:00:00"), ("0.75", .time, "18:00:00"),
            ("1.5", .elapsed, "36:00:00"), ("5.5", .time, "12:00:00"), ("x", .date, "x"),
        ])
    func dates(raw: String, format: NumberFormat, expected: String) {
        #expect(text(raw, format) == expected)
    }

    @Test("Old Macintosh workbooks count from 1904")
    func from1904() throws {
        #expect(text("0", .date, from1904: true) == "1904-01-01")
        #expect(text("42735", .date, from1904: true) == "2021-01-01")
        let fixture = XLSXFixture(
            rows: "<row><c s=\"0\"><v>1</v></c></row>", styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>",
            workbook: "<workbookPr date1904=\"1\"/><extLst><ext><workbookPr chartTrackingRefBase=\"1\"/></ext></extLst>"
        )
        #expect(try fixture.rows() == [["1", "1904-01-02"]])
    }

    @Test(
        "A format says what a number stands for",
        arguments: [
            ("General", NumberFormat.number), ("0.00", .number), ("@", .number), ("[Red]0", .number),
            ("\"days\" 0", .number), ("\\d0", .number), ("#,##0_d", .number), ("[$Rs-4009] #,##0", .number),
            ("dd/mm/yyyy", .date), ("[$-409]d\\-mmm\\-yy;@", .date), ("mmm", .date), ("h:mm AM/PM", .time),
            ("hh:mm:ss.000", .time), ("mm:ss", .time), ("[h]:mm:ss", .elapsed), ("[mm]", .elapsed),
            ("yyyy-mm-dd hh:mm", .dateTime), ("0;dd", .number), ("0.00E+00", .number), ("[$-F800]dddd", .date),
        ])
    func formats(code: String, expected: NumberFormat) {
        #expect(NumberFormat(code: code) == expected)
    }

    @Test("Styles join built-in and custom formats; those of other tables do not count")
    func styles() throws {
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="22"/>
            </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs>
            """
        let cells = [0, 1, 2, 99].map { "<c s=\"\($0)\"><v>20000</v></c>" }.joined()
        let rows = try XLSXFixture(rows: "<row>\(cells)</row>", styles: styles).rows()
        #expect(rows == [["1", "20000", "1954-10-03", "1954-10-03 00:00:00", "20000"]])
    }
}
