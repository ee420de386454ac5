import Foundation
import Hummingbird
import Registry

/// The first step: which scheme, which place, which language; or the slip of a drive, which knows the person.
enum IntakePlacePage {
    static func new(_ visit: Visit) async throws -> Response {
        // The id is made with the page: sending the page twice begins one application.
        page(visit, id: visit.registry.environment.newID(), application: nil, slip: visit.query("slip") ?? "")
    }

    static func begin(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        let draft = try draft(id, form, person: Person())
        let slip = (form["slip"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        do {
            try await visit.registry.write(as: visit.actor) { scope in
                if (try? PersonApplication.find(id, in: scope)) != nil { return }
                guard !slip.isEmpty else {
                    try PersonApplication.save(draft, in: scope)
                    return
                }
                try PersonApplication.begin(draft, withSlip: slip, in: scope)
            }
        } catch let problem as Problem where problem.code == .invalid && problem.fields.first?.name == "slip" {
            return page(visit, id: id, application: nil, slip: slip, faults: problem.fields)
        }
        return visit.redirect(to: IntakeHead.path(id, .basic))
    }

    static func show(_ application: PersonApplication, _ visit: Visit) -> Response {
        page(visit, id: application.id, application: application)
    }

    /// The place step of a draft that is there already.
    static func draft(_ id: RecordID, _ form: Form, person: Person) throws -> Draft {
        guard let place = form["place"].flatMap({ PlaceID($0) }) else { throw Problem.invalid("place", "required") }
        let language = form["messages"].flatMap { Texts.languages.contains($0) ? $0 : nil }
        return Draft(
            id: id, channel: .counter, scheme: form["scheme"] ?? "", place: place, language: language ?? "en",
            person: person)
    }

    private static func page(
        _ visit: Visit, id: RecordID, application: PersonApplication?, slip: String = "", faults: [Problem.Field] = []
    ) -> Response {
        let rules = visit.registry.rules.eligibility
        let labels = FieldModel(visit: visit, person: Person())
        var model = IntakeHead.model(.place, application?.id, labels: labels, visit)
        model["action"] = application.map { IntakeHead.path($0.id, .place) } ?? "/applications"
        model["id"] = id.description
        model["version"] = application.map { String($0.version) } ?? ""
        model["isNew"] = application == nil
        model["slip"] = slip
        FormFaults.add(faults, labels: "intake", to: &model, visit)
        model["schemes"] = rules.codes.map {
            option($0, rules.name(of: $0, in: visit.language), application?.scheme)
        }
        let chosen = application?.location.finest ?? areas(visit).first
        model["places"] = places(visit, chosen: chosen)
        model["tongues"] = Texts.languages.map {
            option($0, visit.portal.texts.text("language.name", in: $0), application?.language ?? visit.language)
        }
        let title = application == nil ? "intake.new" : "intake.step.place"
        return visit.page(
            "intake-place", title: visit.text(title), model, status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    private static func option(_ code: String, _ text: String, _ chosen: String?) -> [String: Any] {
        ["code": code, "text": text, "selected": code == chosen]
    }

    private static func areas(_ visit: Visit) -> [PlaceID] {
        visit.actor.assignments.filter { PersonApplication.makers.contains($0.role) }.map(\.place)
    }

    /// The officer's areas with what lies right below, where applications belong.
    static func places(_ visit: Visit, chosen: PlaceID?) -> [[String: Any]] {
        let directory = visit.registry.places
        var seen: Set<PlaceID> = []
        return areas(visit).flatMap { area in
            [area] + directory.children(of: area).map(\.id).filter { $0.level != .village }
        }.filter { seen.insert($0).inserted }.compactMap { id in
            directory[id].map { option(id.description, $0.name(in: visit.language), chosen?.description) }
        }
    }
}
