package import Hummingbird
package import NIOCore

/// What Hummingbird carries along with a request: its own things, and where the request came from.
package struct PortalContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let channel: any Channel
    package var remoteAddress: SocketAddress? { channel.remoteAddress }

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Closes the connection once the answer is out, because the rest of the body is not wanted: a sender who takes for ever
    /// would otherwise keep it. The answer says so, and the next request comes over another one.
    func closeSoon(after answer: inout Response) {
        answer.headers[.connection] = "close"
        let channel = channel
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}
