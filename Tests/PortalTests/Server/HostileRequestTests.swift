import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Portal
import Support
import Testing

/// Bytes that no browser sends, over real connections to the real program.
@Suite(.enabled(if: ServedWorld.program != nil, "the program was not built"))
struct HostileRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: String
        let statuses: Set<Int>

        init(_ name: String, _ bytes: String, _ statuses: Set<Int>) {
            (testDescription, self.bytes, self.statuses) = (name, bytes, statuses)
        }
    }

    static let post = "POST /sign-in HTTP/1.1\r\nHost: x\r\n"
    static let close = "Host: x\r\nConnection: close\r\n\r\n"
    static let cases = [
        Case("no HTTP at all", "\u{0}\u{16}\u{3}\u{1}hello\r\n\r\n", [400]),
        Case("another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400]),
        // Request smuggling: whoever reads the length otherwise than a proxy before us takes one visitor's request for another's.
        Case(
            "two kinds of length", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /", [400]
        ),
        Case("two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", [400]),
        Case("a blank before the colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", [400]),
        Case("an unknown encoding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", [400]),
        Case("a length below nothing", post + "Content-Length: -5\r\n\r\nhello", [400]),
        Case("a length with a sign", post + "Content-Length: +5\r\n\r\nhello", [400]),
        Case("a chunk beyond all numbers", post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx", [400]),
        Case("a chunk that is no number", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nx", [400]),
        Case("folded headers", "GET /health HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n", [400]),
        Case("lines without returns", "GET /health HTTP/1.1\nHost: x\n\n", [400]),
        Case("a zero in the path", "GET /\u{0} HTTP/1.1\r\n" + close, [400]),
        Case(
            "five thousand headers", "GET / HTTP/1.1\r\n" + String(repeating: "X: a\r\n", count: 5_000) + "\r\n", [400]),
        Case(
            "a header of a megabyte", "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 1 << 20) + "\r\n\r\n",
            [400]),
        Case(
            "a path of 100,000 signs", "GET /" + String(repeating: "a", count: 100_000) + " HTTP/1.1\r\n" + close, [400]
        ),
        Case("up the folders", "GET /static/../../../../etc/passwd HTTP/1.1\r\n" + close, [404]),
        Case("up the folders, encoded", "GET /static/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\n" + close, [404]),
        Case("up the folders, twice encoded", "GET /static/%252e%252e%252fetc%252fpasswd HTTP/1.1\r\n" + close, [404]),
        Case("up the folders, backwards", "GET /static/..\\..\\etc\\passwd HTTP/1.1\r\n" + close, [400, 404]),
        Case("a text cut off by a zero", "GET /static/shramik.css%00.png HTTP/1.1\r\n" + close, [404]),
        Case("a tunnel", "CONNECT example.org:80 HTTP/1.1\r\n" + close, [400, 404, 405]),
        Case("an echo", "TRACE / HTTP/1.1\r\n" + close, [404, 405]),
        Case("a broken escape", "GET /sign-in?next=%zz%ff HTTP/1.1\r\n" + close, [200, 400]),
        Case("a form that is no text", post + "Content-Length: 8\r\nConnection: close\r\n\r\nname=%ff", [400]),
        Case(
            "a form in parts that is cut off",
            post + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 18\r\nConnection: close\r\n\r\n"
                + "--x\r\nContent-Dispo", [400]),
        Case(
            "a form in parts without a boundary",
            post + "Content-Type: multipart/form-data\r\nContent-Length: 5\r\nConnection: close\r\n\r\n--x--", [400]),
        Case(
            "a body too large", post + "Content-Length: 100000\r\n\r\n" + String(repeating: "a", count: 100_000), [413]),
        Case(
            "a body without end", post + "Content-Length: 99999999999\r\n\r\n" + String(repeating: "a", count: 300_000),
            [413]),
    ]

    @Test func eachGetsAClearAnswerAndTheServerStaysUpAndSmall() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        let port = try FreePort.find()
        let program = try await served.serve(port: port, ["--requests-per-minute", "0"])
        defer { program.kill() }
        let before = program.memory
        try await Wire.apart {
            for hostile in HostileRequestTests.cases {
                // A system may throw an answer away with a connection that was closed while more was still being sent.
                guard let answer = try? Wire.ask(port: port, hostile.bytes) else {
                    #expect(hostile.bytes.utf8.count > 50_000, "\(hostile.testDescription): closed without an answer")
                    continue
                }
                #expect(hostile.statuses.contains(answer.status), "\(hostile.testDescription): \(answer.status)")
                #expect(!answer.body.contains("root:"), "\(hostile.testDescription)")
                let health = try Wire.ask(port: port, "GET /health HTTP/1.1\r\n" + HostileRequestTests.close)
                #expect(health.status == 200, "after \(hostile.testDescription)")
            }
            // Many at the same time, none of them finished.
            let half = String(repeating: "a", count: 1 << 20)
            var wires: [Wire] = []
            for _ in 0..<100 {
                let wire = try Wire(port: port, timeout: 1)
                try? wire.send(HostileRequestTests.post + "Content-Length: 1900000\r\n\r\n" + half)
                wires.append(wire)
            }
            let health = try Wire.ask(port: port, "GET /health HTTP/1.1\r\n" + HostileRequestTests.close)
            #expect(health.status == 200 && wires.count == 100)
        }
        #expect(program.isRunning)
        #expect(program.memory < before + 64 << 10, "from \(before) to \(program.memory) KiB")
        #expect(!program.output.contains("Fatal"))
    }

    /// Somebody who sends a byte now and then would hold a connection for ever.
    @Test(arguments: [
        "GET /sign-in HTTP/1.1\r\nX-Slow: ", "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n",
        "GET /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n",
        "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n",
    ])
    func whoeverSendsByTheByteIsCutOff(_ beginning: String) async throws {
        var configuration = Configuration()
        (configuration.idleTimeout, configuration.bodyTimeout) = (.milliseconds(600), .milliseconds(800))
        let portal = try await Portal(registry: try await World().registry, configuration: configuration)
        let application = try Server.application(portal, logger: Logger(label: "test"))
        try await application.test(.live) { client in
            let port = try #require(client.port)
            let ended = try await Wire.apart {
                let wire = try Wire(port: port)
                try wire.send(beginning)
                for _ in 0..<400 {
                    do { try wire.send("a") } catch { return true }
                    Thread.sleep(forTimeInterval: 0.05)
                }
                return false
            }
            #expect(ended)
        }
    }
}
