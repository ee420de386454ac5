import Hummingbird
import Registry

/// The camps of a drive in the visitor's area, by day.
enum CampsPage {
    static func list(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try DriveHead.place(campaign, visit)
        let lines = try await visit.registry.read(as: visit.actor) { scope in
            try Camp.all(in: id, at: place, in: scope).map { camp in
                (camp, try camp.parts(in: scope), try camp.invitations(in: scope))
            }
        }
        var model = DriveHead.model(campaign, visit)
        model["places"] = DriveHead.choices(campaign, place, visit)
        let today = Day(visit.registry.environment.now())
        model["camps"] = lines.map { camp, parts, invited -> [String: Any] in
            var line = line(camp, visit)
            line["parts"] = names(of: parts, visit).joined(separator: ", ")
            line["invited"] = Written.number(invited.people)
            line["owed"] = camp.status == .planned && camp.day < today
            return line
        }
        model["empty"] = lines.isEmpty
        let mayPlan = visit.actor.has(any: Camp.planners) && campaign.closed == nil
        model["new"] = mayPlan && place.level >= .block ? "/campaigns/\(id)/camps/new?place=\(place)" : ""
        model["chooseBlock"] = mayPlan && place.level < .block
        return visit.page("camps-list", title: visit.text("camps.title"), model)
    }

    static func line(_ camp: Camp, _ visit: Visit) -> [String: Any] {
        [
            "href": "/campaigns/\(camp.campaign)/camps/\(camp.id)", "venue": camp.venue,
            "venueLanguage": PersonSheet.script(of: camp.venue), "day": Written.turned(camp.day.description),
            "hours": "\(Camp.clock(camp.begins))–\(Camp.clock(camp.ends))",
            "place": camp.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
            "status": visit.text("camps.status.\(camp.status.rawValue)"),
            "class": ["held": "good", "cancelled": "bad"][camp.status.rawValue] ?? "",
            "expected": Written.number(camp.expected), "footfall": camp.footfall.map(Written.number) ?? "",
            "forms": camp.forms.map(Written.number) ?? "", "reason": camp.reason ?? "",
        ]
    }

    /// `Bagberia: Rampur, Alinagar`, a whole place by its name alone.
    static func names(of parts: [Camp.Part], language: String? = nil, _ visit: Visit) -> [String] {
        var order: [PlaceID] = []
        for part in parts where !order.contains(part.place) { order.append(part.place) }
        return order.map { place in
            let name = visit.registry.places[place]?.name(in: language ?? visit.language) ?? ""
            let villages = parts.filter { $0.place == place }.compactMap(\.village)
            return villages.isEmpty ? name : "\(name): " + villages.joined(separator: ", ")
        }
    }
}
