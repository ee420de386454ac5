import Foundation
import Hummingbird
import HummingbirdCore
import Registry

/// One step of the form: shown, and saved as it goes.
///
/// What can be read is saved even where something else on the page is wrong, and the page comes back to be mended.
enum IntakeStepPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (id, step) = (try visit.id(), try step(visit))
        let application = try await visit.registry.read(as: visit.actor) { try open(id, in: $0) }
        return try await answer(visit, step, application)
    }

    static func save(_ visit: Visit) async throws -> Response {
        let (id, step) = (try visit.id(), try step(visit))
        let form = try await visit.form()
        let version = form["version"].flatMap { Int($0) }
        if step == .place {
            _ = try await visit.registry.write(as: visit.actor) { scope in
                let known = try open(id, in: scope)
                let draft = try IntakePlacePage.draft(id, form, person: known.person)
                return try PersonApplication.save(draft, version: version, in: scope)
            }
            return visit.redirect(to: IntakeHead.path(id, .basic))
        }
        let (application, problems, typed) = try await visit.registry.write(as: visit.actor) { scope in
            var application = try open(id, in: scope)
            let questions = questions(application, scope)
            let (problems, typed) = take(form, step, questions, into: &application.person)
            var draft = try application.draft
            draft.person = PersonNormaliser.normalise(application.person)
            let saved = try PersonApplication.save(draft, version: version, in: scope)
            let fields = Set(step.sections(questions: questions).flatMap(\.fields))
            let wrong = PersonRules.formats(saved.person, on: scope.environment.now())
                .filter { fields.contains($0.name) }
            return (saved, problems + wrong, typed)
        }
        var cookies: [Cookie] = []
        if let language = form["language"], Texts.languages.contains(language) {
            cookies = [Cookie(name: "language", value: language, path: "/", secure: visit.portal.configuration.secure)]
        }
        guard problems.isEmpty || !cookies.isEmpty else {
            return try await answer(visit, step, application, problems: problems, typed: typed)
        }
        if !cookies.isEmpty { return visit.redirect(to: IntakeHead.path(id, step), cookies: cookies) }
        if let part = form["stay"] { return visit.redirect(to: "\(IntakeHead.path(id, step))#\(part)") }
        return visit.redirect(to: IntakeHead.path(id, step.next ?? .check))
    }

    /// Takes over what the form has of the step; returns what can't be read, and how it was typed.
    private static func take(
        _ form: Form, _ step: FormStep, _ questions: [String], into person: inout Person
    ) -> ([Problem.Field], [String: String]) {
        var problems: [Problem.Field] = []
        var typed: [String: String] = [:]
        // Later nominees first: taking one away must not move the others before they are read.
        for name in step.sections(questions: questions).flatMap(\.fields).reversed() where !form.all(name).isEmpty {
            let field = PersonField.named(name) ?? .declaration(String(name.dropFirst("declarations.".count)))
            do { try field.take(form[name], into: &person) } catch let problem as Problem {
                problems += problem.fields
                typed[name] = form[name] ?? ""
            } catch {}
        }
        return (problems, typed)
    }

    private static func answer(
        _ visit: Visit, _ step: FormStep, _ application: PersonApplication, problems: [Problem.Field] = [],
        typed: [String: String] = [:]
    ) async throws -> Response {
        switch step {
        case .place: return IntakePlacePage.show(application, visit)
        case .check: return try await IntakeCheckPage.show(application, visit)
        case .documents: return try await IntakeDocumentsPage.show(application, visit)
        default: break
        }
        let asked = visit.registry.rules.eligibility.questions(
            application.scheme, on: visit.registry.environment.now())
        let fields = FieldModel(
            visit: visit, person: application.person, typed: typed, problems: problems,
            home: application.location.finest,
            questions: Dictionary(asked.map { ($0.name, $0.texts) }, uniquingKeysWith: { $1 }))
        var model = IntakeHead.model(step, application.id, problems: problems, labels: fields, visit)
        model["action"] = IntakeHead.path(application.id, step)
        model["version"] = String(application.version)
        if let back = step.previous { model["back"] = IntakeHead.path(application.id, back) }
        model["sections"] = step.sections(questions: asked.map { "declarations.\($0.name)" }).map { section in
            [
                "title": section.number.map { visit.text("intake.\(section.title)", String($0)) }
                    ?? visit.text("intake.\(section.title)"),
                "fields": section.fields.map(fields.model),
            ] as [String: Any]
        }
        model["languages"] = Texts.languages.map {
            ["code": $0, "name": visit.portal.texts.text("language.name", in: $0)]
        }
        if [.family, .basic, .identity].contains(step) {
            model["hasHousehold"] = true
            model.merge(try await HouseholdModel.model(application, fields, visit)) { $1 }
        }
        let name = application.person.name ?? visit.text("intake.noName")
        return visit.page(
            "intake-step", title: visit.text("intake.title", name), model,
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private static func step(_ visit: Visit) throws -> FormStep {
        guard let step = visit.context.parameters.get("step").flatMap({ FormStep(rawValue: $0) }) else {
            throw Problem.notFound
        }
        return step
    }

    private static func questions(_ application: PersonApplication, _ scope: Scope) -> [String] {
        scope.rules.eligibility.questions(application.scheme, on: scope.environment.now()).map {
            "declarations.\($0.name)"
        }
    }

    /// A draft, or an application that came back. Throws `Problem.wrongState` once officers have it.
    static func open(_ id: RecordID, in scope: Scope) throws -> PersonApplication {
        let application = try PersonApplication.find(id, in: scope)
        guard [.draft, .returned].contains(application.status) else { throw Problem(.wrongState) }
        return application
    }
}
