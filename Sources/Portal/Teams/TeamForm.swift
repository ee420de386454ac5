import Hummingbird
import Registry

/// A new team, or another name, supervisor and members of one.
enum TeamForm {
    static func new(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try DriveHead.place(campaign, visit)
        return try await page(visit, campaign, place, nil, Form(), [])
    }

    static func change(_ visit: Visit) async throws -> Response {
        let (id, teamID) = (try visit.id(), try visit.id("team"))
        let (campaign, team, members) = try await visit.registry.read(as: visit.actor) { scope in
            let team = try Team.find(teamID, in: id, in: scope)
            return (try Campaign.find(id, in: scope), team, try team.members(in: scope))
        }
        guard let place = team.location.finest else { throw Problem.notFound }
        var form = Form()
        form.add(team.name, to: "name")
        form.add(team.supervisor.description, to: "supervisor")
        for member in members { form.add(member.description, to: "members") }
        return try await page(visit, campaign, place, teamID, form, [])
    }

    static func keep(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        guard let team = form["id"].flatMap({ RecordID($0) }), let place = form["place"].flatMap({ PlaceID($0) }) else {
            throw Problem(.unreadable)
        }
        let members = form.all("members").compactMap { RecordID($0) }
        do {
            try await visit.registry.write(as: visit.actor) { scope in
                _ = try Team.keep(
                    id: team, in: id, at: place, name: form["name"] ?? "",
                    supervisor: form["supervisor"].flatMap { RecordID($0) }, members: members, in: scope)
            }
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, campaign, place, team, form, problem.fields)
        }
        return visit.redirect(to: "/campaigns/\(id)/teams/\(team)")
    }

    private static func page(
        _ visit: Visit, _ campaign: Campaign, _ place: PlaceID, _ team: RecordID?, _ form: Form,
        _ faults: [Problem.Field]
    ) async throws -> Response {
        let (staff, above) = try await visit.registry.read(as: visit.actor) { scope in
            guard scope.reaches(place) else { throw Problem.notFound }
            let higher = scope.places.path(of: place).dropLast().filter { $0.id.level >= .district }
            return (
                try DriveStaff.all(at: place, in: scope),
                try higher.flatMap { try DriveStaff.all(at: $0.id, in: scope) }
            )
        }
        var model = DriveHead.model(campaign, visit)
        FormFaults.add(faults, labels: "teams.field", to: &model, visit)
        model["id"] = (team ?? visit.registry.environment.newID()).description
        model["place"] = place.description
        model["area"] = DriveHead.name(of: place, in: visit.language, visit)
        model["name"] = form["name"] ?? ""
        func choices(_ staff: [DriveStaff], _ chosen: Set<String>) -> [[String: Any]] {
            var seen: Set<RecordID> = []
            return staff.filter { seen.insert($0.user).inserted }.map {
                [
                    "value": $0.user.description, "name": $0.name, "role": visit.text("role.\($0.role.rawValue)"),
                    "checked": chosen.contains($0.user.description),
                ]
            }
        }
        model["supervisors"] = choices(staff + above, Set(form.all("supervisor")))
        model["staff"] = choices(staff, Set(form.all("members")))
        return visit.page(
            "teams-form", title: visit.text(team == nil ? "teams.new" : "teams.change"), model,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}
