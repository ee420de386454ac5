import Foundation

/// A real Kannel with its fake operator, on free ports of this machine.
final class Kannel: Sendable {
    let sendPort: Int
    private let folder: URL
    private let programs: [Program]
    private let operatorLog: URL

    private static let paths = ["/usr/sbin/bearerbox", "/usr/sbin/smsbox", "/usr/lib/kannel/test/fakesmsc"]
    static let isInstalled = paths.allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kannel-" + UUID().uuidString)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "spool"), withIntermediateDirectories: true)
        let ports = try (0..<4).map { _ in try FreePort.find() }
        sendPort = ports[3]
        operatorLog = folder.appending(path: "operator.log")
        let settings = """
            group = core
            admin-port = \(ports[0])
            admin-password = test
            smsbox-port = \(ports[1])
            box-allow-ip = "127.0.0.1"
            store-type = spool
            store-location = \(folder.appending(path: "spool").path())
            dlr-storage = internal

            group = smsc
            smsc = fake
            smsc-id = FAKE
            port = \(ports[2])
            connect-allow-ip = 127.0.0.1

            group = smsbox
            bearerbox-host = 127.0.0.1
            sendsms-port = \(ports[3])
            http-request-retry = 10
            http-queue-delay = 1

            group = sendsms-user
            username = shramik
            password = p&ss?
            concatenation = true
            max-messages = 10

            group = sms-service
            keyword = default
            text = ok

            """
        let file = folder.appending(path: "kannel.conf").path()
        try settings.write(toFile: file, atomically: true, encoding: .utf8)
        // Whatever fails from here on, those that were started end with their variables.
        let bearer = try Program(Kannel.paths[0], ["-v", "4", file])
        try await FreePort.wait(for: ports[1])
        try await FreePort.wait(for: ports[2])
        let box = try Program(Kannel.paths[1], ["-v", "4", file])
        let fake = try Program(
            Kannel.paths[2],
            ["-v", "1", "-H", "127.0.0.1", "-r", String(ports[2]), "-i", "60", "-m", "0", "100 200 text hello"],
            log: operatorLog)
        programs = [fake, box, bearer]
        try await FreePort.wait(for: ports[3])
    }

    /// Stops everything and returns how many parts the fake operator received: it says so when it ends.
    func stop() async throws -> Int? {
        programs[0].interrupt()
        var received: Int?
        _ = try await eventually(seconds: 5) {
            let log = try String(contentsOf: operatorLog, encoding: .utf8)
            received = log.firstMatch(of: /and (\d+) received/).flatMap { Int($0.output.1) }
            return received != nil
        }
        // bearerbox takes ten seconds to stop politely, and holds nothing that a test needs.
        for program in programs { program.kill() }
        try? FileManager.default.removeItem(at: folder)
        return received
    }
}
