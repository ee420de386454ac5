import Hummingbird
import Registry

/// The step with the photo and the documents.
enum IntakeDocumentsPage {
    /// What a phone's camera makes, with room to spare; it is kept much smaller.
    static let largestUpload = 16 << 20

    static func show(
        _ application: PersonApplication, problems: [Problem.Field] = [], _ visit: Visit
    ) async throws -> Response {
        let id = application.id
        let documents = try await visit.registry.read(as: visit.actor) { try Document.all(of: id, in: $0) }
        let fields = FieldModel(visit: visit, person: application.person)
        var model = IntakeHead.model(.documents, id, problems: problems, labels: fields, visit)
        model.merge(DocumentsModel.model(documents, visit)) { $1 }
        model["action"] = "/applications/\(id)/documents"
        model["next"] = IntakeHead.path(id, .check)
        model["back"] = IntakeHead.path(id, .bank)
        model["photoRemoval"] = documents.last { $0.kind == .photo }.map {
            "/applications/\(id)/documents/\($0.id)/removal"
        }
        let faults = Dictionary(grouping: problems, by: \.name).mapValues {
            $0.map { visit.text("field.\($0.reason)") }.joined(separator: " ")
        }
        model["photoFault"] = faults["photo"] ?? ""
        model["photoID"] = visit.registry.environment.newID().description
        let rules = visit.registry.rules.documents.rules(for: application.scheme).filter { $0.kind != .photo }
        model["kinds"] = rules.map { rule -> [String: Any] in
            let kept = documents.filter { $0.kind == rule.kind }
            return [
                "code": rule.kind.rawValue, "title": visit.text("intake.kind.\(rule.kind.rawValue)"),
                "needed": rule.needed && kept.isEmpty, "fault": faults[rule.kind.rawValue] ?? "",
                "hasRoom": kept.count < rule.most || rule.most == 1,
                "document": visit.registry.environment.newID().description,
                "hint": visit.text("intake.documentsHint", DocumentsModel.size(rule.limit(.pdf), visit)),
                "kept": kept.map { document in
                    DocumentsModel.line(document, visit).merging([
                        "removal": "/applications/\(id)/documents/\(document.id)/removal"
                    ]) { $1 }
                },
            ]
        }
        let name = application.person.name ?? visit.text("intake.noName")
        return visit.page(
            "intake-documents", title: visit.text("intake.title", name), model,
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    static func add(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        let application = try await visit.registry.read(as: visit.actor) { try IntakeStepPage.open(id, in: $0) }
        guard let kind = form["kind"].flatMap(Document.Kind.init),
            let document = form["document"].flatMap({ RecordID($0) }),
            let rule = visit.registry.rules.documents.rule(kind, for: application.scheme)
        else { throw Problem(.unreadable) }
        do {
            guard let file = form.files["camera"] ?? form.files["file"] else {
                throw Problem.invalid(kind.rawValue, "file")
            }
            guard kind != .photo || form["oneFace"] == "yes" else { throw Problem.invalid("photo", "oneFace") }
            let (bytes, media) = try await Upload.kept(file.bytes, as: kind, rule, visit.registry)
            try await visit.registry.write(as: visit.actor) {
                try Document.keep(bytes, media, as: kind, id: document, of: id, in: $0)
            }
        } catch let problem as Problem where problem.code == .invalid {
            return try await show(application, problems: problem.fields, visit)
        }
        return visit.redirect(to: "\(IntakeHead.path(id, .documents))#\(kind.rawValue)")
    }

    static func remove(_ visit: Visit) async throws -> Response {
        let (id, document) = (try visit.id(), try visit.id("document"))
        try await visit.registry.write(as: visit.actor) { try Document.remove(document, of: id, in: $0) }
        return visit.redirect(to: IntakeHead.path(id, .documents))
    }
}
