import HTTPTypes
import Registry

extension API {
    static let duplicates: [Endpoint] = [
        Endpoint(
            .post, "/duplicates/check", .roles(.workers), "Whether a person is registered already",
            about: """
                Nothing is kept. `certain`: the same Aadhaar, or another number of one person and a name that agrees. \
                `possible`: look at the reasons. `unknown`: nobody was found, but no number was given that could tell for sure.
                """,
            body: .object("DuplicateQuestion", [.must("place", .place), .must("person", PersonSchema.taken)]),
            example: [
                "place": "5000003028",
                "person": ["name": "Rahima Khatun", "father": "Abdul Karim", "dateOfBirth": "1990-04-12"],
            ],
            answers: [.ok(finding)], check),
        Endpoint(
            .get, "/review-pairs", .roles(.reviewers), "Pairs that may be one person, the likeliest first",
            about: "Undecided ones of the area, side by side; numbers of identity are masked.",
            query: [.may("list", .text(1...200).about("The run that named them."))] + paging,
            answers: [.ok(page("ReviewPairs", of: pair))], pairs),
        Endpoint(
            .get, "/review-pairs/:id", .roles(.reviewers), "One pair", answers: [.ok(pair)]
        ) { call in
            let id = try call.id()
            return Answer(
                try await call.registry.write(as: call.actor) { scope in
                    let pair = try ReviewPair.find(id, in: scope)
                    try scope.record("viewed", "pair", id, at: pair.location.finest)
                    return json(pair)
                })
        },
        Endpoint(
            .put, "/review-pairs/:id/decision", .roles(.reviewers), "Decide about a pair",
            about: "It holds for the two records wherever they meet; a later decision replaces it.",
            body: .object("PairDecision", [.must("decision", decision)]), example: ["decision": "unsure"],
            answers: [.ok(.object("DecidedPair", [.must("id", .id), .must("decision", decision)]))]
        ) { call in
            guard let outcome = call.body["decision"]?.string.flatMap(PairDecision.Outcome.init) else {
                throw Problem(.unreadable)
            }
            let id = try call.id()
            try await call.registry.write(as: call.actor) { scope in
                let pair = try ReviewPair.find(id, in: scope)
                guard scope.reaches(pair.location, roles: .reviewers) else { throw Problem.notAllowed }
                try pair.decide(outcome, in: scope)
            }
            return Answer(["id": API.id(id), "decision": .string(outcome.rawValue)])
        },
    ]

    private static let decision = Schema.choice(PairDecision.Outcome.self)
    private static let part = Schema.object(
        "Reason",
        [
            .must("column", .words), .must("level", .words.about("How far it agrees.")),
            .must("weight", .number.about("What that says of the two, as log2 of odds.")),
        ])

    private static let finding = Schema.object(
        "Finding",
        [
            .must("verdict", .choice(Application.Duplicate.self)),
            .must("unchecked", .list(.words, most: 20).about("Numbers that were not given.")),
            .must(
                "candidates",
                .list(
                    .object(
                        "Candidate",
                        [
                            .must("certain", .yesNo), .must("shared", .list(.words, most: 20)),
                            .may("office", .place.about("That holds the record: all that is told of another area.")),
                            .may("worker", .id), .may("number", .words), .may("name", .words), .may("weight", .number),
                            .may("reasons", .list(part, most: 100)),
                        ]), most: 100)),
        ])

    private static func check(_ call: Call) async throws -> Answer {
        let (place, person) = (try call.place(), try call.checkedPerson())
        let (finding, known) = try await call.read { scope in
            guard scope.reaches(place, roles: .workers) else { throw Problem.invalid("place", "otherArea") }
            let finding = try DuplicateCheck.check(person, at: Location(place, in: scope.places), in: scope)
            return (finding, finding.candidates.map { try? Worker.find($0.worker, in: scope) })
        } noting: { seen, scope in
            try scope.record("checked", "person", nil, at: place, details: ["duplicate": seen.0.verdict.rawValue])
            for worker in seen.1.compactMap(\.self) {
                try scope.record("viewedAsCandidate", "worker", worker.id, at: worker.location.finest)
            }
        }
        return Answer([
            "verdict": .string(finding.verdict.rawValue),
            "unchecked": .array(finding.unchecked.map { .string($0) }),
            "candidates": .array(zip(finding.candidates, known).map(candidate)),
        ])
    }

    /// Of a worker outside the area nothing may be told, not even how well which part agrees.
    private static func candidate(_ candidate: DuplicateFinding.Candidate, _ worker: Worker?) -> JSON {
        .members([
            "certain": .bool(candidate.isCertain), "shared": .array(candidate.shared.map { .string($0) }),
            "office": candidate.office.map(place), "worker": worker.map { id($0.id) },
            "number": worker.map { .string($0.number) },
            "name": worker.map { .string($0.person.name ?? $0.person.localName ?? "") },
            "weight": worker.map { _ in .number(candidate.weight) },
            "reasons": worker.map { _ in .array(candidate.parts.map { reason($0.name, $0.level, $0.weight) }) },
        ])
    }

    private static func reason(_ column: String, _ level: String, _ weight: Double) -> JSON {
        ["column": .string(column), "level": .string(level), "weight": .number(weight)]
    }

    private static let pair = Schema.object(
        "ReviewPair",
        [
            .must("id", .id), .must("list", .words), .must("first", .id), .must("second", .id),
            .must("weight", .number), .may("place", .place), .may("decision", decision),
            .must(
                "fields",
                .list(
                    .object(
                        "ComparedField", [.must("column", .words), .must("first", .words), .must("second", .words)]),
                    most: 200)),
            .must("reasons", .list(part, most: 200)),
        ])

    private static func json(_ pair: ReviewPair) -> JSON {
        .members([
            "id": id(pair.id), "list": .string(pair.list), "first": id(pair.first), "second": id(pair.second),
            "weight": .number(pair.weight), "place": pair.location.finest.map(place),
            "decision": pair.decision.map { .string($0.rawValue) },
            "fields": .array(
                pair.content.fields.map {
                    ["column": .string($0.column), "first": .string($0.first), "second": .string($0.second)]
                }),
            "reasons": .array(pair.content.parts.map { reason($0.column, $0.level, $0.weight) }),
        ])
    }

    private static func pairs(_ call: Call) async throws -> Answer {
        let limit = call.limit
        let answer = try await call.registry.write(as: call.actor) { scope in
            let last = try call.position(in: scope)?.split(separator: " ").map(String.init) ?? []
            let after =
                last.count == 2 ? Double(last[0]).flatMap { weight in RecordID(last[1]).map { (weight, $0) } } : nil
            let found = try ReviewPair.undecided(
                after: after.map { (weight: $0.0, id: $0.1) }, list: call.query["list"]?.string, limit: limit + 1,
                in: scope)
            let shown = found.prefix(limit)
            for pair in shown { try scope.record("viewed", "pair", pair.id, at: pair.location.finest) }
            let next = found.count > limit ? shown.last.map { call.mark("\($0.weight) \($0.id)", in: scope) } : nil
            return JSON.members(["items": .array(shown.map(json)), "next": next])
        }
        return Answer(answer)
    }
}
