import Foundation
import Testing

@testable import Exchange

@Suite struct MailMessageTests {
    @Test func plainSubjectsStayAndOthersAreWordsOfWholeCharactersThatFitALine() throws {
        #expect(MailMessage.encoded("Annexure I, Nadia", after: 9) == "Annexure I, Nadia")
        #expect(MailMessage.encoded("Shramik, Nadia", after: 6, isPhrase: true).hasPrefix("=?UTF-8?B?"))
        #expect(MailMessage.encoded("Shramik", after: 6) == "Shramik")
        let bengali = "অ্যানেক্সার I, নদিয়া, 04-11-2026 (সংশোধিত, সংস্করণ 2) এবং আরও অনেক কথা যা এক লাইনে ধরে না"
        let written = MailMessage.encoded(bengali, after: 9)
        let lines = ("Subject: " + written).components(separatedBy: "\r\n")
        #expect(lines.count > 2 && lines.allSatisfy { $0.utf8.count <= 76 })
        let words = written.matches(of: /=\?UTF-8\?B\?([^?]*)\?=/).map { String($0.output.1) }
        let parts = words.compactMap { Data(base64Encoded: $0) }
        #expect(parts.count == words.count)
        #expect(parts.allSatisfy { String(data: $0, encoding: .utf8) != nil }, "no character is cut")
        #expect(String(decoding: parts.joined(), as: UTF8.self) == bengali)
    }

    @Test func whatSomebodyTypedAddsNoHeader() {
        let message = MailMessage(
            id: "1@example.in", sender: "a@example.in", senderName: "Shramik", receivers: ["b@example.in"],
            subject: "One\r\nBcc: c@example.in", text: "x", language: "en", files: [],
            date: Date(timeIntervalSince1970: 0))
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(!text.contains("\r\nBcc:"))
        #expect(text.contains("Date: Thu, 01 Jan 1970 05:30:00 +0530"))
    }

    @Test func namesOfFilesInOtherScriptsAreWrittenInPiecesThatFit() {
        #expect(MailMessage.parameter("filename", "a-1.pdf") == "filename=\"a-1.pdf\"")
        let written = MailMessage.parameter("filename", "প্রতিবেদন-নদিয়া-2026.xlsx")
        #expect(written.hasPrefix("filename*0*=UTF-8''%E0%A6"))
        let lines = written.components(separatedBy: "\r\n ")
        #expect(lines.allSatisfy { $0.utf8.count < 76 })
    }
}
