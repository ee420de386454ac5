import Foundation
import Registry
import Store
import Support

/// A register that the real `shramik serve` opens, in a process of its own.
struct ServedWorld: Sendable {
    /// To make the cast; close its register before the program is killed, or the data base would never be without a user.
    let world: World
    /// What `--database` gets.
    let location: String
    let keys: String
    let folder: URL

    static let program = BuiltProgram.find("shramik")

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "shramik-served-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        keys = folder.appending(path: "register.keys").path()
        let database: Database
        if let url = ProcessInfo.processInfo.environment["SHRAMIK_TEST_POSTGRES"] {
            let schema = "t" + UUID().uuidString.filter { $0 != "-" }.lowercased()
            database = try Database(at: .postgres(url: url), schema: schema)
            location = url + (url.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(schema)"
        } else {
            location = folder.appending(path: "register.sqlite").path()
            database = try Database(at: .sqlite(path: location))
        }
        world = try await World(vault: try Vault(keyFile: keys), database: database, clock: Clock(Date()))
    }

    /// The register opened again, with a clock that is `minutes` ahead.
    func open(minutesAhead minutes: Double = 0) async throws -> Registry {
        var environment = Environment.live
        environment.now = { Date() + minutes * 60 }
        return try await Registry(at: location, keys: keys, environment: environment)
    }

    /// What the program signs of the audit while it runs.
    var heads: String { folder.appending(path: "register.heads").path() }

    /// Starts the program on a port and returns when it listens.
    func serve(port: Int, _ options: [String] = []) async throws -> ServedProgram {
        let program = try start(port: port, options)
        try await FreePort.wait(for: port)
        return program
    }

    /// Starts the program and doesn't wait.
    func start(port: Int, _ options: [String] = []) throws -> ServedProgram {
        try ServedProgram(
            ["serve", "--database", location, "--keys", keys, "--heads", heads, "--port", String(port)] + options,
            log: folder.appending(path: "log-" + UUID().uuidString))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// The real program while it runs.
final class ServedProgram: Sendable {
    private let process: Process
    private let log: URL

    init(_ arguments: [String], log: URL) throws {
        self.log = log
        _ = FileManager.default.createFile(atPath: log.path(), contents: nil)
        let handle = try FileHandle(forWritingTo: log)
        process = Process()
        process.executableURL = ServedWorld.program
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (handle, handle)
        try process.run()
    }

    /// SIGKILL: no line of the program runs after it.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// SIGTERM, without waiting.
    func terminate() { process.terminate() }

    /// Waits for the end; returns the exit status.
    func ended() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    var isRunning: Bool { process.isRunning }

    /// What it wrote to standard output and error.
    var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Kibibytes of memory in use.
    var memory: Int {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        return status.firstMatch(of: /VmRSS:\s+(\d+) kB/).flatMap { Int($0.output.1) } ?? 0
    }
}
