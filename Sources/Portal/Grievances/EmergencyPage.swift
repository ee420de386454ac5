import Hummingbird
import Registry

/// A call for help by somebody who can't receive the worker's code: a fellow worker, a neighbour, the family.
enum EmergencyPage {
    static func form(_ visit: Visit) async throws -> Response {
        if case .worker = visit.actor.kind { return visit.redirect(to: "/own/grievances?kind=emergency") }
        return page(visit, nil, [])
    }

    static func file(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let draft = GrievanceForm.draft(form, .emergency, visit) else { throw Problem(.unreadable) }
        let helper = Grievance.Helper(
            name: form["name"] ?? "", mobile: form["mobile"] ?? "", worker: form["worker"],
            district: form["district"].flatMap { PlaceID($0) }, address: visit.address ?? "unknown")
        do {
            _ = try await visit.registry.write(as: .anyone) { try Grievance.report(draft, by: helper, in: $0) }
        } catch let problem as Problem where problem.code == .invalid {
            return page(visit, form, problem.fields)
        }
        return visit.redirect(to: "/emergency/\(draft.id)")
    }

    static func receipt(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (number, due) = try await visit.registry.read(as: visit.actor) { try Grievance.receipt(id, in: $0) }
        return visit.page(
            "emergency-receipt", title: visit.text("grievance.received"),
            ["number": Grievance.written(number), "due": Written.time(due)])
    }

    private static func page(_ visit: Visit, _ form: Form?, _ faults: [Problem.Field]) -> Response {
        var model = GrievanceForm.model(.emergency, form, faults, visit)
        for name in ["name", "mobile", "worker"] { model[name] = form?[name] ?? "" }
        let places = visit.registry.places
        model["states"] = places.states.compactMap { state -> [String: Any]? in
            let districts = places.places(below: state, level: .district)
            guard !districts.isEmpty else { return nil }
            return [
                "name": places[state]?.name(in: visit.language) ?? "",
                "districts": districts.map {
                    [
                        "value": $0.id.description, "text": $0.name(in: visit.language),
                        "selected": form?["district"] == $0.id.description,
                    ] as [String: Any]
                },
            ]
        }
        return visit.page(
            "emergency", title: visit.text("grievance.newEmergency"), model,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}
