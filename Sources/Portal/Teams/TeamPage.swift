import Hummingbird
import Registry

/// One team: its members with the day of their training, and who is on duty on which day.
enum TeamPage {
    /// Days of the roster on one page.
    private static let length = 7

    static func show(_ visit: Visit) async throws -> Response {
        let (id, teamID) = (try visit.id(), try visit.id("team"))
        let (campaign, team) = try await visit.registry.read(as: visit.actor) { scope in
            (try Campaign.find(id, in: scope), try Team.find(teamID, in: id, in: scope))
        }
        let days = days(of: campaign, visit)
        let (members, trainings, duties, names, isLed) = try await visit.registry.read(as: visit.actor) { scope in
            let members = try team.members(in: scope)
            let duties =
                try days.first.map { try team.duties(from: $0, to: days.last ?? $0, in: scope) } ?? [:]
            return (
                members, try team.trainings(in: scope), duties,
                try User.names(of: members + [team.supervisor], in: scope), team.isLed(in: scope)
            )
        }
        var model = DriveHead.model(campaign, visit)
        model["name"] = team.name
        model["place"] = team.location.finest.map { DriveHead.name(of: $0, in: visit.language, visit) } ?? ""
        model["supervisor"] = names[team.supervisor] ?? ""
        model["ended"] = team.ended.map(Written.day) ?? ""
        model["days"] = days.map { ["day": String(Written.turned($0.description).prefix(5))] }
        model["members"] = members.map { (user: $0, name: names[$0] ?? "") }.sorted { $0.name < $1.name }.map {
            user, name -> [String: Any] in
            [
                "user": user.description, "name": name,
                "trained": trainings[user].map { Written.turned($0.description) } ?? "",
                "duties": days.map { day -> [String: Any] in
                    [
                        "value": "\(user)|\(day)", "checked": duties[day]?.contains(user) ?? false, "isLed": isLed,
                        "label": "\(name), \(Written.turned(day.description))",
                    ]
                },
            ]
        }
        model["empty"] = members.isEmpty
        model["isLed"] = isLed
        model["mayLead"] =
            team.ended == nil
            && visit.actor.assignments.contains {
                Team.leaders.contains($0.role) && team.location.lies(in: $0.place)
            }
        model["base"] = "/campaigns/\(id)/teams/\(teamID)"
        model["from"] = days.first?.description ?? ""
        if let first = days.first, first > campaign.firstDay {
            model["earlier"] = "/campaigns/\(id)/teams/\(teamID)?from=\(first + -length)"
        }
        if let last = days.last, last < campaign.lastDay {
            model["later"] = "/campaigns/\(id)/teams/\(teamID)?from=\(last + 1)"
        }
        return visit.page("teams-show", title: visit.text("teams.one"), model)
    }

    /// Work days from the one that was asked for, or today where it lies in the drive.
    private static func days(of campaign: Campaign, from asked: String? = nil, _ visit: Visit) -> [Day] {
        let today = Day(visit.registry.environment.now())
        let wanted = (asked ?? visit.query("from")).flatMap { Day($0) } ?? today
        let first = min(max(wanted, campaign.firstDay), campaign.lastDay)
        return Array(campaign.workDays.filter { $0 >= first }.prefix(length))
    }

    static func roster(_ visit: Visit) async throws -> Response {
        let (id, teamID, form) = (try visit.id(), try visit.id("team"), try await visit.form())
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        // A day on which nobody is ticked sends nothing, and is empty all the same.
        var duties = Dictionary(
            uniqueKeysWithValues: days(of: campaign, from: form["from"], visit).map { ($0, Set<RecordID>()) })
        for value in form.all("duty") {
            let parts = value.split(separator: "|").map(String.init)
            guard parts.count == 2, let user = RecordID(parts[0]), let day = Day(parts[1]) else { continue }
            duties[day, default: []].insert(user)
        }
        let wanted = duties
        try await visit.registry.write(as: visit.actor) {
            try Team.find(teamID, in: id, in: $0).roster(wanted, in: $0)
        }
        return visit.redirect(to: "/campaigns/\(id)/teams/\(teamID)?from=\(form["from"] ?? "")")
    }

    static func train(_ visit: Visit) async throws -> Response {
        let (id, teamID, form) = (try visit.id(), try visit.id("team"), try await visit.form())
        let users = form.all("member").compactMap { RecordID($0) }
        let day = form["trained"].flatMap { Day(Digits.ascii($0)) }
        try await visit.registry.write(as: visit.actor) { scope in
            let team = try Team.find(teamID, in: id, in: scope)
            guard !users.isEmpty else { throw Problem.invalid("members", "required") }
            if form["trained"] != nil, day == nil { throw Problem.invalid("trained", "date") }
            for user in users { try team.train(user, on: day, in: scope) }
        }
        return visit.redirect(to: "/campaigns/\(id)/teams/\(teamID)")
    }

    static func end(_ visit: Visit) async throws -> Response {
        let (id, teamID) = (try visit.id(), try visit.id("team"))
        try await visit.registry.write(as: visit.actor) { try Team.find(teamID, in: id, in: $0).end(in: $0) }
        return visit.redirect(to: "/campaigns/\(id)/teams")
    }
}
