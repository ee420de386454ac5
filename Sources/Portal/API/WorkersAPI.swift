import HTTPTypes
import Registry

extension API {
    static let workers: [Endpoint] = [
        Endpoint(
            .post, "/workers/search", .roles(.readers), "Workers of the area, by a number or a name",
            about: """
                By registration number, mobile, EPIC, family or member number, UAN, ration card or Aadhaar, or by a name \
                in any script and spelling; the likeliest first. Sent as a body, so that no address holds it.
                """,
            body: .object(
                "WorkerSearch",
                [.must("text", .text(1...120)), .may("limit", .integer(1...50).about("25 when not said."))]),
            example: ["text": "Mondal"],
            answers: [.ok(.object("Workers", [.must("items", .list(line, most: 50))]))]
        ) { call in
            let (text, limit) = (call.body["text"]?.string ?? "", Int(call.body["limit"]?.integer ?? 25))
            let found = try await call.read {
                try WorkerSearch.find(text, limit: limit, in: $0)
            } noting: { found, scope in
                if !found.isEmpty { try scope.record("listed", "worker", nil, details: ["count": String(found.count)]) }
            }
            return Answer(["items": .array(found.prefix(limit).map(line))])
        },
        Endpoint(
            .get, "/workers/:id", .roles(.readers), "One worker, masked", answers: [.ok(whole)]
        ) { try await show($0, purpose: nil) },
        Endpoint(
            .post, "/workers/:id/unmasked", .roles(.readers), "One worker with nothing masked",
            about: "The purpose stands in the audit.", body: purposes, example: ["purpose": "verification"],
            answers: [.ok(whole)]
        ) { try await show($0, purpose: $0.body["purpose"]?.string.flatMap(Purpose.init)) },
    ]

    private static func show(_ call: Call, purpose: Purpose?) async throws -> Answer {
        let id = try call.id()
        let worker = try await call.read {
            try Worker.find(id, in: $0)
        } noting: { worker, scope in
            try scope.record(
                purpose == nil ? "viewed" : "unmasked", "worker", id, at: worker.location.finest,
                details: purpose.map { ["purpose": $0.rawValue] } ?? [:])
        }
        return Answer(json(worker, unmasked: purpose != nil))
    }

    private static let line = Schema.object(
        "WorkerLine",
        [
            .must("id", .id), .must("number", .words), .must("name", .words), .must("guardian", .words),
            .may("mobile", .words.about("Masked.")), .may("place", .place),
            .must("status", .choice(Worker.Status.self)),
        ])

    private static func line(_ worker: Worker) -> JSON {
        .members([
            "id": id(worker.id), "number": .string(worker.number),
            "name": .string(worker.person.name ?? worker.person.localName ?? ""),
            "guardian": .string(worker.person.husband ?? worker.person.father ?? ""),
            "mobile": worker.person.mobile.map { .string(PersonField.mask($0)) },
            "place": worker.location.finest.map(place), "status": .string(worker.status.rawValue),
        ])
    }

    private static let whole = Schema.object(
        "Worker",
        [
            .must("id", .id), .must("number", .words), .must("status", .choice(Worker.Status.self)),
            .must("scheme", .words), .may("place", .place), .must("registered", .time), .may("validUntil", .time),
            .may("application", .id), .must("version", .count), .must("person", PersonSchema.shown),
        ])

    private static func json(_ worker: Worker, unmasked: Bool) -> JSON {
        .members([
            "id": id(worker.id), "number": .string(worker.number), "status": .string(worker.status.rawValue),
            "scheme": .string(worker.scheme), "place": worker.location.finest.map(place),
            "registered": time(worker.registered), "validUntil": worker.validUntil.map(time),
            "application": worker.application.map(id), "version": .integer(Int64(worker.version)),
            "person": PersonSchema.json(worker.person, unmasked: unmasked),
        ])
    }
}
