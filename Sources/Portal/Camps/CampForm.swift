import Hummingbird
import Registry

/// A new camp: for which villages or wards, where, when, and with whom on duty.
enum CampForm {
    static func new(_ visit: Visit) async throws -> Response {
        try await page(visit, Form(), [])
    }

    static func plan(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        _ = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        guard let camp = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        var plan = plan(form)
        plan.parts = form.all("part").compactMap(part)
        plan.staff = form.all("staff").compactMap { RecordID($0) }
        let wanted = plan
        do {
            try await visit.registry.write(as: visit.actor) { _ = try Camp.plan(id: camp, wanted, in: id, in: $0) }
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, form, problem.fields)
        }
        return visit.redirect(to: "/campaigns/\(id)/camps/\(camp)")
    }

    /// What both forms ask: venue, day, hours, how many are expected.
    static func plan(_ form: Form) -> Camp.Plan {
        var plan = Camp.Plan()
        plan.venue = form["venue"] ?? ""
        plan.day = form["day"].flatMap { Day(Digits.ascii($0)) }
        plan.begins = minutes(form["begins"])
        plan.ends = minutes(form["ends"])
        plan.expected = form["expected"].map { Int(Digits.ascii($0)) ?? -1 } ?? 0
        return plan
    }

    /// `09:30` as minutes after midnight; -1 for anything else.
    private static func minutes(_ text: String?) -> Int {
        let parts = Digits.ascii(text ?? "").split(whereSeparator: { ":. ".contains($0) }).compactMap { Int($0) }
        guard (1...3).contains(parts.count), (0..<24).contains(parts[0]) else { return -1 }
        let minute = parts.count > 1 ? parts[1] : 0
        return (0..<60).contains(minute) ? parts[0] * 60 + minute : -1
    }

    /// `6000000001` is a whole place, `6000000001|Rampur` one village of it.
    private static func part(_ text: String) -> Camp.Part? {
        let parts = text.split(separator: "|", maxSplits: 1).map(String.init)
        return parts.first.flatMap { PlaceID($0) }.map { .init(place: $0, village: parts.count > 1 ? parts[1] : nil) }
    }

    private static func page(_ visit: Visit, _ form: Form, _ faults: [Problem.Field]) async throws -> Response {
        let id = try visit.id()
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try form["place"].flatMap { PlaceID($0) } ?? DriveHead.place(campaign, visit)
        guard place.level >= .block else { return visit.redirect(to: "/campaigns/\(id)/camps?place=\(place)") }
        let (parts, colleagues) = try await visit.registry.read(as: visit.actor) { scope in
            guard scope.reaches(place) else { throw Problem.notFound }
            return (
                try Camp.parts(of: campaign, at: place, in: scope), try DriveStaff.all(at: place, in: scope)
            )
        }
        var model = DriveHead.model(campaign, visit)
        FormFaults.add(faults, labels: "camps.field", to: &model, visit)
        model["id"] = form["id"] ?? visit.registry.environment.newID().description
        model["place"] = place.description
        model["area"] = DriveHead.name(of: place, in: visit.language, visit)
        model["venue"] = form["venue"] ?? ""
        model["day"] = form["day"] ?? ""
        model["begins"] = form["begins"] ?? "10:00"
        model["ends"] = form["ends"] ?? "16:00"
        model["expected"] = form["expected"] ?? ""
        let chosen = Set(form.all("part"))
        let wholes = [place] + visit.registry.places.children(of: place).map(\.id).filter { $0.level != .village }
        model["wholes"] = wholes.enumerated().map { number, whole -> [String: Any] in
            let villages = parts.filter { $0.place == whole }.compactMap(\.village).filter { !$0.isEmpty }
            return [
                "value": whole.description, "number": number, "checked": chosen.contains(whole.description),
                "name": visit.registry.places[whole]?.name(in: visit.language) ?? "", "hasVillages": !villages.isEmpty,
                "villages": villages.map { village -> [String: Any] in
                    let value = "\(whole)|\(village)"
                    return [
                        "value": value, "name": village, "language": PersonSheet.script(of: village),
                        "checked": chosen.contains(value),
                    ]
                },
            ]
        }
        model["colleagues"] = CampForm.colleagues(colleagues, Set(form.all("staff")), visit)
        return visit.page(
            "camps-new", title: visit.text("camps.new"), model, status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    static func colleagues(
        _ colleagues: [DriveStaff], _ chosen: Set<String>, _ visit: Visit
    ) -> [[String: Any]] {
        colleagues.map {
            [
                "value": $0.user.description, "name": $0.name, "role": visit.text("role.\($0.role.rawValue)"),
                "checked": chosen.contains($0.user.description),
            ]
        }
    }
}

/// What is wrong with a form: for the summary above it, which leads to the fields, and beside each field.
enum FormFaults {
    static func add(_ faults: [Problem.Field], labels: String, to model: inout [String: Any], _ visit: Visit) {
        model["faulty"] = !faults.isEmpty
        model["faults"] = faults.map {
            [
                "name": $0.name, "label": visit.text("\(labels).\($0.name)"),
                "text": visit.text("field.\($0.reason)"),
            ]
        }
        for fault in faults { model["\(fault.name)Fault"] = visit.text("field.\(fault.reason)") }
    }
}
