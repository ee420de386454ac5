import Hummingbird
import Registry

/// What the two forms have in common: what happened, in one's own words.
enum GrievanceForm {
    /// Nil where the form isn't one of ours.
    static func draft(_ form: Form, _ kind: Grievance.Kind, _ visit: Visit) -> Grievance.Draft? {
        form["id"].flatMap { RecordID($0) }.map {
            .init(
                id: $0, kind: kind, topic: form["topic"].flatMap(Grievance.Topic.init), text: form["text"] ?? "",
                language: visit.language)
        }
    }

    /// The fields as they were typed, with what is wrong beside each.
    static func model(
        _ kind: Grievance.Kind, _ form: Form?, _ faults: [Problem.Field], _ visit: Visit
    ) -> [String: Any] {
        var model: [String: Any] = [
            "id": form?["id"] ?? visit.registry.environment.newID().description, "kind": kind.rawValue,
            "emergency": kind == .emergency, "text": form?["text"] ?? "",
            "topics": kind.topics.map {
                [
                    "value": $0.rawValue, "text": visit.text("grievance.topic.\($0.rawValue)"),
                    "selected": form?["topic"] == $0.rawValue,
                ] as [String: Any]
            },
            "faulty": !faults.isEmpty,
            "faults": faults.map {
                [
                    "name": $0.name, "label": visit.text("grievance.\($0.name)Field"),
                    "text": visit.text("field.\($0.reason)"),
                ]
            },
        ]
        for fault in faults { model["\(fault.name)Fault"] = visit.text("field.\(fault.reason)") }
        return model
    }
}

/// A grievance or a call for help from a worker who has proved a mobile.
enum OwnGrievancePage {
    static func form(_ visit: Visit) async throws -> Response {
        try await page(visit, kind(visit.query("kind")), nil, [])
    }

    static func file(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let kind = kind(form["kind"])
        guard let draft = GrievanceForm.draft(form, kind, visit) else { throw Problem(.unreadable) }
        let about = form["about"].flatMap { RecordID($0) }
        do {
            try await visit.registry.write(as: visit.actor) { _ = try Grievance.file(draft, about: about, in: $0) }
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, kind, form, problem.fields)
        }
        return visit.redirect(to: "/own/records?filed=1")
    }

    private static func kind(_ text: String?) -> Grievance.Kind { text.flatMap(Grievance.Kind.init) ?? .grievance }

    private static func page(
        _ visit: Visit, _ kind: Grievance.Kind, _ form: Form?, _ faults: [Problem.Field]
    ) async throws -> Response {
        let records = try await visit.registry.write(as: visit.actor) { try OwnRecords.find(in: $0) }
        var model = GrievanceForm.model(kind, form, faults, visit)
        let people =
            records.workers.map { ($0.id, $0.person, $0.number) }
            + records.applications.map { ($0.id, $0.person, $0.number ?? "") }
        model["people"] = people.map { id, person, number in
            [
                "value": id.description,
                "text": "\(person.name ?? person.localName ?? "") \(RegistrationNumber.grouped(number))",
                "selected": form?["about"] == id.description,
            ] as [String: Any]
        }
        model["several"] = people.count > 1
        return visit.page(
            "own-grievance",
            title: visit.text(kind == .emergency ? "grievance.newEmergency" : "grievance.newGrievance"), model,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}
