import Foundation
import HTTPTypes
import Registry

/// The table of the JSON API: it serves, and its document is made of it.
package enum API {
    package static let endpoints: [Endpoint] =
        session + places + schemes + applications + workers + duplicates + [
            Endpoint(
                .get, "/openapi.json", .anyone, "This description, OpenAPI 3.1",
                answers: [.ok(.open.about("An OpenAPI document."))]
            ) { _ in Answer(kept: String(decoding: document, as: UTF8.self)) }
        ]

    /// The methods that a path takes; none where there is no such path. A word goes before a parameter, as in the router.
    static func methods(of path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let fitting = endpoints.filter { endpoint in
            let own = endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
            return own.count == parts.count && zip(own, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
        let fewest = fitting.map(\.parameters.count).min()
        return fitting.filter { $0.parameters.count == fewest }.map(\.method)
    }

    /// Milliseconds since 1970 as JSON's readers expect a time.
    static func time(_ milliseconds: Int64) -> JSON {
        .string(Date(milliseconds: milliseconds).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }

    static func id(_ id: RecordID) -> JSON { .string(id.description) }
    static func place(_ place: PlaceID) -> JSON { .string(place.description) }

    /// A page of a list, with the mark of the next one.
    static func page(_ name: String, of items: Schema) -> Schema {
        .object(
            name,
            [
                .must("items", .list(items, most: 100)),
                .may("next", cursor.about("For the next page; missing on the last one.")),
            ])
    }

    static let cursor = Schema.text(1...400, .token)
    static let paging: [Schema.Property] = [
        .may("limit", .integer(1...100).about("How many at most; 25 when not said.")),
        .may("cursor", cursor.about("`next` of the page before, with the same filters.")),
    ]
}

extension Routes {
    static let api: [Route] = API.endpoints.map(\.route)
}

extension Call {
    /// Reads as the actor, and then writes into the audit what was seen: the one writer is not held up by reading.
    func read<Seen: Sendable>(
        _ read: @escaping @Sendable (Scope) throws -> Seen,
        noting note: @escaping @Sendable (Seen, Scope) throws -> Void
    ) async throws -> Seen {
        let seen = try await registry.read(as: actor, read)
        try await registry.write(as: actor) { try note(seen, $0) }
        return seen
    }

    var limit: Int { Int(query["limit"]?.integer ?? 25) }

    /// What the list was asked for, without the place in it.
    private var list: String {
        let filters = query.filter { !["limit", "cursor"].contains($0.key) }
        return visit.path + String(decoding: JSON.object(filters).bytes, as: UTF8.self)
    }

    /// Where the page before ended, as `mark` had it.
    func position(in scope: Scope) throws -> String? {
        try query["cursor"]?.string.map { try PageMark.read($0, of: list, in: scope) }
    }

    func mark(_ position: String, in scope: Scope) -> JSON { .string(PageMark.make(position, of: list, in: scope)) }

    /// The person of the body; problems of its fields are named from the body down.
    func person() throws -> Person { try Call.naming { try PersonSchema.person(body["person"] ?? .null) } }

    /// A place of the body that the directory knows.
    func place() throws -> PlaceID {
        guard let place = body["place"]?.string.flatMap({ PlaceID($0) }), registry.places[place] != nil else {
            throw Problem.invalid("place", "unknown")
        }
        return place
    }

    /// Throws problems of a person's fields under the names that they have in the body.
    static func naming<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let problem as Problem {
            throw Problem(
                problem.code,
                fields: problem.fields.map { field in
                    let first = field.name.prefix { $0 != "." }
                    let isOfPerson =
                        PersonField.named(field.name) != nil || ["declarations", "nominees"].contains(first)
                    return isOfPerson ? .init("person.\(field.name)", field.reason) : field
                })
        }
    }
}
