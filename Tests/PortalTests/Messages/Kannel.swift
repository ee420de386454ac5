import Foundation

/// A real Kannel with its fake operator, on free ports of this machine.
final class Kannel: Sendable {
    let sendPort: Int
    private let folder: URL
    private let processes: [Process]
    private let operatorLog: URL

    private static let programs = ["/usr/sbin/bearerbox", "/usr/sbin/smsbox", "/usr/lib/kannel/test/fakesmsc"]
    static let isInstalled = programs.allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

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
        let bearer = try Kannel.start(Kannel.programs[0], ["-v", "4", file], nil)
        try await FreePort.wait(for: ports[1])
        try await FreePort.wait(for: ports[2])
        let box = try Kannel.start(Kannel.programs[1], ["-v", "4", file], nil)
        let fake = try Kannel.start(
            Kannel.programs[2],
            ["-v", "1", "-H", "127.0.0.1", "-r", String(ports[2]), "-i", "60", "-m", "0", "100 200 text hello"],
            operatorLog)
        processes = [fake, box, bearer]
        try await FreePort.wait(for: ports[3])
    }

    private static func start(_ program: String, _ arguments: [String], _ log: URL?) throws -> Process {
        let process = Process()
        // Where the tests run in the background a shell has told them to ignore interrupts, and their children too.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["--default-signal=INT", program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if let log {
            _ = FileManager.default.createFile(atPath: log.path(), contents: nil)
            process.standardError = try FileHandle(forWritingTo: log)
            process.standardOutput = try FileHandle(forWritingTo: log)
        }
        try process.run()
        return process
    }

    /// Stops everything and returns how many parts the fake operator received.
    func stop() async throws -> Int? {
        processes[0].interrupt()
        processes[0].waitUntilExit()
        // bearerbox takes ten seconds to stop politely, and holds nothing that a test needs.
        for process in processes.dropFirst() { kill(process.processIdentifier, SIGKILL) }
        for process in processes.dropFirst() { process.waitUntilExit() }
        let log = try String(contentsOf: operatorLog, encoding: .utf8)
        try? FileManager.default.removeItem(at: folder)
        return log.firstMatch(of: /and (\d+) received/).flatMap { Int($0.output.1) }
    }
}
