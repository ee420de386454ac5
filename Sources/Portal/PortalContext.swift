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
}
