import HTTPTypes
import Hummingbird
import Registry
import Testing

@testable import Portal

@Suite struct MultipartStreamTests {
    /// The body as it arrives in pieces of some bytes.
    private func parts(_ body: String, of size: Int = 1_000) throws -> MultipartStream {
        let bytes = Array(body.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map {
            ByteBuffer(bytes: bytes[$0..<min($0 + size, bytes.count)])
        }
        let stream = AsyncStream<ByteBuffer> { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish()
        }
        let head = HTTPRequest(
            method: .post, scheme: nil, authority: nil, path: "/",
            headerFields: [.contentType: "multipart/form-data; boundary=b"])
        return try MultipartStream(Request(head: head, body: RequestBody(asyncSequence: stream)))
    }

    /// What stands in it: texts by name, files as `file`.
    private func read(_ body: String, of size: Int, _ most: Int = 5) async throws -> [String: String] {
        var parts = try parts(body, of: size)
        var found: [String: String] = [:]
        while let part = try await parts.next() {
            switch part {
            case .text(let name, let value): found[name] = value
            case .file(let name):
                var bytes: [UInt8] = []
                while let some = try await parts.bytes(upTo: most) {
                    #expect(some.count <= most && !some.isEmpty)
                    bytes += some
                }
                found[name] = String(decoding: bytes, as: UTF8.self)
            }
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 5, 8, 13, 10_000]) func partsAreTheSameHoweverTheyArrive(_ size: Int) async throws {
        let found = try await read(
            "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nka\u{301}\r\n--b\r\n"
                + "content-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: x/y\r\n\r\none\r\n\r\n\r\r\n--\r\n--ctwo--\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"last\"\r\n\r\n\r\n--b--\r\n", of: size)
        #expect(found == ["text": "ka\u{301}", "file": "one\r\n\r\n\r\r\n--\r\n--ctwo--", "none": "", "last": ""])
    }

    @Test(arguments: [
        "", "--b", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut off",
        "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"x\"\r\n\r\ncut off",
        "--b\r\nno head\r\n\r\nx\r\n--b--", "--b\r\n\r\n\r\n--b--", "--c\r\n\r\n--c--",
        "--b\r\n" + String(repeating: "x", count: 10_000) + "\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + String(repeating: "x", count: 100_000)
            + "\r\n--b--",
        String(
            repeating: "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n", count: 200) + "--b--",
    ]) func brokenOnesAreRefused(_ body: String) async {
        await #expect(throws: Problem(.unreadable)) { try await read(body, of: 7) }
    }
}
