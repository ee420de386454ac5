import Foundation

/// A program of the package, built beside the tests.
enum BuiltProgram {
    /// Nil where it was not built.
    static func find(_ name: String) -> URL? {
        let started = [Bundle.main.executableURL, CommandLine.arguments.first.map { URL(filePath: $0) }]
        for case var folder? in started {
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let program = folder.appending(path: name)
                if FileManager.default.isExecutableFile(atPath: program.path) { return program }
            }
        }
        return nil
    }
}
