import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOSSL
import Registry
import ServiceLifecycle

/// Runs the portal until it is told to stop.
package enum Server {
    package static func run(_ portal: Portal, logger: Logger) async throws {
        let configuration = portal.configuration
        let application = Hummingbird.Application(
            router: portal.router(), server: try builder(configuration),
            configuration: .init(address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            logger: logger)
        try await application.runService()
    }

    private static func builder(_ configuration: Configuration) throws -> HTTPServerBuilder {
        guard let certificate = configuration.certificate, let key = configuration.key else { return .http1() }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map(NIOSSLCertificateSource.certificate)
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        return try .tls(.http1(), tlsConfiguration: tls)
    }
}
