import Exchange
import Foundation
import Synchronization

/// What is told beside a result: progress only at a terminal, notes always, all on standard error.
enum Terminal {
    private static let isTerminal = isatty(STDERR_FILENO) == 1
    private static let last = Mutex<(text: String, at: ContinuousClock.Instant)>(("", .now - .seconds(1)))
    private static let began = ContinuousClock.now

    /// One line on standard error that is written over again: phase, bar, share and time left.
    static func show(_ progress: JobProgress) {
        guard isTerminal else { return }
        last.withLock { last in
            guard last.at.duration(to: .now) > .milliseconds(100) else { return }
            let width = 24, filled = Int(progress.whole * Double(width))
            let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: max(0, width - filled))
            let elapsed = Double(began.duration(to: .now).components.seconds) + 0.5
            let left =
                progress.whole > 0.05 ? "  about \(time(elapsed / progress.whole * (1 - progress.whole))) left" : ""
            last = ("\r\u{1B}[K\(bar) \(Int(progress.whole * 100)) %  \(progress.phase)\(left)", .now)
            FileHandle.standardError.write(Data(last.text.utf8))
        }
    }

    static func clearLine() {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    /// A result for machines.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func note(_ text: String) {
        clearLine()
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    private static func time(_ seconds: Double) -> String {
        seconds < 90 ? "\(Int(seconds)) s" : "\(Int(seconds / 60)) min"
    }
}

/// Ctrl-C and a polite kill leave nothing half-written.
enum Interrupts {
    nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

    static func install() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
            source.setEventHandler {
                Staging.removeAll()
                Terminal.note("shramik: interrupted; nothing was left half-written.")
                _exit(128 + number)
            }
            source.resume()
            sources.append(source)
        }
    }

    /// Leaves the signals to a command that ends by itself what it has begun.
    static func remove() {
        for source in sources { source.cancel() }
        sources = []
    }
}
