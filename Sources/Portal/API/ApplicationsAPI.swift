import HTTPTypes
import Registry

extension API {
    static let applications: [Endpoint] = [
        Endpoint(
            .put, "/applications/:id", .roles(.intake), "Submit an application, whole",
            about: """
                The sender makes the id (UUIDv7) and may send the same again as often as it likes: the same content is \
                answered alike. Another content under the same id is kept beside the first and answered with 409. An \
                application that came back to be mended is sent again with its `version`.
                """,
            parameters: ["id": .text(36...36, .newID)], body: submission, example: sample,
            answers: [
                .init(status: .created, about: "Taken; it is on an officer's desk.", schema: ApplicationJSON.state),
                .ok(ApplicationJSON.state, "It was taken before, or was mended."),
            ], problems: [409], submit),
        Endpoint(
            .get, "/applications", .roles(.readers), "Applications of the area, in the order of the desk",
            about: """
                Undecided ones by when they are due, emergencies first; with a decided `status` the newest decision \
                first. A walk by `next` sees each application once, however many come in meanwhile; one that took a step \
                meanwhile may come again.
                """,
            query: filters + paging, answers: [.ok(page("Applications", of: ApplicationJSON.line))], list),
        Endpoint(
            .get, "/applications/:id", .roles(.readers), "One application, masked",
            answers: [.ok(ApplicationJSON.whole)]
        ) { try await show($0, purpose: nil) },
        Endpoint(
            .post, "/applications/:id/unmasked", .roles(.readers), "One application with nothing masked",
            about: "The purpose stands in the audit.", body: purposes, example: ["purpose": "verification"],
            answers: [.ok(ApplicationJSON.whole)]
        ) { try await show($0, purpose: $0.body["purpose"]?.string.flatMap(Purpose.init)) },
        Endpoint(
            .post, "/applications/:id/steps", .roles(.workers), "Take a step with an application",
            about: "What is possible now stands in `choices` of the application. With the same key it is taken once.",
            isKeyed: true, body: step, example: ["action": "verify", "version": 2],
            answers: [.ok(ApplicationJSON.state)], problems: [409], takeStep),
        Endpoint(
            .get, "/applications/:id/messages", .roles(.readers), "What became of the messages to the person",
            answers: [.ok(.object("Messages", [.must("items", .list(ApplicationJSON.message, most: 1_000))]))]
        ) { call in
            let id = try call.id()
            let messages = try await call.registry.read(as: call.actor) { scope in
                let application = try Application.find(id, in: scope)
                return try [id, application.worker].compactMap(\.self).flatMap { try Message.about($0, in: scope) }
            }
            return Answer(["items": .array(messages.prefix(1_000).map(ApplicationJSON.message))])
        },
    ]

    static let purposes = Schema.object("Unmasking", [.must("purpose", .choice(Purpose.self))])

    private static let submission = Schema.object(
        "Submission",
        [
            .must("scheme", code), .must("place", .place.about("The finest that is known; its office decides.")),
            .may(
                "language", .choice(Texts.languages).about("In which the person is written to; English when not said.")),
            .may("version", .integer(1...1_000_000).about("Of an application that came back to be mended.")),
            .must("person", PersonSchema.taken),
        ])

    private static let sample: JSON = [
        "scheme": "bocw", "place": "5000003028", "language": "bn",
        "person": [
            "name": "Rahima Khatun", "dateOfBirth": "1990-04-12", "sex": "female", "maritalStatus": "unmarried",
            "father": "Abdul Karim", "mobile": "9876543210", "workerType": "construction",
        ],
    ]

    private static let step = Schema.object(
        "Step",
        [
            .must("action", .choice(Workflow.Action.self)),
            .must("version", .integer(1...1_000_000).about("That the decision is based on.")),
            .may("reason", reason.about("One of the `reasons` of the choice.")),
            .may("note", .text(1...2_000)), .may("worker", .id.about("Whom it repeats, for `markDuplicate`.")),
        ])
    private static let reason = Schema.text(1...60)

    private static let filters: [Schema.Property] = [
        .may("list", .choice(DeskFilter.Reach.self).about("`mine`: what waits for the user; `area` when not said.")),
        .may(
            "status",
            .choice((DeskFilter.open + DeskFilter.closed).map(\.rawValue)).about("All undecided when not said.")),
        .may("overdue", .yesNo), .may("emergency", .yesNo),
        .may("category", .choice(Category.shipped.map(\.code)).named("CategoryCode")),
        .may("channel", .choice(Application.Channel.self)), .may("duplicate", .choice(Application.Duplicate.self)),
        .may("place", .place), .may("from", .day.about("Submitted, or decided, on this day in India or later.")),
        .may("until", .day.about("The last day.")),
    ]

    private static func submit(_ call: Call) async throws -> Answer {
        let draft = Draft(
            id: try call.id(), channel: .api, scheme: call.body["scheme"]?.string ?? "", place: try call.place(),
            language: call.body["language"]?.string ?? "en", person: try call.person())
        let version = call.body["version"]?.integer.map { Int($0) }
        let submission = try await call.registry.write(as: call.actor) { scope -> Submission in
            try Call.naming {
                if let version, let begun = try? Application.find(draft.id, in: scope), begun.status == .returned {
                    var mended = try Application.save(draft, version: version, in: scope)
                    try mended.submit(in: scope)
                    return .repeated(mended)
                }
                return try Application.submit(draft, in: scope)
            }
        }
        let body = ApplicationJSON.state(try submission.get())
        guard case .taken = submission else { return Answer(body) }
        return Answer(body, status: .created, headers: [.location: call.visit.path])
    }

    private static func list(_ call: Call) async throws -> Answer {
        let filter = try filter(call)
        let limit = call.limit
        let (page, next) = try await call.read { scope in
            let last = try call.position(in: scope)
            let page = try Desk.page(filter, after: last.flatMap(Desk.Cursor.init), limit: limit, in: scope)
            return (page, page.hasNext ? page.lines.last.map { call.mark($0.cursor.description, in: scope) } : nil)
        } noting: { seen, scope in
            try scope.record(
                "listed", "application", nil,
                details: ["list": filter.reach.rawValue, "count": String(seen.0.lines.count)])
        }
        return Answer(.members(["items": .array(page.lines.map(ApplicationJSON.line)), "next": next]))
    }

    private static func filter(_ call: Call) throws -> DeskFilter {
        func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
            call.query[name]?.string.flatMap(Word.init)
        }
        func day(_ name: String) throws -> Int64? {
            try call.query[name]?.string.map { text in
                guard let start = Written.start(ofDay: text) else { throw Problem.invalid(name, "date") }
                return start
            }
        }
        var filter = DeskFilter()
        filter.reach = word("list") ?? .area
        (filter.status, filter.channel, filter.duplicate) = (word("status"), word("channel"), word("duplicate"))
        filter.overdue = call.query["overdue"]?.bool ?? false
        filter.emergency = call.query["emergency"]?.bool ?? false
        filter.category = call.query["category"]?.string
        filter.place = call.query["place"]?.string.flatMap { PlaceID($0) }
        filter.from = try day("from")
        filter.until = try day("until").map { $0 + 86_400_000 }
        return filter
    }

    private static func show(_ call: Call, purpose: Purpose?) async throws -> Answer {
        let id = try call.id()
        let (application, steps, choices) = try await call.read { scope in
            let application = try Application.find(id, in: scope)
            return (application, try Step.all(of: id, in: scope), try application.choices(in: scope))
        } noting: { seen, scope in
            try scope.record(
                purpose == nil ? "viewed" : "unmasked", "application", id, at: seen.0.location.finest,
                details: purpose.map { ["purpose": $0.rawValue] } ?? [:])
        }
        return Answer(
            ApplicationJSON.whole(application, steps: steps, choices: choices, unmasked: purpose != nil))
    }

    private static func takeStep(_ call: Call) async throws -> Answer {
        guard let action = call.body["action"]?.string.flatMap(Workflow.Action.init), let key = call.key else {
            throw Problem(.unreadable)
        }
        let (id, body) = (try call.id(), call.body)
        let content = call.visit.path + String(decoding: body.bytes, as: UTF8.self)
        let answer = try await call.registry.write(as: call.actor) { scope in
            try RepeatedRequest.once(key, content: content, in: scope) {
                var application = try Application.find(id, in: scope)
                try application.take(
                    action, reason: body["reason"]?.string, note: body["note"]?.string,
                    of: body["worker"]?.string.flatMap { RecordID($0) },
                    expecting: body["version"]?.integer.map { Int($0) },
                    in: scope)
                return String(decoding: ApplicationJSON.state(application).bytes, as: UTF8.self)
            }
        }
        return Answer(kept: answer)
    }
}
