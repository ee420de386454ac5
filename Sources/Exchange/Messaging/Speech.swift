package import Foundation

/// Speaks a text with espeak-ng, in Bengali, Hindi, Nepali or English.
package struct Speech: Sendable {
    /// The espeak-ng program.
    let program: URL

    /// Nil where espeak-ng isn't installed.
    package init?(program: String? = nil) {
        let places = program.map { [$0] } ?? ["/usr/bin/espeak-ng", "/usr/local/bin/espeak-ng"]
        guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { return nil }
        self.program = URL(filePath: found)
    }

    package struct Fault: Error {}

    /// A WAV of 8 kHz, mono, 16 bit, as telephones want it.
    package func speak(_ text: String, in language: String) async throws -> Data {
        let program = program
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try Speech.run(program, text, language) })
            }
        }
    }

    private static func run(_ program: URL, _ text: String, _ language: String) throws -> Data {
        let process = Process()
        process.executableURL = program
        process.arguments = [
            "-v", ["bn", "hi", "ne"].contains(language) ? language : "en", "-s", "140", "--stdin", "--stdout",
        ]
        // The text is personal: it goes through a pipe, because anybody on the machine can see arguments.
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Speaking takes a fraction of a second; one that hangs must not stop all other messages.
        let watch = DispatchWorkItem { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        DispatchQueue.global().asyncAfter(deadline: .now() + 20, execute: watch)
        defer { watch.cancel() }
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let spoken = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let sound = Sound(wav: spoken) else { throw Fault() }
        return sound.resampled(to: 8000).wav
    }
}
