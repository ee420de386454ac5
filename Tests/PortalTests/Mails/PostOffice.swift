import Foundation

/// A real SMTP server on a free port of this machine that keeps what it takes.
///
/// It refuses the address `refused@example.in`; guarded, it wants STARTTLS and the user `shramik` with the password `right`.
final class PostOffice: Sendable {
    struct Letter {
        struct File {
            let name: String
            let bytes: [UInt8]
        }

        let id: String
        let sender: String
        let receivers: [String]
        let subject: String
        let text: String
        let files: [File]
    }

    let port: Int
    /// PEM file; empty where it isn't guarded.
    let certificate: String
    private let folder: URL
    private let program: Program

    static let isInstalled = (try? run("/usr/bin/python3", ["-c", "import aiosmtpd"])) == 0

    private static let script = """
        import asyncio, email, email.policy, base64, json, os, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult
        port, folder, certificate, key = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
        count = 0
        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address == "refused@example.in": return "550 no such address"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                global count
                count += 1
                message = email.message_from_bytes(envelope.content, policy=email.policy.default)
                files = [{"name": p.get_filename(), "bytes": base64.b64encode(p.get_content()).decode()} for p in message.iter_attachments()]
                letter = {"id": message["Message-ID"], "sender": envelope.mail_from, "receivers": envelope.rcpt_tos,
                    "subject": message["Subject"], "text": message.get_body(("plain",)).get_content(), "files": files}
                with open(f"{folder}/part", "w") as file: json.dump(letter, file)
                os.rename(f"{folder}/part", f"{folder}/{count:06}.json")
                return "250 OK"
        def authenticate(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login == b"shramik" and data.password == b"right", handled=False)
        def make():
            if not certificate: return SMTP(Handler(), enable_SMTPUTF8=False)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            return SMTP(Handler(), enable_SMTPUTF8=False, tls_context=context, require_starttls=True,
                authenticator=authenticate, auth_required=True)
        async def main():
            server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", port)
            await server.serve_forever()
        asyncio.run(main())
        """

    init(isGuarded: Bool = false) async throws {
        port = try FreePort.find()
        folder = FileManager.default.temporaryDirectory.appending(path: "post-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let pair = isGuarded ? try PostOffice.makeCertificate() : (certificate: "", key: "")
        certificate = pair.certificate
        program = try Program(
            "/usr/bin/python3",
            ["-c", PostOffice.script, String(port), folder.path(), pair.certificate, pair.key],
            log: folder.appending(path: "log"))
        try await FreePort.wait(for: port)
    }

    deinit {
        program.kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// A certificate of its own for 127.0.0.1.
    static func makeCertificate() throws -> (certificate: String, key: String) {
        let base = NSTemporaryDirectory() + "post-" + UUID().uuidString
        _ = try run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", base + ".key", "-out",
                base + ".pem",
            ])
        return (base + ".pem", base + ".key")
    }

    /// What arrived, in its order.
    func letters() throws -> [Letter] {
        struct Written: Decodable {
            struct File: Decodable {
                let name: String
                let bytes: Data
            }
            let id, sender, subject, text: String
            let receivers: [String]
            let files: [File]
        }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".json") }
            .sorted().map { name in
                let written = try JSONDecoder().decode(
                    Written.self, from: Data(contentsOf: folder.appending(path: name)))
                return Letter(
                    id: written.id, sender: written.sender, receivers: written.receivers, subject: written.subject,
                    text: written.text, files: written.files.map { .init(name: $0.name, bytes: [UInt8]($0.bytes)) })
            }
    }

    private static func run(_ path: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
