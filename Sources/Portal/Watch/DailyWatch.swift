import Logging
import Registry
import ServiceLifecycle

/// Looks over the register for what is unusual, and proves the figures of drives, at the start and once a day.
struct DailyWatch: Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await registry.watch() } catch {
                    logger.error("the watch lists could not be renewed", metadata: ["reason": "\(type(of: error))"])
                }
                await recount()
                try await Task.sleep(for: .seconds(86_400))
            }
        }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }

    private func recount() async {
        do {
            for (drive, differences) in try await registry.recountDrives() where differences > 0 {
                logger.error(
                    "figures of a drive differed from its records and were mended",
                    metadata: ["drive": "\(drive)", "figures": "\(differences)"])
            }
        } catch {
            logger.error("drives could not be counted again", metadata: ["reason": "\(type(of: error))"])
        }
    }
}
