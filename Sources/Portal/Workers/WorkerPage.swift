import Hummingbird
import Registry

/// Everything about a worker on one page, identifiers masked, with the history as the audit tells it.
enum WorkerPage {
    struct Content: Sendable {
        let worker: Worker
        let steps: [Step]
        let choices: [Choice<Worker.Action>]
        let history: [AuditEntry]
        let messages: [Message]
        let appeals: [Appeal]
        let family: [Worker]
        let merging: MergingModel.Content
        let names: [RecordID: String]
        let documents: [Document]
    }

    static func show(_ visit: Visit) async throws -> Response { try await answer(visit, unmasked: nil) }

    /// Shows the masked identifiers once, with the purpose in the audit.
    static func unmask(_ visit: Visit) async throws -> Response {
        guard let purpose = try await visit.form()["purpose"].flatMap(Purpose.init) else {
            throw Problem.invalid("purpose", "required")
        }
        return try await answer(visit, unmasked: purpose)
    }

    static func step(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        guard let action = form["action"].flatMap(Worker.Action.init),
            let version = form["version"].flatMap({ Int($0) })
        else { throw Problem(.unreadable) }
        try await visit.registry.write(as: visit.actor) { scope in
            var worker = try Worker.find(id, in: scope)
            let resolution =
                try form["resolution"] == nil && form["resolutionDay"] == nil
                ? nil
                : Resolution(
                    number: form["resolution"], day: form["resolutionDay"], today: scope.environment.now())
            try worker.take(
                action, reason: form["reason"], note: form["note"], on: form["day"], resolution: resolution,
                expecting: version, in: scope)
        }
        return visit.redirect(to: "/workers/\(id)?done=\(action.rawValue)")
    }

    private static func answer(_ visit: Visit, unmasked purpose: Purpose?) async throws -> Response {
        let id = try visit.id()
        let content = try await visit.registry.read(as: visit.actor) { try WorkerPage.content(of: id, in: $0) }
        try await visit.registry.write(as: visit.actor) { scope in
            try scope.record(
                purpose == nil ? "viewed" : "unmasked", "worker", id, at: content.worker.location.finest,
                details: purpose.map { ["purpose": $0.rawValue] } ?? [:])
        }
        return visit.page(
            "worker-show", title: visit.text("worker.title", RegistrationNumber.grouped(content.worker.number)),
            model(content, unmasked: purpose != nil, visit))
    }

    private static func content(of id: RecordID, in scope: Scope) throws -> Content {
        let worker = try Worker.find(id, in: scope)
        let merging = try MergingModel.content(of: worker, in: scope)
        // What belongs to those who were merged into this worker is read here too.
        let records = try ([worker] + merging.merged).flatMap { worker in
            try [worker.id] + [worker.application, WorkerBatch.of(worker.id, in: scope)].compactMap(\.self)
        }
        let steps = try records.flatMap { try Step.all(of: $0, in: scope) }.sorted { $0.time < $1.time }
        let history = try records.flatMap { try AuditChain.entries(of: $0, in: scope) }.sorted { $0.time > $1.time }
        return Content(
            worker: worker, steps: steps, choices: try worker.choices(in: scope), history: Array(history.prefix(200)),
            messages: try records.flatMap { try Message.about($0, in: scope) },
            appeals: try records.flatMap { try Appeal.all(on: $0, in: scope) },
            family: try family(of: worker, in: scope), merging: merging,
            names: try User.names(
                of: steps.compactMap(\.actor) + history.compactMap(\.actor)
                    + merging.proposals.compactMap(\.actor), in: scope),
            documents: try worker.application.map { try Document.all(of: $0, in: scope) } ?? [])
    }

    /// Workers of the same family number in the reader's area.
    private static func family(of worker: Worker, in scope: Scope) throws -> [Worker] {
        guard let number = worker.person.familyNumber else { return [] }
        return try WorkerSearch.find(number, limit: 30, in: scope).filter {
            $0.id != worker.id && $0.person.familyNumber == number
        }
    }

    private static func model(_ content: Content, unmasked: Bool, _ visit: Visit) -> [String: Any] {
        let worker = content.worker
        let own: [String: Any] = [
            "done": visit.query("done").flatMap(Worker.Action.init).map {
                visit.text("application.doneHere", visit.text("workflow.action.\($0.rawValue)"))
            } ?? "",
            "name": worker.person.name ?? worker.person.localName ?? "",
            "status": visit.text("workflow.status.\(worker.status.rawValue)"),
            "statusClass": worker.status == .active ? "good" : worker.status == .lapsed ? "warn" : "bad",
            "place": place(of: worker.location, visit),
            "registered": Written.day(worker.registered), "validUntil": worker.validUntil.map(Written.day) ?? "",
            "certificates": certificates(worker, visit),
            "application": worker.application.map { "/applications/\($0)" } ?? "",
            "sections": PersonSheet.model(worker.person, unmasked: unmasked, visit), "unmasked": unmasked,
            "unmask": "/workers/\(worker.id)/unmasked", "post": "/workers/\(worker.id)/steps",
            "documents": DocumentsModel.model(content.documents, visit),
            "purposes": DeskFilters.options(Purpose.allCases, nil, "workflow.purpose", visit),
            "version": worker.version, "steps": StepsModel.taken(content.steps, names: content.names, visit),
            "forms": StepsModel.forms(content.choices, visit), "hasForms": !content.choices.isEmpty,
            "history": content.history.map { History.line($0, names: content.names, visit) },
            "messages": content.messages.map { message in
                [
                    "time": Written.time(message.created), "href": "/messages/\(message.id)",
                    "medium": visit.text("worker.medium.\(message.medium.rawValue)"),
                    "template": visit.text("worker.message.\(message.template.rawValue)"),
                    "status": visit.text("worker.message.status.\(message.status.rawValue)"),
                ]
            },
            "hasMessages": !content.messages.isEmpty,
            "appeals": content.appeals.map { AppealPages.line($0, visit) }, "hasAppeals": !content.appeals.isEmpty,
            "mayAppeal": worker.status == .cancelled && visit.actor.has(any: .workers),
            "appealID": visit.registry.environment.newID().description, "noun": "worker",
            "record": worker.id.description,
            "family": content.family.map { WorkersPage.line($0, visit) }, "hasFamily": !content.family.isEmpty,
        ]
        return MergingModel.model(content.merging, of: worker, names: content.names, visit).merging(own) { $1 }
    }

    /// For whoever may hand it out, in each language; none for a registration that doesn't hold.
    private static func certificates(_ worker: Worker, _ visit: Visit) -> [[String: Any]] {
        guard worker.isInForce, visit.actor.has(any: .certifiers) else { return [] }
        return CertificateModel.languages.map { language in
            [
                "href": "/workers/\(worker.id)/certificate.pdf?language=\(language)", "language": language,
                "text": visit.portal.texts.text("own.certificateIn", in: language), "first": language == "bn",
            ]
        }
    }

    static func place(of location: Location, _ visit: Visit) -> String {
        location.finest.map { place in
            visit.registry.places.path(of: place).reversed().map { $0.name(in: visit.language) }.joined(separator: ", ")
        } ?? ""
    }
}
