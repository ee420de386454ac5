import Exchange
import ServiceLifecycle

/// Makes exports for as long as the server runs.
struct ExportWork: Service {
    let exports: Exports

    func run() async throws {
        await cancelWhenGracefulShutdown { await exports.run() }
        // A service that returns early would stop the others.
        try? await gracefulShutdown()
    }
}
