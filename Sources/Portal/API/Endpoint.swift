import Foundation
package import HTTPTypes
import Hummingbird
import Registry

/// One line of the API's table: what it takes, what it answers and who may ask, for serving and for the document alike.
package struct Endpoint: Sendable {
    typealias Handler = @Sendable (Call) async throws -> Answer

    /// What a status means, and the body that comes with it.
    struct Outcome: Sendable {
        let status: HTTPResponse.Status
        let about: String
        let schema: Schema?
    }

    package let method: HTTPRequest.Method
    /// As the portal's routes write it, with parameters as `:id`.
    package let path: String
    let access: Route.Access
    let title: String
    let about: String
    /// In the address, by the parameter's name.
    let parameters: [String: Schema]
    let query: [Schema.Property]
    /// True where `Idempotency-Key` must come along.
    let isKeyed: Bool
    let body: Schema?
    let example: JSON?
    let outcomes: [Outcome]
    /// Statuses of problems beyond those that every endpoint of its kind has.
    let problems: Set<Int>
    private let handler: Handler

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Route.Access, _ title: String, about: String = "",
        parameters: [String: Schema] = ["id": .id], query: [Schema.Property] = [], isKeyed: Bool = false,
        body: Schema? = nil, example: JSON? = nil, answers outcomes: [Outcome], problems: Set<Int> = [],
        _ handler: @escaping Handler
    ) {
        (self.method, self.path, self.access, self.title, self.about) = (method, "/api/v1" + path, access, title, about)
        (self.query, self.isKeyed, self.body, self.example) = (query, isKeyed, body, example)
        (self.outcomes, self.problems, self.handler) = (outcomes, problems, handler)
        self.parameters = parameters.filter { path.split(separator: "/").contains(":\($0.key)") }
    }

    /// Half a megabyte holds every body that the descriptions allow.
    static let bodyLimit = 512 << 10

    var route: Route {
        Route(method: method, path: path, access: access, bodyLimit: Endpoint.bodyLimit) { visit in
            try await handler(try await Call(visit, self)).response(to: visit)
        }
    }

    /// Every status that it may answer.
    package var statuses: Set<Int> {
        var statuses = problems.union(outcomes.map(\.status.code)).union([400, 429, 503])
        if case .anyone = access {} else { statuses.formUnion([401, 403]) }
        if !parameters.isEmpty { statuses.insert(404) }
        if !query.isEmpty { statuses.insert(422) }
        if body != nil { statuses.formUnion([413, 415, 422]) }
        return statuses
    }

    /// What a body is like, for tests that walk all routes.
    package var exampleBody: [UInt8]? { example?.bytes }
}

extension Endpoint.Outcome {
    static func ok(_ schema: Schema, _ about: String = "Done.") -> Endpoint.Outcome {
        Endpoint.Outcome(status: .ok, about: about, schema: schema)
    }
}

/// A request to an endpoint, read and found to fit its description.
struct Call: Sendable {
    let visit: Visit
    let query: [String: JSON]
    let body: JSON
    /// The sender's key of a request that may be repeated.
    let key: RecordID?

    var registry: Registry { visit.registry }
    var actor: Actor { visit.actor }
    var language: String { visit.language }

    /// Throws `Problem.unreadable` with every field that doesn't fit.
    init(_ visit: Visit, _ endpoint: Endpoint) async throws {
        self.visit = visit
        for (name, schema) in endpoint.parameters where endpoint.method == .put {
            let text = visit.context.parameters.get(name) ?? ""
            let faults = schema.faults(of: .string(text), at: [name])
            guard faults.isEmpty else { throw Problem(.unreadable, fields: faults) }
        }
        query = try Call.query(visit.request.uri.query ?? "", endpoint.query)
        key = try endpoint.isKeyed ? Call.key(visit.request.headers) : nil
        guard let schema = endpoint.body else {
            body = .null
            return
        }
        guard visit.request.headers[.contentType].map(Call.isJSON) ?? false else { throw UnsupportedMedia() }
        var request = visit.request
        let value = try JSONReader.read(Array((try await request.collectBody(upTo: .max)).readableBytesView))
        let faults = schema.faults(of: value)
        guard faults.isEmpty else { throw Problem(.unreadable, fields: Array(faults.prefix(100))) }
        body = value
    }

    func id(_ name: String = "id") throws -> RecordID { try visit.id(name) }

    private static func isJSON(_ type: String) -> Bool {
        type.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() == "application/json" } ?? false
    }

    private static func key(_ headers: HTTPFields) throws -> RecordID {
        let name = HTTPField.Name.idempotencyKey
        guard let text = headers[name] else {
            throw Problem(.unreadable, fields: [.init(name.rawName, "required")])
        }
        guard Schema.Form.id.holds(text.lowercased()), let key = RecordID(text) else {
            throw Problem(.unreadable, fields: [.init(name.rawName, "form")])
        }
        return key
    }

    private static func query(_ text: String, _ properties: [Schema.Property]) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = parts[0], let value = parts.count == 2 ? parts[1] : "" else { throw Problem(.unreadable) }
            let shown = JSONReader.shown(name)
            guard values[name] == nil else { throw Problem(.unreadable, fields: [.init(shown, "twice")]) }
            let schema = properties.first { $0.name == name }?.schema
            values[name] = schema?.value(ofText: value) ?? .string(value)
        }
        let faults = Schema.object(properties).faults(of: .object(values))
        guard faults.isEmpty else { throw Problem(.unreadable, fields: faults) }
        return values
    }
}

/// The body is of a type that the endpoint doesn't read.
struct UnsupportedMedia: Error {}

/// What an endpoint answers.
struct Answer: Sendable {
    var status: HTTPResponse.Status = .ok
    var headers: HTTPFields = [:]
    let body: [UInt8]

    init(_ body: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        (self.body, self.status, self.headers) = (body.bytes, status, headers)
    }

    /// An answer that was kept as it was given.
    init(kept text: String, headers: HTTPFields = [:]) { (body, self.headers) = (Array(text.utf8), headers) }

    func response(to visit: Visit) -> Response {
        var fields: HTTPFields = [
            .contentType: "application/json", .cacheControl: "no-store", .contentLanguage: visit.language,
        ]
        for header in headers { fields[header.name] = header.value }
        return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
}
