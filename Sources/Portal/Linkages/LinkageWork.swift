import Exchange
import ServiceLifecycle

/// Reads, links and publishes lists for as long as the server runs.
struct LinkageWork: Service {
    let lists: ListWork

    func run() async throws {
        await cancelWhenGracefulShutdown { await lists.run() }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }
}
