import Hummingbird
import Registry

/// All drives that concern the reader's area, each with how far it is there.
enum CampaignsPage {
    static func show(_ visit: Visit) async throws -> Response {
        let today = Day(visit.registry.environment.now())
        let drives = try await visit.registry.read(as: visit.actor) { scope in
            try Campaign.all(in: scope).map { campaign in
                let place = try DriveProgress.start(of: campaign, in: scope)
                let figures = try DriveCounter.figures(of: [place], in: campaign.id, in: scope)[place]
                return (campaign, place, figures ?? DriveFigures())
            }
        }
        return visit.page(
            "campaigns-list", title: visit.text("campaign.title"),
            [
                "leads": visit.actor.has(any: Campaign.leaders), "empty": drives.isEmpty,
                "drives": drives.map { line($0.0, $0.1, $0.2, today, visit) },
            ])
    }

    private static func line(
        _ campaign: Campaign, _ place: PlaceID, _ figures: DriveFigures, _ today: Day, _ visit: Visit
    ) -> [String: Any] {
        let (covered, target) = (figures[.covered], figures[.target])
        return [
            "href": "/campaigns/\(campaign.id)", "name": campaign.name,
            "kind": visit.text("campaign.kind.\(campaign.kind.rawValue)"),
            "days": visit.text(
                "campaign.fromTo", Written.turned(campaign.firstDay.description),
                Written.turned(campaign.lastDay.description)),
            "place": visit.registry.places[place]?.name(in: visit.language) ?? "",
            "target": Written.number(target), "covered": Written.number(covered),
            "share": DriveWords.share(target > 0 ? Double(covered) / Double(target) : nil, visit),
            "bar": DriveWords.width(covered, of: target), "state": DriveWords.state(campaign, today, visit),
            "running": campaign.isRunning(on: today),
        ]
    }
}

/// How figures of drives are written.
enum DriveWords {
    /// `43.5%`; a word where there is no target.
    static func share(_ share: Double?, _ visit: Visit) -> String {
        guard let share else { return visit.text("campaign.noTarget") }
        let tenths = Int((share * 1000).rounded())
        return "\(Written.number(tenths / 10)).\(tenths % 10)%"
    }

    /// A length of 0…100 for a bar.
    static func width(_ part: Int, of whole: Int) -> Int { whole > 0 ? min(100, max(0, part * 100 / whole)) : 0 }

    static func state(_ campaign: Campaign, _ today: Day, _ visit: Visit) -> String {
        if campaign.closed != nil { return visit.text("campaign.state.closed") }
        if today < campaign.firstDay { return visit.text("campaign.state.ahead") }
        if campaign.lastDay < today { return visit.text("campaign.state.over") }
        let work = campaign.workDays
        return visit.text(
            "campaign.state.day", String(work.filter { $0 <= today }.count), String(work.count))
    }

    /// A number of people a day, rounded up: nobody covers half a person.
    static func people(_ number: Double) -> String { Written.number(Int(number.rounded(.up))) }
}
