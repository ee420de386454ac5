import Hummingbird
import Registry

/// The last step: what is missing, whether the scheme fits, whether the person is registered already; then submit.
enum IntakeCheckPage {
    static func show(_ application: PersonApplication, _ visit: Visit) async throws -> Response {
        let actor = visit.actor
        let (problems, verdicts, finding, missing) = try await visit.registry.read(as: actor) { scope in
            let (person, today) = (PersonNormaliser.normalise(application.person), scope.environment.now())
            return (
                PersonRules.problems(person, scheme: application.scheme, on: today, rules: scope.rules),
                scope.rules.eligibility.assess(person, scheme: application.scheme, on: today, places: scope.places),
                try DuplicateCheck.check(
                    person, at: application.location, excluding: application.id, in: scope),
                try Document.missing(of: application, in: scope)
            )
        }
        let refused = verdicts.filter { $0.isBinding && $0.outcome == .failed }.map {
            Problem.Field($0.field, "notEligible")
        }
        let asked = visit.registry.rules.eligibility.questions(
            application.scheme, on: visit.registry.environment.now())
        let fields = FieldModel(
            visit: visit, person: application.person,
            questions: Dictionary(asked.map { ($0.name, $0.texts) }, uniquingKeysWith: { $1 }))
        var model = IntakeHead.model(.check, application.id, problems: problems + refused, labels: fields, visit)
        model["complete"] = problems.isEmpty && refused.isEmpty
        model["blocked"] = !problems.isEmpty || !refused.isEmpty || finding.verdict == .certain
        model["rules"] = verdicts.map { verdict in
            [
                "reason": verdict.reason(in: visit.language),
                "outcome": visit.text("intake.outcome.\(verdict.outcome.rawValue)"),
                "tone": ["passed": "good", "failed": "bad", "unknown": "warn"][verdict.outcome.rawValue] ?? "",
                "note": verdict.isBinding ? "" : visit.text("intake.officerDecides"),
            ]
        }
        model["missingDocuments"] =
            missing.isEmpty
            ? ""
            : visit.text(
                "intake.missingDocuments",
                missing.map { visit.text("intake.kind.\($0.rawValue)") }.joined(separator: ", "))
        model["documents"] = IntakeHead.path(application.id, .documents)
        let office = finding.candidates.first?.office.flatMap { visit.registry.places[$0]?.name(in: visit.language) }
        model["duplicate"] = visit.text("intake.duplicate.\(finding.verdict.rawValue)", office ?? "–")
        model["duplicateTone"] =
            ["none": "good", "unknown": "", "possible": "warn", "certain": "bad"][finding.verdict.rawValue] ?? ""
        let known = try await visit.registry.write(as: actor) { try look(at: finding, in: $0) }
        model["members"] = known.map { worker in
            HouseholdModel.compare(
                application.person, with: worker.person, worker.number, isWorker: true, fields, visit
            ).merging(["open": known.count == 1]) { $1 }
        }
        model["elsewhere"] = elsewhere(finding, known: Set(known.map(\.id)), visit)
        model["sheet"] = sheet(application.person, fields, visit)
        model["action"] = "/applications/\(application.id)/submission"
        model["back"] = IntakeHead.path(application.id, .documents)
        let name = application.person.name ?? visit.text("intake.noName")
        return visit.page("intake-check", title: visit.text("intake.title", name), model)
    }

    /// Those of the clerk's own area who may be the same person; each view is written into the audit.
    private static func look(at finding: DuplicateFinding, in scope: Scope) throws -> [Worker] {
        try finding.candidates.prefix(4).compactMap { candidate -> Worker? in
            guard let worker = try? Worker.find(candidate.worker, in: scope) else { return nil }
            try scope.record(
                "viewed", "worker", worker.id, at: worker.location.finest, details: ["for": "duplicate"])
            return worker
        }
    }

    /// Of workers of other areas no more is shown than which office to ask.
    private static func elsewhere(
        _ finding: DuplicateFinding, known: Set<RecordID>, _ visit: Visit
    ) -> [String] {
        let offices = finding.candidates.filter { !known.contains($0.worker) }.map { candidate -> String in
            candidate.office.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "–"
        }
        return Set(offices).sorted().map { visit.text("application.elsewhere", $0) }
    }

    static func submit(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        do {
            try await visit.registry.write(as: visit.actor) { scope in
                var application = try PersonApplication.find(id, in: scope)
                // The answer to a first click was lost: the second finds it done.
                if application.status == .submitted, application.maker == scope.actor.user { return }
                try application.submit(in: scope)
            }
        } catch let problem as Problem where [.invalid, .alreadyRegistered].contains(problem.code) {
            return visit.redirect(to: IntakeHead.path(id, .check))
        }
        return visit.redirect(to: "/applications/\(id)/submission")
    }

    static func done(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let application = try await visit.registry.read(as: visit.actor) { try PersonApplication.find(id, in: $0) }
        guard let number = application.number else { throw Problem.notFound }
        return visit.page(
            "intake-done", title: visit.text("intake.done"),
            [
                "number": RegistrationNumber.grouped(number),
                "path": "/applications/\(id)", "name": application.person.name ?? "",
            ])
    }

    /// What was filled in, step by step; the Aadhaar number masked.
    private static func sheet(_ person: Person, _ fields: FieldModel, _ visit: Visit) -> [[String: Any]] {
        FormStep.allCases.compactMap { step in
            let questions = fields.questions.keys.sorted().map { "declarations.\($0)" }
            let lines = step.sections(questions: questions).flatMap(\.fields).compactMap { name -> [String: Any]? in
                let field = PersonField.named(name) ?? .declaration(String(name.dropFirst("declarations.".count)))
                guard let text = field.text(of: person) else { return nil }
                return ["label": fields.fullLabel(name), "value": shown(text, name, field.kind, fields, visit)]
            }
            return lines.isEmpty ? nil : ["title": visit.text("intake.step.\(step.rawValue)"), "lines": lines]
        }
    }

    private static func shown(
        _ text: String, _ name: String, _ kind: PersonField.Kind, _ fields: FieldModel, _ visit: Visit
    ) -> String {
        switch kind {
        case .choice where name == "category": return Category.named(text)?.name(in: visit.language) ?? text
        case .choice: return fields.choice(name, text)
        case .day: return FieldModel.turned(text)
        case .yesNo: return visit.text("frame.\(text)")
        case .money: return "₹ \(text)"
        case .place:
            return PlaceID(text).map { id in
                visit.registry.places.path(of: id).reversed().map { $0.name(in: visit.language) }
                    .joined(separator: ", ")
            } ?? text
        default:
            return name == "aadhaar" || name == "bank.account"
                ? String(repeating: "X", count: max(0, text.count - 4)) + text.suffix(4) : text
        }
    }
}
