import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import Registry

/// Tells a gateway that was never reached, where no attempt was made, from one whose answer got lost.
enum Reachability {
    /// Says at once that nobody listens: the shared client would try again until the request's time is up, and then nobody knows
    /// whether the message was taken.
    static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(timeout: .init(connect: .seconds(5)))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    static func answer(to error: any Error) -> Outbox.Answer {
        if error as? HTTPClientError == .connectTimeout || error is NIOConnectionError { return .unreachable }
        // An address of digits is connected to without the errors of a name's several addresses.
        guard let code = (error as? IOError)?.errnoCode else { return .unknown }
        return [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(code) ? .unreachable : .unknown
    }
}
