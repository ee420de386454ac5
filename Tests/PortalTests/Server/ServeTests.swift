import Foundation
import Registry
import Support
import Testing

/// What `shramik serve` refuses, speaks and writes.
@Suite(.enabled(if: ServedWorld.program != nil, "the program was not built"))
struct ServeTests {
    @Test func knownSecretsAreNotServedForRealUse() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        try await served.world.registry.installSampleCast()
        let program = try served.start(port: try FreePort.find())
        #expect(program.ended() == 1)
        #expect(program.output.contains("sample cast"))
    }

    @Test func aNetworkIsNotServedInTheClear() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        let program = try served.start(port: try FreePort.find(), ["--host", "0.0.0.0"])
        #expect(program.ended() != 0)
        #expect(program.output.contains("--behind-proxy"))
    }

    @Test func keysThatOthersCanReadAreNotUsed() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: served.keys)
        let program = try served.start(port: try FreePort.find())
        #expect(program.ended() == 1)
        #expect(program.output.contains("chmod 600"))
    }

    private static let openssl = URL(filePath: "/usr/bin/openssl")
    private static let curl = URL(filePath: "/usr/bin/curl")
    private static let areInstalled = [openssl, curl].allSatisfy {
        FileManager.default.isExecutableFile(atPath: $0.path())
    }

    /// Runs a program; returns its exit status and what it wrote.
    private static func run(_ program: URL, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let (process, pipe) = (Process(), Pipe())
        (process.executableURL, process.arguments) = (program, arguments)
        (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test(.enabled(if: areInstalled, "openssl or curl is missing"))
    func overTLSCookiesAreBoundAndOldVersionsRefused() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        let (certificate, key) = (
            served.folder.appending(path: "c.pem").path(), served.folder.appending(path: "k.pem").path()
        )
        let made = try ServeTests.run(
            ServeTests.openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out",
                certificate,
            ])
        #expect(made.status == 0)
        let user = try await served.world.staff(.verifier, at: World.chapra)
        let signed = try await served.world.signIn(user)
        let port = try FreePort.find()
        let program = try await served.serve(port: port, ["--certificate", certificate, "--key", key])
        defer { program.kill() }
        let address = "https://localhost:\(port)"
        func ask(_ more: [String]) throws -> (status: Int32, output: String) {
            try ServeTests.run(ServeTests.curl, ["-s", "-i", "--max-time", "20", "--cacert", certificate] + more)
        }
        let page = try ask(["\(address)/sign-in"])
        #expect(page.output.hasPrefix("HTTP/1.1 200"))
        #expect(page.output.lowercased().contains("strict-transport-security: max-age=31536000"))
        let chosen = try ask(["-d", "language=bn", "\(address)/language"])
        #expect(chosen.output.contains("Secure"))
        // The cookie's name has a prefix over TLS, so one that was set in the clear is no session.
        #expect(try ask(["-b", signed.cookie, "\(address)/desk"]).output.hasPrefix("HTTP/1.1 303"))
        #expect(try ask(["-b", "__Host-\(signed.cookie)", "\(address)/desk"]).output.hasPrefix("HTTP/1.1 200"))
        #expect(try ask(["--tls-max", "1.1", "\(address)/health"]).status != 0)
        #expect(try ask(["http://localhost:\(port)/health"]).status != 0)
    }

    @Test func namesAndMobilesStandInNoLogAndNoAddress() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        let staff = try await served.world.staff(.counterOperator, at: World.chapra)
        let signed = try await served.world.signIn(staff)
        let port = try FreePort.find()
        let program = try await served.serve(port: port, ["--log-requests"])
        defer { program.kill() }
        let clerk = Clerk(port: port, cookie: signed.cookie, csrf: signed.csrf)
        let (name, mobile) = ("Zubeida Qqmarked", "9812345670")
        let forms = FilledForms(id: Environment.live.newID().description, name: name, mobile: mobile)
        let addresses = try await Wire.apart {
            var addresses: [String] = []
            func note(_ answer: Wire.Answer) {
                addresses.append(answer.header("Location") ?? "")
                // What a page links to is in a browser's history and a proxy's log.
                addresses += answer.body.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.output.1) }
            }
            for (path, fields) in forms.steps { note(try clerk.post(path, fields)) }
            for path in ["/desk", "/applications/drafts", "/applications/\(forms.id)", "/workers"] {
                note(try clerk.get(path))
            }
            note(try clerk.post("/applications/\(forms.id)/unmasked", ["purpose": "correction"]))
            for text in [name, mobile] { note(try clerk.post("/workers", ["q": text])) }
            note(try clerk.post("/sign-in", ["name": name, "password": mobile, "code": mobile]))
            note(
                try clerk.post("/applications/\(forms.id)/form/basic", ["version": mobile, "name": name, "age": name]))
            note(try Wire.ask(port: port, "GET /workers?q=\(mobile) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
            note(try Wire.ask(port: port, "GET /\(mobile) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
            return addresses
        }
        program.terminate()
        #expect(program.ended() == 0)
        let log = program.output
        #expect(log.components(separatedBy: "route=/applications/{id}/form/{step}").count > 3)
        for mark in ["Zubeida", "Qqmarked", mobile, signed.csrf, String(signed.cookie.dropFirst("shramik=".count))] {
            #expect(!log.contains(mark), "\(mark) is in the log")
            // The visitor's own address comes back from the door, to lead there again.
            #expect(
                !addresses.contains { $0.contains(mark) && !$0.hasPrefix("/sign-in?next=") }, "\(mark) is in an address"
            )
        }
    }
}
