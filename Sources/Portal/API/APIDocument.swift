import HTTPTypes

extension API {
    /// The OpenAPI 3.1 document, made of the table that serves.
    package static let document: [UInt8] = json.bytes

    private static let json: JSON = [
        "openapi": "3.1.0",
        "info": [
            "title": "Shramik", "version": "1", "summary": "Registration of workers",
            "description": .string(introduction),
        ],
        "servers": [["url": "/"]],
        "paths": .object(
            Dictionary(grouping: endpoints, by: { address($0.path) }).mapValues { endpoints in
                .object(
                    Dictionary(
                        endpoints.map { ($0.method.rawValue.lowercased(), operation($0)) }, uniquingKeysWith: { $1 }))
            }),
        "components": [
            "schemas": .object(
                endpoints.reduce(into: ["Problem": problem.whole]) { all, endpoint in
                    let own =
                        [endpoint.body].compactMap(\.self) + endpoint.outcomes.compactMap(\.schema)
                        + endpoint.query.map(\.schema)
                    for schema in own { all.merge(schema.parts.mapValues(\.whole)) { $1 } }
                }),
            "securitySchemes": [
                "token": [
                    "type": "http", "scheme": "bearer",
                    "description": "An access token, made for a user of theirs by who manages them.",
                ],
                "session": [
                    "type": "apiKey", "in": "cookie", "name": "shramik",
                    "description":
                        "A browser's session; what changes something also brings back `csrf` as `X-CSRF-Token`.",
                ],
            ],
        ],
    ]

    private static let introduction = """
        For programs beside the portal, with the roles and the area of the user in whose name they work. What a user may \
        not see is not found. Bodies are read strictly: unknown fields are refused with 400, values that break a rule of the \
        register with 422, both naming the field. Problems are RFC 9457.
        """

    static let problem = Schema.object(
        "Problem",
        [
            .must("type", .words), .must("title", .words.about("In the reader's language.")),
            .must("status", .integer(400...599)),
            .may(
                "errors",
                .list(
                    .object([
                        .must("name", .words.about("The field, with dots from the body down.")),
                        .must("reason", .words.about("A code that stays.")), .must("detail", .words),
                    ]), most: 1_000)),
        ])

    /// `/api/v1/places/{id}`.
    static func address(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map {
            $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0)
        }.joined(separator: "/")
    }

    private static func operation(_ endpoint: Endpoint) -> JSON {
        let isOpen = if case .anyone = endpoint.access { true } else { false }
        return .members([
            "operationId": .string(name(endpoint)), "summary": .string(endpoint.title),
            "description": endpoint.about.isEmpty ? nil : .string(endpoint.about),
            "security": isOpen ? [] : [["token": []], ["session": []]],
            "parameters": .array(parameters(endpoint)),
            "requestBody": endpoint.body.map { body in
                [
                    "required": true,
                    "content": [
                        "application/json": .members(["schema": body.document, "example": endpoint.example])
                    ],
                ]
            },
            "responses": .object(responses(endpoint)),
        ])
    }

    /// `getApplicationsIdMessages`.
    private static func name(_ endpoint: Endpoint) -> String {
        endpoint.method.rawValue.lowercased()
            + endpoint.path.split(separator: "/").dropFirst(2).map { part in
                part.split(whereSeparator: { !$0.isLetter }).map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            }.joined()
    }

    private static func parameters(_ endpoint: Endpoint) -> [JSON] {
        func parameter(_ name: String, in place: String, _ schema: Schema, required: Bool) -> JSON {
            var members: [String: JSON] = [
                "name": .string(name), "in": .string(place), "required": .bool(required), "schema": schema.document,
            ]
            // A list is one value with commas.
            if case .list = schema.kind { members["explode"] = false }
            return .object(members)
        }
        return endpoint.parameters.map { parameter($0.key, in: "path", $0.value, required: true) }
            + endpoint.query.map { parameter($0.name, in: "query", $0.schema, required: $0.isRequired) }
            + (endpoint.isKeyed ? [parameter("Idempotency-Key", in: "header", .id, required: true)] : [])
    }

    private static func responses(_ endpoint: Endpoint) -> [String: JSON] {
        var responses: [String: JSON] = [:]
        for status in endpoint.statuses {
            responses[String(status)] = [
                "description": .string(HTTPResponse.Status(code: status).reasonPhrase),
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        for outcome in endpoint.outcomes {
            responses[String(outcome.status.code)] = .members([
                "description": .string(outcome.about),
                "content": outcome.schema.map { ["application/json": ["schema": $0.document]] },
                "headers": outcome.status == .created
                    ? ["Location": ["required": true, "schema": ["type": "string"]]] : nil,
            ])
        }
        return responses
    }
}
