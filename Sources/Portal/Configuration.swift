import Foundation

/// How the portal listens and behaves; read once by the command line.
package struct Configuration: Sendable {
    package var host = "127.0.0.1"
    package var port = 8080
    /// PEM files; without them the portal speaks HTTP, for a proxy on the same machine or a demonstration.
    package var certificate: String?
    package var key: String?
    /// Shows a sign-in page that lists the sample cast with its codes, and says so on every page.
    package var demonstration = false
    /// The largest body of a request, in bytes; uploads of lists have their own.
    package var bodyLimit = 2 << 20
    /// The same where nobody is signed in.
    package var strangersBodyLimit = 64 << 10

    /// Address at which others reach the portal, without a slash at its end; it stands on certificates.
    package var publicURL: String?

    /// Bearer token for `/metrics` from another machine; without one only this machine may ask.
    package var metricsToken: String?
    /// File outside the data base to which a signed head of the audit is added once a day.
    package var heads: String?
    /// How long a request's body may take to arrive.
    package var bodyTimeout: Duration = .seconds(60)
    /// How long nothing may arrive on a connection, not even the rest of a request's head.
    package var idleTimeout: Duration = .seconds(30)
    /// Connections that are served at the same time; more wait until one is closed.
    package var connections = 8_192
    /// How often one account, or one address where nobody is signed in, may ask; 0 for no limit.
    package var requestsPerMinute = 1_200
    /// True where a proxy on the same machine speaks TLS and says in `X-Forwarded-For` who asks.
    package var behindProxy = false

    /// Folder for the files of exports, sealed; shared by all servers of one register.
    package var exports = NSTemporaryDirectory() + "shramik-exports-" + UUID().uuidString

    /// Folder for lists that officers send to be linked, sealed; shared by all servers of one register.
    package var lists = NSTemporaryDirectory() + "shramik-lists-" + UUID().uuidString
    /// The most bytes of one list.
    package var largestList = 2 << 30

    /// When officers are reminded of a return that nobody signed, in minutes before it is due.
    package var returnReminders = [60, 15]

    package init() {}

    /// True where browsers reach the portal by HTTPS.
    package var secure: Bool { certificate != nil || behindProxy }
}
