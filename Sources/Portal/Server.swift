import Foundation
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
import Registry
package import ServiceLifecycle
import Tabular
import UnixSignals

/// Runs the portal until it is told to stop.
package enum Server {
    /// Runs until SIGTERM or Ctrl-C: then new requests are refused, what was begun is answered, and `services` stop too.
    package static func run(_ portal: Portal, services: [any Service] = [], logger: Logger) async throws {
        let application = try application(portal, logger: logger)
        let heads: (any Service)? = portal.configuration.heads.map {
            DailyHead(registry: portal.registry, path: $0, logger: logger)
        }
        let housework: [any Service] = [
            DailyWatch(registry: portal.registry, logger: logger), ExportWork(exports: portal.exports),
            LinkageWork(lists: portal.lists),
            HourlyWork(registry: portal.registry, logger: logger),
            GrievanceClock(registry: portal.registry, logger: logger),
            ReturnClock(
                registry: portal.registry, minutes: portal.configuration.returnReminders, logger: logger),
        ]
        let group = ServiceGroup(
            configuration: .init(
                services: [application] + services + [heads].compactMap(\.self) + housework, logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for await _ in await UnixSignalsSequence(trapping: [.sigterm, .sigint]) {
                    await portal.traffic.drain(within: .seconds(20))
                    await group.triggerGracefulShutdown()
                    return
                }
            }
            try await group.run()
            tasks.cancelAll()
        }
    }

    /// What answers: addresses, limits, TLS.
    package static func application(_ portal: Portal, logger: Logger) throws -> some ApplicationProtocol {
        let configuration = portal.configuration
        // Besides connections there are the data base's files, and messages on their way out.
        let connections = min(configuration.connections, OpenFiles.raise() - 128)
        return Hummingbird.Application(
            router: portal.router(), server: try builder(configuration),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil, backlog: 4_096,
                availableConnectionsDelegate: .maximum(connections, logger: logger)),
            logger: logger)
    }

    /// HTTP/1.1: a connection on which nothing arrives for a while is closed, and headers are at most 32 KiB.
    private static func builder(_ configuration: Configuration) throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: TimeAmount(configuration.idleTimeout),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
        guard let certificate = configuration.certificate, let key = configuration.key else { return plain }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map(NIOSSLCertificateSource.certificate)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        return try .tls(plain, tlsConfiguration: tls)
    }
}
