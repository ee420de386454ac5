import Logging
import Registry
import ServiceLifecycle

/// What the calendar does by itself: what is late goes one officer higher, and registrations whose time is over lapse.
///
/// Any number of servers may do it at the same time: each step is taken once, because it changes what asks for it.
struct HourlyWork: Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await work() } catch {
                    logger.error("the hourly work stopped", metadata: ["kind": "\(type(of: error))"])
                }
                try await Task.sleep(for: .seconds(3_600))
            }
        }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }

    /// All that is due now, some hundred a write.
    func work() async throws {
        let limit = 500
        while try await registry.write(as: .program("escalation"), { try Escalation.run(limit: limit, in: $0) })
            >= limit
        {}
        while try await registry.write(as: .program("lapse"), { try Lapse.run(limit: limit, in: $0) }) >= limit {}
    }
}
