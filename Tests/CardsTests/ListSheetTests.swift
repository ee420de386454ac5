import Cards
import Foundation
import Testing

@Suite struct ListSheetTests {
    private static let poppler = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext")

    private func sheet(_ count: Int) -> ListSheet {
        ListSheet(
            language: "bn", title: .init(local: "বাড়ির তালিকা", english: "House list"), about: ["Drive", "Bagberia"],
            page: .init(local: "পৃষ্ঠা %1 / %2", english: "Page %1 of %2"),
            columns: [
                .init(.init(local: "ক্রম", english: "No."), share: 1),
                .init(.init(local: "নাম", english: "Name"), share: 6),
                .init(.init(local: "ফল", english: "Outcome"), share: 5),
            ],
            groups: ["Rampur", "Alinagar"].map { village in
                .init(
                    title: village,
                    rows: (0..<count).map { number in
                        [
                            .text(String(number + 1)), .both(.init(local: "সবিতা", english: "\(village) \(number)")),
                            .boxes((1...9).map(String.init)),
                        ]
                    })
            }, legend: .init(local: "১ পাওয়া গেছে", english: "1 found"))
    }

    @Test(.enabled(if: poppler, "poppler is not installed"))
    func everyRowStandsOnceAndEveryPageSaysWhichItIs() throws {
        let file = try CertificateTests.saved(sheet(60).pdf())
        let text = try CertificateTests.run("pdftotext", ["-layout", file, "-"])
        let pages = text.split(separator: "\u{0C}").filter { $0.contains("House list") }
        #expect(pages.count > 3)
        for (number, page) in pages.enumerated() {
            #expect(page.contains("Page \(number + 1) of \(pages.count)") && page.contains("1 found"))
        }
        for village in ["Rampur", "Alinagar"] {
            for number in 0..<60 {
                let pattern = try Regex("\(village) \(number)\\b")
                #expect(text.matches(of: pattern).count == 1, "\(village) \(number)")
            }
        }
    }

    @Test func aListWithoutRowsIsStillAPage() throws {
        #expect(sheet(0).pdf().starts(with: "%PDF".utf8))
    }
}
