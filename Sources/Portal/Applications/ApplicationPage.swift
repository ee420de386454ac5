import Hummingbird
import Registry

/// One application beside its documents, with what was found, what was done and what can be done.
enum ApplicationPage {
    struct Content: Sendable {
        let application: Application
        let steps: [Step]
        let choices: [Choice<Workflow.Action>]
        let names: [RecordID: String]
        let previous: Desk.Line?
        let next: Desk.Line?
        let finding: DuplicateFinding?
        /// Candidates that lie in the reader's area; of others only the office is shown.
        let known: [RecordID: Worker]
        let documents: [Document]
        let samePhoto: Int
    }

    static func show(_ visit: Visit) async throws -> Response {
        try await answer(visit, unmasked: false)
    }

    /// Shows the masked identifiers once, with the purpose in the audit.
    static func unmask(_ visit: Visit) async throws -> Response {
        let purpose = try await visit.form()["purpose"].flatMap(Purpose.init)
        guard let purpose else { throw Problem.invalid("purpose", "required") }
        return try await answer(visit, unmasked: true, purpose: purpose)
    }

    static func step(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        guard let action = form["action"].flatMap(Workflow.Action.init),
            let version = form["version"].flatMap({ Int($0) })
        else { throw Problem(.unreadable) }
        let (query, cursor) = (DeskQuery(visit), visit.query("at").flatMap(Desk.Cursor.init))
        let next = try await visit.registry.write(as: visit.actor) { scope in
            var application = try Application.find(id, in: scope)
            let next = try cursor.flatMap { try Desk.neighbours(of: $0, query.filter, in: scope).next }
            let worker = try form["worker"].map { try Worker.find(number: $0, in: scope).id }
            try application.take(
                action, reason: form["reason"], note: form["note"], of: worker, expecting: version, in: scope)
            return next
        }
        let here = "/applications/\(id)?" + query.text(("done", action.rawValue))
        guard let next else { return visit.redirect(to: here) }
        return visit.redirect(
            to: "/applications/\(next.id)?"
                + query.text(("at", next.cursor.description), ("done", action.rawValue), ("of", id.description)))
    }

    static func setEmergency(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        try await visit.registry.write(as: visit.actor) { scope in
            try Application.find(id, in: scope).setEmergency(
                form["kind"].flatMap(Application.Emergency.init), in: scope)
        }
        return visit.redirect(to: "/applications/\(id)?" + DeskQuery(visit).text())
    }

    private static func answer(_ visit: Visit, unmasked: Bool, purpose: Purpose? = nil) async throws -> Response {
        let id = try visit.id()
        let (query, cursor) = (DeskQuery(visit), visit.query("at").flatMap(Desk.Cursor.init))
        let content = try await visit.registry.read(as: visit.actor) { scope in
            let application = try Application.find(id, in: scope)
            let steps = try Step.all(of: id, in: scope)
            let around = try cursor.map { try Desk.neighbours(of: $0, query.filter, in: scope) }
            let finding =
                DeskFilter.open.contains(application.status)
                ? try DuplicateCheck.check(application.person, at: application.location, excluding: id, in: scope) : nil
            let known = (finding?.candidates ?? []).compactMap { try? Worker.find($0.worker, in: scope) }
            return Content(
                application: application, steps: steps, choices: try application.choices(in: scope),
                names: try User.names(of: steps.compactMap(\.actor), in: scope), previous: around?.previous,
                next: around?.next, finding: finding,
                known: Dictionary(known.map { ($0.id, $0) }, uniquingKeysWith: { $1 }),
                documents: try Document.all(of: id, in: scope),
                samePhoto: try Document.othersWithPhoto(of: id, in: scope))
        }
        try await visit.registry.write(as: visit.actor) { scope in
            if let finding = content.finding { try content.application.keep(finding, in: scope) }
            try scope.record(
                unmasked ? "unmasked" : "viewed", "application", id, at: content.application.location.finest,
                details: purpose.map { ["purpose": $0.rawValue] } ?? [:])
        }
        let application = content.application
        let number = application.number.map(RegistrationNumber.grouped) ?? visit.text("desk.noNumber")
        return visit.page(
            "application-show", title: visit.text("application.title", number),
            model(content, query, unmasked: unmasked, visit))
    }

    private static func model(_ content: Content, _ query: DeskQuery, unmasked: Bool, _ visit: Visit) -> [String: Any] {
        let application = content.application
        func link(_ line: Desk.Line?) -> String {
            line.map { "/applications/\($0.id)?" + query.text(("at", $0.cursor.description)) } ?? ""
        }
        let now = visit.registry.environment.now().milliseconds
        let verdict = content.finding?.verdict ?? application.duplicate
        let at = visit.query("at").flatMap(Desk.Cursor.init).map { "&at=\($0)" } ?? ""
        return [
            "desk": "/desk?" + query.text(), "previous": link(content.previous), "next": link(content.next),
            "done": visit.query("done").flatMap(Workflow.Action.init).map {
                visit.text(
                    visit.query("of") == nil ? "application.doneHere" : "application.done",
                    visit.text("workflow.action.\($0.rawValue)"))
            } ?? "",
            "name": application.person.name ?? application.person.localName ?? "",
            "status": visit.text("workflow.status.\(application.status.rawValue)"),
            "duplicate": visit.text("workflow.duplicate.\(verdict.rawValue)"),
            "duplicateClass": ["none": "good", "certain": "bad"][verdict.rawValue] ?? "warn",
            "channel": visit.text("workflow.channel.\(application.channel.rawValue)"),
            "place": application.location.finest.map { place in
                visit.registry.places.path(of: place).map { $0.name(in: visit.language) }.joined(separator: ", ")
            } ?? "",
            "submitted": application.submitted.map(Written.time) ?? "",
            "due": application.due.map(Written.day) ?? "", "late": application.due.map { $0 < now } ?? false,
            "scheme": visit.registry.rules.eligibility.name(of: application.scheme, in: visit.language),
            "eligibility": CheckModel.eligibility(application, visit),
            "candidates": CheckModel.candidates(content.finding, known: content.known, visit),
            "hasCandidates": content.finding.map { !$0.candidates.isEmpty } ?? false,
            "worker": application.worker.map { "/workers/\($0)" } ?? "",
            "sections": PersonSheet.model(application.person, unmasked: unmasked, visit), "unmasked": unmasked,
            "documents": DocumentsModel.model(content.documents, samePhoto: content.samePhoto, visit),
            "purposes": DeskFilters.options(Purpose.allCases, nil, "workflow.purpose", visit),
            "post": "/applications/\(application.id)/steps?" + query.text() + at,
            "unmask": "/applications/\(application.id)/unmasked?" + query.text() + at,
            "emergencyPost": "/applications/\(application.id)/emergency?" + query.text(),
            "emergencies": DeskFilters.options(Application.Emergency.allCases, nil, "workflow.emergency", visit),
            "version": application.version,
            "steps": StepsModel.taken(content.steps, names: content.names, visit),
            "forms": StepsModel.forms(
                content.choices, keys: ["verify": "a", "approve": "a", "return": "r", "reject": "x"], visit),
            "mayAppeal": application.status == .rejected && visit.actor.has(any: .workers),
            "appealID": visit.registry.environment.newID().description, "noun": "application",
            "record": application.id.description,
            "mayAct": visit.actor.assignments.contains { !$0.role.readsOnly },
        ]
    }
}
