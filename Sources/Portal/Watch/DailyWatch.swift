import Logging
import Registry
import ServiceLifecycle

/// Looks over the register for what is unusual at the start and once a day.
struct DailyWatch: Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await registry.watch() } catch {
                    logger.error("the watch lists could not be renewed", metadata: ["reason": "\(type(of: error))"])
                }
                try await Task.sleep(for: .seconds(86_400))
            }
        }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }
}
