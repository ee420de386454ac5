import Logging
import Registry
import ServiceLifecycle

/// Signs where the audit stands at the start and once a day, in a file outside the data base.
struct DailyHead: Service {
    let registry: Registry
    let path: String
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { _ = try await registry.keepHead(in: path) } catch {
                    logger.error("the head of the audit could not be kept", metadata: ["file": "\(path)"])
                }
                try await Task.sleep(for: .seconds(86_400))
            }
        }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }
}
