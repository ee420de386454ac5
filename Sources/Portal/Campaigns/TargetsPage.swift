import Hummingbird
import Registry

/// The targets of a place and those below: recorded, registered, what the district changed and why.
enum TargetsPage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    static func adjust(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let campaign = try visit.id()
        guard let id = form["id"].flatMap({ RecordID($0) }), let place = form["at"].flatMap({ PlaceID($0) }) else {
            throw Problem(.unreadable)
        }
        do {
            guard let change = form["change"].flatMap({ Int($0) }), change != 0 else {
                throw Problem.invalid("change", "form")
            }
            try await visit.registry.write(as: visit.actor) { scope in
                try Campaign.find(campaign, in: scope)
                    .adjustTarget(id: id, of: place, by: change, reason: form["reason"] ?? "", in: scope)
            }
            return visit.redirect(to: "/campaigns/\(campaign)/targets?place=\(form["place"] ?? place.description)")
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, form: form, problem: problem)
        }
    }

    private static func page(_ visit: Visit, form: Form? = nil, problem: Problem? = nil) async throws -> Response {
        let progress = try await DrivePage.progress(visit)
        let (counted, changes, names) = try await visit.registry.read(as: visit.actor) { scope in
            let targets =
                try progress.campaign.list.map { try LeftOutList.find($0, in: scope).targets(in: scope) } ?? []
            let changes = try progress.campaign.adjustments(in: scope)
            return (targets, changes, try User.names(of: changes.compactMap(\.actor), in: scope))
        }
        let byPlace = Dictionary(counted.map { ($0.place, $0) }, uniquingKeysWith: { $1 })
        let places = visit.registry.places
        func name(_ place: PlaceID) -> String { places[place]?.name(in: visit.language) ?? place.description }
        var model = DrivePage.head(progress, visit, at: "targets")
        let lines = [progress.total] + progress.lines
        model["lines"] = lines.map { line in
            let mine = changes.filter { places.lies($0.place, in: line.place) }
            return [
                "name": name(line.place), "recorded": byPlace[line.place].map { Written.number($0.recorded) } ?? "–",
                "registered": byPlace[line.place].map { Written.number($0.registered) } ?? "–",
                "changed": Written.number(mine.reduce(0) { $0 + $1.change }),
                "target": Written.number(line.soFar[.target]),
            ]
        }
        let seen = changes.filter { places.lies($0.place, in: progress.place) }
        model["changes"] = seen.map {
            [
                "place": name($0.place), "change": ($0.change > 0 ? "+" : "") + Written.number($0.change),
                "reason": $0.reason, "who": $0.actor.flatMap { names[$0] } ?? "", "time": Written.time($0.time),
            ]
        }
        model["hasChanges"] = !seen.isEmpty
        model["leads"] =
            progress.campaign.closed == nil
            && visit.actor.assignments.contains {
                Campaign.leaders.contains($0.role) && places.lies(progress.place, in: $0.place)
            }
        model["newID"] = form?["id"] ?? visit.registry.environment.newID().description
        model["choices"] = lines.map {
            ["value": $0.place.description, "text": name($0.place), "selected": $0.place.description == form?["at"]]
                as [String: Any]
        }
        (model["change"], model["reason"]) = (form?["change"] ?? "", form?["reason"] ?? "")
        let faults = (problem?.fields ?? []).map { ["name": $0.name, "text": visit.text("campaign.fault.\($0.name)")] }
        for fault in faults { if let name = fault["name"] { model["\(name)_fault"] = fault["text"] } }
        (model["summary"], model["faulty"]) = (faults, !faults.isEmpty)
        return visit.page(
            "campaigns-targets", title: progress.campaign.name, model,
            status: problem.map { ProblemPage.status($0.code) } ?? .ok)
    }
}
