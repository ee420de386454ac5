import Hummingbird
import Registry

/// All returns of a drive: for a district which are signed, for those above how many districts have signed each.
enum ReturnDaysPage {
    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (campaign, calendar) = try await visit.registry.read(as: visit.actor) { scope in
            let campaign = try Campaign.find(id, in: scope)
            return (campaign, try ReturnCalendar(of: campaign, in: scope))
        }
        let only = calendar.districts.count == 1 ? calendar.districts[0] : nil
        return visit.page(
            "returns-days", title: visit.text("returns.title"),
            [
                "drive": campaign.name, "campaign": id.description, "one": only != nil,
                "district": only.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
                "standings": ReturnCalendar.Standing.allCases.filter { $0 != .coming }.map {
                    ["text": visit.text("returns.standing.\($0.rawValue)")]
                },
                "days": calendar.wanted.map { line($0, calendar, only, campaign.id, visit) },
            ])
    }

    private static func line(
        _ wanted: ReturnCalendar.Wanted, _ calendar: ReturnCalendar, _ only: PlaceID?, _ campaign: RecordID,
        _ visit: Visit
    ) -> [String: Any] {
        var line: [String: Any] = [
            "href": ReturnAddress.path(campaign, wanted.kind, wanted.day),
            "text": ReturnAddress.title(wanted.kind, wanted.day, visit), "due": Written.time(wanted.due),
        ]
        if let only {
            line["badge"] = ReturnAddress.badge(calendar.standing(wanted, only), visit)
            let mark = calendar.mark(wanted, only)
            line["signed"] = mark.map { Written.time($0.signed) }
            line["versions"] = mark.map { $0.versions > 1 ? visit.text("returns.versions", String($0.versions)) : "" }
        } else {
            let counts = calendar.counts(wanted)
            line["counts"] = ReturnCalendar.Standing.allCases.filter { $0 != .coming }.map {
                [
                    "count": Written.number(counts[$0] ?? 0), "text": visit.text("returns.standing.\($0.rawValue)"),
                    "bad": $0 == .missing && (counts[$0] ?? 0) > 0,
                ] as [String: Any]
            }
        }
        return line
    }
}
