import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support

/// A browser without script, of somebody who is signed in.
struct Browser {
    let client: any TestClientProtocol
    let cookie: String
    let csrf: String

    struct Answer {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
        var location: String { headers[.location] ?? "" }

        init(_ response: TestResponse) {
            (status, headers, text) = (response.status, response.headers, String(buffer: response.body))
        }
    }

    func get(_ path: String, language: String? = nil) async throws -> Answer {
        let headers: HTTPFields = [.cookie: cookie + (language.map { "; language=\($0)" } ?? "")]
        return try await client.execute(uri: path, method: .get, headers: headers) { Answer($0) }
    }

    /// Sends a form with its token.
    func post(_ path: String, _ fields: [(String, String)]) async throws -> Answer {
        let body = (fields + [("csrf", csrf)]).map { "\(Browser.encoded($0))=\(Browser.encoded($1))" }
        return try await send(path, "application/x-www-form-urlencoded", body.joined(separator: "&"))
    }

    func post(_ path: String, _ fields: [String: String]) async throws -> Answer {
        try await post(path, fields.map { ($0.key, $0.value) })
    }

    /// Sends a form with a file in the field `file`.
    func upload(
        _ path: String, _ file: String, named name: String = "list.csv", fields: [(String, String)] = []
    ) async throws -> Answer {
        let parts = ([("csrf", csrf)] + fields).map {
            "--limit\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n"
        }
        let body = """
            \(parts.joined())--limit\r\nContent-Disposition: form-data; name="file"; filename="\(name)"\r\n\
            Content-Type: text/csv\r\n\r\n\(file)\r\n--limit--\r\n
            """
        return try await send(path, "multipart/form-data; boundary=limit", body)
    }

    private func send(_ path: String, _ type: String, _ body: String) async throws -> Answer {
        let headers: HTTPFields = [.cookie: cookie, .contentType: type]
        return try await client.execute(
            uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)
        ) { Answer($0) }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension World {
    /// A portal over this world's registry, and a browser in which the actor is signed in.
    func browse(_ actor: Actor, _ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let portal = try await Portal(registry: registry, configuration: Configuration())
        let (cookie, csrf) = try await signIn(actor)
        try await Application(router: portal.router()).test(.router) { client in
            try await body(Browser(client: client, cookie: cookie, csrf: csrf))
        }
    }
}
