import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
import Registry
package import ServiceLifecycle
import UnixSignals

/// Runs the portal until it is told to stop.
package enum Server {
    /// Runs until SIGTERM or Ctrl-C: then new requests are refused, what was begun is answered, and `services` stop too.
    package static func run(_ portal: Portal, services: [any Service] = [], logger: Logger) async throws {
        let configuration = portal.configuration
        let application = Hummingbird.Application(
            router: portal.router(), server: try builder(configuration),
            configuration: .init(address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            logger: logger)
        let heads: (any Service)? = configuration.heads.map {
            DailyHead(registry: portal.registry, path: $0, logger: logger)
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [application] + services
                    + [heads, DailyWatch(registry: portal.registry, logger: logger)]
                    .compactMap(\.self), logger: logger))
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

    /// HTTP/1.1: a connection on which nothing arrives for half a minute is closed, and headers are at most 32 KiB.
    private static func builder(_ configuration: Configuration) throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: .seconds(30),
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
