import Hummingbird
import Registry

/// The form that begins a drive.
enum CampaignNew {
    private static let texts = [
        "name", "first", "last", "until", "off", "daily", "final", "fee", "centreFee", "recipients",
    ]

    static func show(_ visit: Visit) async throws -> Response {
        try await page(visit, id: visit.registry.environment.newID())
    }

    static func take(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        do {
            let plan = try plan(of: form)
            _ = try await visit.registry.write(as: visit.actor) { try Campaign.begin(id: id, plan, in: $0) }
            return visit.redirect(to: "/campaigns/\(id)")
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, id: id, form: form, problem: problem)
        }
    }

    /// Throws `Problem.invalid` with every field that can't be read.
    private static func plan(of form: Form) throws -> Campaign.Plan {
        var faults: [Problem.Field] = []
        func read<Value>(_ name: String, _ field: String, _ read: (String) -> Value?) -> Value? {
            guard let text = form[name] else {
                faults.append(.init(field, "missing"))
                return nil
            }
            guard let value = read(text) else {
                faults.append(.init(field, "form"))
                return nil
            }
            return value
        }
        let area = read("area", "area", PlaceID.init(_:))
        let first = read("first", "firstDay") { Day($0) }, last = read("last", "lastDay") { Day($0) }
        let until = form["until"] == nil ? last : read("until", "visitsUntil") { Day($0) }
        let daily = read("daily", "dailyBy", minutes), final = read("final", "finalBy", minutes)
        let fee = read("fee", "fee", paise), centreFee = read("centreFee", "centreFee", paise)
        let off = (form["off"] ?? "").split { " ,;\n".contains($0) }.map { Day(String($0)) }
        if off.contains(nil) { faults.append(.init("daysOff", "form")) }
        guard faults.isEmpty, let area, let first, let last, let until, let daily, let final, let fee, let centreFee
        else {
            throw Problem(.invalid, fields: faults)
        }
        guard last.number - first.number <= 366 else { throw Problem.invalid("lastDay", "order") }
        var plan = Campaign.Plan(area: area, firstDay: first, lastDay: last)
        if form["sundays"] == nil { plan.daysOff = [] }
        plan.daysOff.formUnion(off.compactMap(\.self))
        (plan.visitsUntil, plan.dailyBy, plan.finalBy) = (until, daily, final)
        (plan.fee, plan.centreFee) = (fee, centreFee)
        plan.name = form["name"] ?? ""
        plan.kind = form["kind"].flatMap(Campaign.Kind.init) ?? .both
        plan.list = form["list"].flatMap { RecordID($0) }
        plan.recipients = (form["recipients"] ?? "").split { " ,;\n\r".contains($0) }.map(String.init)
        return plan
    }

    /// Paise from `5` or `5.50`.
    private static func paise(_ text: String) -> Int64? {
        Double(text).flatMap { $0.isFinite && abs($0) < 1e9 ? Int64(($0 * 100).rounded()) : nil }
    }

    /// Minutes after midnight from `19:00`.
    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
        return parts[0] * 60 + parts[1]
    }

    private static func page(
        _ visit: Visit, id: RecordID, form: Form? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let lists = try await visit.registry.read(as: visit.actor) { try LeftOutList.all(in: $0) }
        let areas = visit.actor.assignments.filter { Campaign.leaders.contains($0.role) }.map(\.place)
            .flatMap { place in
                [place]
                    + (place.level == .state
                        ? visit.registry.places.places(below: place, level: .district).map(\.id) : [])
            }
        var model: [String: Any] = [
            "id": id.description, "sundays": form == nil || form?["sundays"] != nil,
            "areas": areas.map {
                choice($0.description, visit.registry.places[$0]?.name(in: visit.language) ?? "", form?["area"])
            },
            "lists": lists.map {
                choice($0.id.description, $0.name, form == nil ? lists.first?.id.description : form?["list"])
            },
            "kinds": Campaign.Kind.allCases.map {
                choice($0.rawValue, visit.text("campaign.kind.\($0.rawValue)"), form?["kind"] ?? "both")
            },
        ]
        let usual = ["daily": "19:00", "final": "15:00", "fee": "5", "centreFee": "5"]
        for name in texts { model[name] = form?[name] ?? (form == nil ? usual[name] ?? "" : "") }
        let inputs = [
            "firstDay": "first", "lastDay": "last", "visitsUntil": "until", "daysOff": "off", "dailyBy": "daily",
            "finalBy": "final",
        ]
        let faults = (problem?.fields ?? []).map { field in
            [
                "name": inputs[field.name] ?? field.name,
                "text": visit.text("campaign.fault.\(field.name)"),
            ]
        }
        for fault in faults { if let name = fault["name"] { model["\(name)_fault"] = fault["text"] } }
        (model["summary"], model["faulty"]) = (faults, !faults.isEmpty)
        return visit.page(
            "campaigns-new", title: visit.text("campaign.new"), model,
            status: problem.map { ProblemPage.status($0.code) } ?? .ok)
    }

    private static func choice(_ value: String, _ text: String, _ chosen: String?) -> [String: Any] {
        ["value": value, "text": text, "selected": value == chosen]
    }
}
