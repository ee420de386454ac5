import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Registry
import Store
import Support
import Testing

@testable import Portal

/// A program that works with the API; every answer is held to the document.
struct APIClient {
    let client: any TestClientProtocol
    var headers: HTTPFields = [:]

    struct Reply {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: JSON

        /// Names and reasons of a problem's fields: `person.mobile form`.
        var errors: [String] {
            (body["errors"]?.items ?? []).map { "\($0["name"]?.string ?? "") \($0["reason"]?.string ?? "")" }.sorted()
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, raw: String? = nil,
        more: HTTPFields = [:], source: SourceLocation = #_sourceLocation
    ) async throws -> Reply {
        var headers = headers
        if body != nil || raw != nil { headers[.contentType] = "application/json" }
        for field in more { headers[field.name] = field.value }
        let content = raw.map { ByteBuffer(string: $0) } ?? body.map { ByteBuffer(bytes: $0.bytes) }
        return try await client.execute(
            uri: "/api/v1" + path, method: method, headers: headers, body: content
        ) { response in
            let json = try JSONReader.read(Array(response.body.readableBytesView))
            let reply = Reply(status: response.status, headers: response.headers, body: json)
            hold(reply, to: endpoint(method, path), source)
            return reply
        }
    }

    private func endpoint(_ method: HTTPRequest.Method, _ path: String) -> Endpoint? {
        let parts = "/api/v1\(path)".prefix { $0 != "?" }.split(separator: "/")
        return API.endpoints.filter { endpoint in
            let own = endpoint.path.split(separator: "/")
            return endpoint.method == method && own.count == parts.count
                && zip(own, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }.min { $0.parameters.count < $1.parameters.count }
    }

    private func hold(_ reply: Reply, to endpoint: Endpoint?, _ source: SourceLocation) {
        guard let endpoint else { return }
        #expect(endpoint.statuses.contains(reply.status.code), "not in the document", sourceLocation: source)
        let schema =
            endpoint.outcomes.first { $0.status == reply.status }.map(\.schema) ?? API.problem
        let faults = schema?.faults(of: reply.body).map { "\($0.name) \($0.reason)" } ?? []
        #expect(faults == [], "the answer differs from the document", sourceLocation: source)
        let type = reply.status.code < 400 ? "application/json" : "application/problem+json"
        #expect(reply.headers[.contentType] == type, sourceLocation: source)
    }
}

extension World {
    /// A token of an actor, as an administrator of the state makes it.
    func token(of actor: Actor, days: Int = 30) async throws -> String {
        let user = try #require(actor.user)
        return try await registry.write(as: .program("test")) {
            try AccessToken.issue(to: user, name: "Test program", days: days, in: $0)
        }
    }

    /// A portal of this world, and for each actor a program with a token.
    func withAPI(
        _ body:
            @escaping @Sendable (_ program: @escaping @Sendable (Actor) async throws -> APIClient) async throws -> Void
    ) async throws {
        let portal = try await Portal(registry: registry, configuration: Configuration())
        try await Hummingbird.Application(router: portal.router()).test(.router) { client in
            try await body { actor in
                guard actor.user != nil else { return APIClient(client: client) }
                return APIClient(client: client, headers: [.authorization: "Bearer \(try await token(of: actor))"])
            }
        }
    }

    func newID() -> String { registry.environment.newID().description }
}

extension JSON {
    /// A submission that is complete; invented.
    static func submission(_ name: String = "Rahima Khatun", mobile: String = "9876543210") -> JSON {
        [
            "scheme": "bocw", "place": .string(World.bagberia.description), "language": "bn",
            "person": [
                "name": .string(name), "dateOfBirth": "1990-04-12", "sex": "female", "maritalStatus": "unmarried",
                "father": "Abdul Karim", "mobile": .string(mobile), "workerType": "construction",
                "permanent": ["village": "Bagberia", "pin": "741123"],
                "nominees": [["name": "Karim Sheikh", "relation": "brother", "share": 100]],
                "declarations": ["epfo_member": false],
            ],
        ]
    }
}
