import Foundation

/// The built program, run as a person would.
enum Shell {
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// `shramik` beside the tests; nil where it was not built.
    static let program: URL? = {
        let started = [Bundle.main.executableURL, CommandLine.arguments.first.map { URL(filePath: $0) }]
        for case let url? in started {
            var folder = url.deletingLastPathComponent().standardizedFileURL
            // A test bundle may be a folder of its own beside the program.
            for _ in 0..<4 {
                let program = folder.appending(path: "shramik")
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder), !isFolder.boolValue {
                    return program
                }
                folder.deleteLastPathComponent()
            }
        }
        return nil
    }()
    static let isBuilt = program != nil

    static func process(_ arguments: [String], in folder: String) -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        return process
    }

    /// Runs to the end. Meant for little output: one pipe is read after the other.
    static func run(_ arguments: [String], in folder: String) throws -> Result {
        let process = process(arguments, in: folder)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let written = output.fileHandleForReading.readDataToEndOfFile()
        let told = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
            errors: String(decoding: told, as: UTF8.self))
    }
}
