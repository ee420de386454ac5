import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// What a phone asks of the register: JSON in, JSON out, each request small and good to be repeated.
enum FieldAPI {
    static func enrol(_ visit: Visit) async throws -> Response {
        try visit.portal.limits.admitGuess(visit)
        let body = try await json(visit)
        let (code, name) = (body["code"]?.string ?? "", visit.device)
        let made = try await visit.registry.write(as: .anyone) { try Device.enrol(code, name: name, in: $0) }
        return answer([
            "device": .string(made.device.description), "token": .string(made.token),
            "user": .string(made.user.description), "name": .string(made.name), "language": .string(made.language),
            "recovery": .string(Data(made.recovery).base64EncodedString()),
            "now": .integer(visit.registry.environment.now().milliseconds),
        ])
    }

    /// For a phone that was refused: whether it may go on, or has to erase what it has.
    static func standing(_ visit: Visit) async throws -> Response {
        try visit.portal.limits.admitGuess(visit)
        let body = try await json(visit)
        let (token, erased) = (body["token"]?.string ?? "", body["erased"]?.bool ?? false)
        let standing = try await visit.registry.write(as: .anyone) {
            try Device.standing(token, erased: erased, in: $0)
        }
        return answer(["standing": .string(standing.rawValue)])
    }

    static func area(_ visit: Visit) async throws -> Response {
        let mark = try visit.query("after").map { text in
            guard let mark = FieldArea.Mark(text) else { throw Problem(.unreadable) }
            return mark
        }
        let known = visit.query("area")
        let page = try await visit.registry.read(as: visit.actor) {
            try FieldArea.page(after: mark, area: known, in: $0)
        }
        try await visit.registry.write(as: visit.actor) { try page.note(in: $0) }
        return answer(bytes: [UInt8](try JSONEncoder().encode(page)))
    }

    /// Places, kinds of work and schemes: small, and the same for weeks.
    static func lists(_ visit: Visit) async throws -> Response {
        let places = visit.registry.places
        let held = visit.actor.assignments.map(\.place)
        let inside = held.flatMap { area in
            PlaceLevel.allCases.filter { $0 > area.level && $0 < .village }.flatMap {
                places.places(below: area, level: $0)
            }
        }
        var seen: Set<PlaceID> = []
        let all = (held.flatMap { places.path(of: $0) } + inside).filter { seen.insert($0.id).inserted }
        func names(_ name: (String) -> String) -> JSON {
            .object(Dictionary(uniqueKeysWithValues: Texts.languages.map { ($0, .string(name($0))) }))
        }
        return answer([
            "places": .array(
                all.map { place in
                    .members([
                        "id": .integer(place.id.number), "parent": place.parent.map { .integer($0.number) },
                        "names": names(place.name), "isOwn": .bool(held.contains(place.id)),
                    ])
                }),
            "categories": .array(
                Category.shipped.map { ["code": .string($0.code), "names": names($0.name)] }),
            "schemes": .array(
                visit.registry.rules.eligibility.codes.map { code in
                    [
                        "code": .string(code),
                        "names": names { visit.registry.rules.eligibility.name(of: code, in: $0) },
                    ]
                }),
        ])
    }

    static func photo(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let photo = try await visit.registry.read(as: visit.actor) { try FieldPhoto.find(id, in: $0) }
        return answer(photo)
    }

    /// A piece of a photo: `?offset=…&size=…`, the bytes as the body. After the last one it becomes a picture of ours.
    static func addToPhoto(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        guard let offset = visit.query("offset").flatMap({ Int($0) }),
            let size = visit.query("size").flatMap({ Int($0) })
        else { throw Problem(.unreadable) }
        let piece = try await bytes(visit)
        let photo = try await visit.registry.write(as: visit.actor) {
            try FieldPhoto.add(piece, at: offset, of: id, size: size, in: $0)
        }
        guard photo.received == photo.size, !photo.isWhole else { return answer(photo) }
        guard let sent = try await visit.registry.read(as: visit.actor, { try FieldPhoto.bytes(of: id, in: $0) }) else {
            return answer(photo)
        }
        do {
            let picture = try await picture(sent, visit.registry)
            try await visit.registry.write(as: visit.actor) { try FieldPhoto.finish(id, as: picture, in: $0) }
        } catch let problem as Problem where problem.code == .invalid {
            try await visit.registry.write(as: visit.actor) { try FieldPhoto.drop(id, in: $0) }
            throw problem
        }
        return answer(try await visit.registry.read(as: visit.actor) { try FieldPhoto.find(id, in: $0) })
    }

    /// A photo as every scheme takes it. Throws `Problem.invalid` for what is no picture.
    static func picture(_ bytes: [UInt8], _ registry: Registry) async throws -> [UInt8] {
        guard let rule = registry.rules.documents.rule(.photo, for: "default") else { throw Problem(.failed) }
        return try await Upload.kept(bytes, as: .photo, rule, registry).bytes
    }

    /// Takes a piece of the queue; answers for each record, in one commit.
    static func sync(_ visit: Visit) async throws -> Response {
        let body = try await json(visit)
        let sent = body["items"]?.items ?? []
        guard sent.count <= FieldItem.most, let device = visit.session?.device else { throw Problem(.tooLarge) }
        let items = try sent.map { item in
            guard let id = item["id"]?.string.flatMap({ RecordID($0) }),
                let kind = item["kind"]?.string.flatMap(FieldItem.Kind.init), let body = item["body"]
            else { throw Problem(.unreadable) }
            return FieldItem(id: id, kind: kind, body: body.bytes)
        }
        let now = visit.registry.environment.now().milliseconds
        let (unsynced, version) = (Int(body["unsynced"]?.integer ?? 0), body["version"]?.string ?? "")
        let clock = (body["now"]?.integer).map { $0 - now } ?? 0
        let answers = try await visit.registry.write(as: visit.actor) { scope in
            let answers = try FieldItem.take(items, in: scope)
            try Device.note(device, unsynced: unsynced, version: version, clock: clock, in: scope)
            return answers
        }
        return answer(["now": .integer(now), "items": .array(answers.map(FieldAPI.json))])
    }

    private static func json(_ answer: FieldItem.Answer) -> JSON {
        .members([
            "id": .string(answer.id.description), "state": .string(answer.state.rawValue),
            "problem": answer.problem.map { .string($0.code.rawValue) }, "number": answer.number.map { .string($0) },
            "fields": answer.problem.map { problem in
                .array(problem.fields.map { ["name": .string($0.name), "reason": .string($0.reason)] })
            },
        ])
    }

    private static func bytes(_ visit: Visit) async throws -> [UInt8] {
        var request = visit.request
        return [UInt8](try await request.collectBody(upTo: .max).readableBytesView)
    }

    private static func json(_ visit: Visit) async throws -> JSON { try JSONReader.read(try await bytes(visit)) }

    private static func answer(_ photo: FieldPhoto?) -> Response {
        answer(["received": .integer(Int64(photo?.received ?? 0)), "whole": .bool(photo?.isWhole ?? false)])
    }

    private static func answer(_ body: JSON) -> Response { answer(bytes: body.bytes) }

    private static func answer(bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
