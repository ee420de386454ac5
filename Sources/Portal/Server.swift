import Hummingbird
package import Logging
import Registry
import ServiceLifecycle

/// Runs the portal until it is told to stop.
package enum Server {
    package static func run(_ portal: Portal, logger: Logger) async throws {
        let configuration = portal.configuration
        let application = Application(
            router: portal.router(),
            configuration: .init(address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            logger: logger)
        try await application.runService()
    }
}
