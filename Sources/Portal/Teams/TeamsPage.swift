import Hummingbird
import Registry

/// The teams of the visitor's branch, from the district down, each with the team above it.
enum TeamsPage {
    static func tree(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let today = Day(visit.registry.environment.now())
        let (campaign, lines, names) = try await visit.registry.read(as: visit.actor) { scope in
            let lines = try Team.all(in: id, on: today, in: scope)
            return (
                try Campaign.find(id, in: scope), lines, try User.names(of: lines.map(\.team.supervisor), in: scope)
            )
        }
        let places = visit.registry.places
        let sorted = lines.map { line in
            let path = line.team.location.finest.map { places.path(of: $0) } ?? []
            return (line: line, path: path, key: path.map(\.name).joined(separator: "\u{1F}"))
        }.sorted { ($0.key, $0.line.team.name) < ($1.key, $1.line.team.name) }
        let top = sorted.map(\.path.count).min() ?? 0
        var model = DriveHead.model(campaign, visit)
        model["teams"] = sorted.map { line, path, _ -> [String: Any] in
            let above = path.dropLast().reversed().lazy.compactMap { place in
                sorted.first { $0.line.team.location.finest == place.id }?.line.team
            }.first
            return [
                "href": "/campaigns/\(id)/teams/\(line.team.id)", "name": line.team.name,
                "place": String(repeating: "\u{2003}", count: path.count - top)
                    + (path.last?.name(in: visit.language) ?? ""),
                "supervisor": names[line.team.supervisor] ?? "",
                "above": above.map { "\($0.name) (\(names[$0.supervisor] ?? ""))" } ?? "",
                "members": Written.number(line.members), "trained": Written.number(line.trained),
                "untrained": line.trained < line.members, "onDuty": Written.number(line.onDuty),
            ]
        }
        model["empty"] = lines.isEmpty
        model["places"] = DriveHead.choices(campaign, try DriveHead.place(campaign, visit), visit)
        model["mayLead"] = visit.actor.has(any: Team.leaders)
        return visit.page("teams-list", title: visit.text("teams.title"), model)
    }
}
