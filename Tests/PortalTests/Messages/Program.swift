import Foundation

/// A program that a test started: it ends when the test says so, when the test is over, and when the tests themselves die.
///
/// A shell stands between. It passes on the signals that it reads, and kills the program when there is nothing more to read,
/// which is so when whoever wrote is dead. Shells tell what they run in the background to ignore interrupts: `env` undoes that.
final class Program: Sendable {
    private static let script = """
        env --default-signal=INT "$@" </dev/null & program=$!
        while read -r signal; do kill -"$signal" $program; done
        kill -KILL $program 2>/dev/null
        """

    private let shell: Process
    private let input: FileHandle

    init(_ path: String, _ arguments: [String], log: URL? = nil) throws {
        let pipe = Pipe()
        shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", Program.script, "sh", path] + arguments
        shell.standardInput = pipe
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        if let log {
            _ = FileManager.default.createFile(atPath: log.path(), contents: nil)
            let handle = try FileHandle(forWritingTo: log)
            shell.standardOutput = handle
            shell.standardError = handle
        }
        input = pipe.fileHandleForWriting
        try shell.run()
    }

    deinit { kill() }

    /// Asks politely; `kill` is what makes sure.
    func interrupt() { tell("INT") }

    func kill() {
        tell("KILL")
        try? input.close()
    }

    private func tell(_ signal: String) { try? input.write(contentsOf: Data("\(signal)\n".utf8)) }
}

/// Asks until it holds, for so many seconds by the clock; on a busy machine at least a hundred times.
func eventually(seconds: Int = 10, _ holds: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    var tries = 0
    while tries < 100 || ContinuousClock.now < end {
        if try await holds() { return true }
        tries += 1
        try await Task.sleep(for: .milliseconds(50))
    }
    return false
}
