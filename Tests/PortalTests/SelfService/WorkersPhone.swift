import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Support
import Synchronization

/// The browser of somebody without an account: it keeps cookies, and sends the token of the page it is on.
final class WorkersPhone: Sendable {
    struct Page {
        let status: HTTPResponse.Status
        let text: String
        let bytes: [UInt8]
        let headers: HTTPFields

        var location: String { headers[.location] ?? "" }
    }

    private let client: any TestClientProtocol
    private let cookies = Mutex<[String: String]>([:])
    private let token = Mutex("")

    init(_ client: any TestClientProtocol) { self.client = client }

    static func use(
        _ world: World, demonstration: Bool = false, _ body: @escaping @Sendable (WorkersPhone) async throws -> Void
    ) async throws {
        var configuration = Configuration()
        configuration.demonstration = demonstration
        configuration.publicURL = "https://register.example"
        let portal = try await Portal(registry: world.registry, configuration: configuration)
        try await Application(router: portal.router()).test(.router) { try await body(WorkersPhone($0)) }
    }

    /// Another phone on the same portal.
    var another: WorkersPhone { WorkersPhone(client) }

    func keep(cookie name: String, _ value: String) { cookies.withLock { $0[name] = value } }

    func get(_ uri: String) async throws -> Page { try await send(.get, uri, nil) }

    func post(_ uri: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> Page {
        let pairs = fields.map { ($0.key, $0.value) } + [("csrf", token.withLock { $0 })]
        return try await send(
            .post, uri,
            pairs.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
                .joined(separator: "&"))
    }

    private func send(_ method: HTTPRequest.Method, _ uri: String, _ body: String?) async throws -> Page {
        var headers = HTTPFields()
        let kept = cookies.withLock { $0 }
        if !kept.isEmpty { headers[.cookie] = kept.map { "\($0)=\($1)" }.joined(separator: "; ") }
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await client.execute(
            uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
        ) { response in
            for cookie in response.headers[values: .setCookie] {
                let pair = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1).map(String.init)
                self.cookies.withLock { $0[pair[0]] = pair.count > 1 && !cookie.contains("Max-Age=0") ? pair[1] : nil }
            }
            let text = String(buffer: response.body)
            if let found = text.firstMatch(of: /name="csrf" value="([0-9a-f]*)"/) {
                self.token.withLock { $0 = String(found.output.1) }
            }
            return Page(
                status: response.status, text: text, bytes: Array(response.body.readableBytesView),
                headers: response.headers)
        }
    }

    /// Asks for a code and enters it; ends on the own page.
    func signIn(_ lookup: String, in world: World) async throws -> Page {
        _ = try await get("/own")
        _ = try await post("/own", ["lookup": lookup])
        _ = try await post("/own/code", ["code": try await world.sentCode()])
        return try await get("/own/records")
    }
}
