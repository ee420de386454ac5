import Cards
import Foundation
import Testing

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"), "poppler is not installed"))
struct PrintedTableTests {
    static func table(rows: Int, made: String? = "2026-11-04T13:30:00Z") -> PrintedTable {
        PrintedTable(
            titles: ["Annexure", "District: নদিয়া"],
            columns: [.init(heading: "Block", width: 2), .init(heading: "Houses", width: 1, isNumber: true)],
            rows: (0..<rows).map { ["Block \($0)", "\($0 + 1_000)"] }, total: ["Total", "9,99,999"],
            notes: ["Remark: none"], signatures: ["The officer"], footer: "SHA-256 abc", language: "bn", made: made)
    }

    @Test(arguments: [0, 1, 40, 200]) func everyPageHasTheHeadingsAndTheLastOneTheSignature(_ rows: Int) throws {
        let file = try CertificateTests.saved(PrintedTableTests.table(rows: rows).pdf())
        let pages = try CertificateTests.run("pdftotext", ["-layout", file, "-"]).split(separator: "\u{0C}")
        #expect(pages.count >= 1 + rows / 30)
        #expect(pages.allSatisfy { $0.contains("SHA-256 abc") })
        // The last one may hold notes and signature alone.
        #expect(pages[0].contains("Houses") && pages.dropLast().allSatisfy { $0.contains("Houses") })
        #expect(pages.last?.contains("The officer") == true)
        let all = pages.joined()
        #expect((0..<rows).allSatisfy { all.contains("\($0 + 1_000)") } && all.contains("9,99,999"))
        #expect(all.components(separatedBy: "The officer").count == 2)
    }

    @Test func theSameValuesGiveTheSameBytes() {
        #expect(PrintedTableTests.table(rows: 5).pdf() == PrintedTableTests.table(rows: 5).pdf())
    }
}
