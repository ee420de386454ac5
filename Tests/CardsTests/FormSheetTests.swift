import Cards
import Foundation
import Testing

@Suite struct FormSheetTests {
    private static let poppler = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext")

    private func both(_ local: String, _ english: String) -> Bilingual { .init(local: local, english: english) }

    private func sheet(_ name: String?, fields: Int = 6) -> FormSheet {
        FormSheet(
            language: "bn", authority: both("শ্রম দপ্তর", "Labour Department"), title: both("আবেদন", "Application"),
            about: "Drive", code: name.map { .init(content: "L:\($0)", number: "7B1E 70FF") },
            photo: both("ছবি", "Photo"),
            sections: (1...fields).map { number in
                .init(
                    title: both("অংশ", "Part \(number)"),
                    fields: [
                        .init(label: both("নাম", "Name"), kind: .line(isWide: true), value: name ?? ""),
                        .init(label: both("মোবাইল", "Mobile"), kind: .signs(10)),
                        .init(
                            label: both("লিঙ্গ", "Sex"), kind: .choice([both("মহিলা", "Female"), both("পুরুষ", "Male")]),
                            chosen: 0),
                    ])
            }, declaration: both("আমি জানাচ্ছি", "I declare"), signatures: [both("স্বাক্ষর", "Signature")])
    }

    @Test(.enabled(if: poppler, "poppler is not installed"))
    func eachPersonBeginsOnAPageAndHasAllParts() throws {
        let file = try CertificateTests.saved(FormSheet.pdf([sheet("Sabita Mondal"), sheet(nil), sheet("Anil Das")]))
        let text = try CertificateTests.run("pdftotext", [file, "-"])
        #expect(text.matches(of: /Labour Department/).count == 3)
        #expect(text.matches(of: /Part 6/).count == 3 && text.matches(of: /I declare/).count == 3)
        #expect(text.contains("Sabita Mondal") && text.contains("Anil Das"))
        let first = try CertificateTests.run("pdftotext", ["-l", "1", file, "-"])
        #expect(first.contains("7B1E 70FF"), "people type what a scanner can't read")
        #expect(first.contains("Sabita Mondal") && !first.contains("Anil Das"))
    }

    @Test(.enabled(if: poppler, "poppler is not installed"))
    func aLongFormGoesOverPages() throws {
        let file = try CertificateTests.saved(FormSheet.pdf([sheet("Sabita Mondal", fields: 20)]))
        let text = try CertificateTests.run("pdftotext", [file, "-"])
        #expect(text.matches(of: /Part \d+/).count == 20 && text.split(separator: "\u{0C}").count > 2)
    }
}
