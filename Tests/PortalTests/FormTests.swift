import Foundation
import Hummingbird
import Registry
import Testing

@testable import Portal

@Suite struct FormTests {
    private func form(_ body: String, _ boundary: String = "b") throws -> Form {
        try Form(multipart: ByteBuffer(string: body), boundary: boundary)
    }

    @Test func partsAreFieldsAndFiles() throws {
        let form = try form(
            "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n ka\u{301} \r\n--b\r\n"
                + "content-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: x/y\r\n\r\none\r\n\r\ntwo--\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n--b--\r\n")
        #expect(form["text"] == "ká")
        #expect(form.files["file"]?.name == "a.csv")
        #expect(form.files["file"]?.bytes == Array("one\r\n\r\ntwo--".utf8))
        #expect(form.files["none"] == nil)
    }

    @Test(arguments: [
        "", "--b", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut off",
        "--b\r\nno head\r\n\r\nx\r\n--b--", "--b\r\n\r\n\r\n--b--", "--c\r\n\r\n--c--",
        "--b\r\n" + String(repeating: "x", count: 10_000) + "\r\n\r\n\r\n--b--",
    ]) func brokenOnesAreRefused(_ body: String) {
        #expect(throws: Problem(.unreadable)) { try form(body) }
    }

    @Test func thousandsOfPartsAreRefused() {
        let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
        #expect(throws: Problem(.unreadable)) { try form(String(repeating: part, count: 2_000) + "--b--") }
    }

    /// Whatever bytes come, the answer is a form or a problem.
    @Test func randomBytesDoNoHarm() {
        var numbers = SystemRandomNumberGenerator()
        let alphabet = Array("--b\r\n:;=\"Content-Disposition: form-data; name=filename\r\n\r\n".utf8)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...200, using: &numbers)).map { _ in
                alphabet.randomElement(using: &numbers) ?? 0
            }
            _ = try? Form(multipart: ByteBuffer(bytes: bytes), boundary: "b")
            _ = try? Form(urlEncoded: String(decoding: bytes, as: UTF8.self))
        }
    }
}
