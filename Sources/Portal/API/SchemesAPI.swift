import HTTPTypes
import Registry

extension API {
    static let schemes: [Endpoint] = [
        Endpoint(.get, "/categories", .anyone, "Classes of employment", answers: [.ok(categories)]) { call in
            Answer([
                "items": .array(
                    Category.shipped.map { category in
                        .members([
                            "code": .string(category.code), "sector": .string(category.sector),
                            "nco": category.nco.map { .string($0) },
                            "schemes": .array(category.schemes.map { .string($0) }),
                            "name": .string(category.name(in: call.language)),
                        ])
                    })
            ])
        },
        Endpoint(
            .get, "/schemes", .anyone, "Schemes, with what they ask of a person", answers: [.ok(list)]
        ) { call in
            let (rules, now) = (call.registry.rules.eligibility, call.registry.environment.now())
            return Answer([
                "items": .array(
                    rules.codes.map { code in
                        [
                            "code": .string(code), "name": .string(rules.name(of: code, in: call.language)),
                            "questions": .array(
                                rules.questions(code, on: now).map { question in
                                    let text = question.texts[call.language] ?? question.texts["en"] ?? question.name
                                    return ["name": .string(question.name), "text": .string(text)]
                                }),
                        ]
                    })
            ])
        },
        Endpoint(
            .post, "/eligibility", .staff, "Whether a scheme is for a person, rule by rule",
            about: "Nothing is kept. A rule that can't be decided says so: `unknown` is neither passed nor failed.",
            body: .object("EligibilityQuestion", [.must("scheme", code), .must("person", PersonSchema.taken)]),
            example: ["scheme": "bocw", "person": ["dateOfBirth": "1990-04-12", "workerType": "construction"]],
            answers: [.ok(assessment)]
        ) { call in
            let (rules, now) = (call.registry.rules.eligibility, call.registry.environment.now())
            guard let scheme = call.body["scheme"]?.string, rules.codes.contains(scheme) else {
                throw Problem.invalid("scheme", "unknown")
            }
            let person = try call.checkedPerson()
            let verdicts = rules.assess(person, scheme: scheme, on: now, places: call.registry.places)
            let binding = verdicts.filter(\.isBinding).map(\.outcome)
            let outcome: Eligibility.Outcome =
                binding.contains(.failed) ? .failed : binding.contains(.unknown) ? .unknown : .passed
            return Answer([
                "scheme": .string(scheme), "outcome": .string(outcome.rawValue),
                "verdicts": .array(
                    verdicts.map { verdict in
                        [
                            "rule": .string(verdict.rule), "outcome": .string(verdict.outcome.rawValue),
                            "binding": .bool(verdict.isBinding), "field": .string("person.\(verdict.field)"),
                            "reason": .string(verdict.reason(in: call.language)), "source": .string(verdict.source),
                        ]
                    }),
            ])
        },
    ]

    static let code = Schema.text(1...40, .word)
    private static let outcome = Schema.choice(["passed", "failed", "unknown"])

    private static let categories = Schema.object(
        "Categories",
        [
            .must(
                "items",
                .list(
                    .object(
                        "Category",
                        [
                            .must("code", .words), .must("sector", .words),
                            .may("nco", .words.about("National Classification of Occupations 2015.")),
                            .must("schemes", .list(.words, most: 100).about("Whose own list has it.")),
                            .must("name", .words),
                        ]), most: 1_000))
        ])

    private static let list = Schema.object(
        "Schemes",
        [
            .must(
                "items",
                .list(
                    .object(
                        "Scheme",
                        [
                            .must("code", code), .must("name", .words),
                            .must(
                                "questions",
                                .list(.object([.must("name", code), .must("text", .words)]), most: 100).about(
                                    "What only the person can answer, in `declarations`.")),
                        ]), most: 1_000))
        ])

    private static let assessment = Schema.object(
        "Assessment",
        [
            .must("scheme", code), .must("outcome", outcome.about("Of the rules that bind, together.")),
            .must(
                "verdicts",
                .list(
                    .object(
                        "Verdict",
                        [
                            .must("rule", .words), .must("outcome", outcome),
                            .must("binding", .yesNo.about("False: the program says it, an officer decides.")),
                            .must("field", .words.about("What would decide an unknown rule.")),
                            .must("reason", .words), .must("source", .words.about("Where the rule is written.")),
                        ]), most: 100)),
        ])
}

extension Call {
    /// The person of the body, normalised, with nothing in it that can't be right.
    func checkedPerson() throws -> Person {
        let person = PersonNormaliser.normalise(try person())
        let problems = PersonRules.formats(person, on: registry.environment.now())
        if !problems.isEmpty { try Call.naming { throw Problem(.invalid, fields: problems) } }
        return person
    }
}
