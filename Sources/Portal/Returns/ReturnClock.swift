import Logging
import Registry
import ServiceLifecycle

/// Reminds officers of returns that are due and not signed; it looks every half minute.
struct ReturnClock: Service {
    let registry: Registry
    /// Minutes before a deadline.
    let minutes: [Int]
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let minutes = minutes
                    _ = try await registry.write(as: .program("reminders")) {
                        try Return.remind(minutes: minutes, in: $0)
                    }
                } catch {
                    logger.error("officers could not be reminded of returns", metadata: ["kind": "\(type(of: error))"])
                }
                try await Task.sleep(for: .seconds(30))
            }
        }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }
}
