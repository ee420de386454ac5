import Logging
import Registry
import ServiceLifecycle

/// Puts grievances and emergencies that nobody answered in time before the next officer, every ten minutes.
struct GrievanceClock: Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    // Each run takes some, so that no write holds the others up.
                    while try await registry.write(as: .program("escalation"), { try Grievance.escalateLate(in: $0) })
                        > 0
                    {}
                } catch { logger.error("late grievances could not be put before the next officer") }
                try await Task.sleep(for: .seconds(600))
            }
        }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }
}
