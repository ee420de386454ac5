import Hummingbird
import Registry

/// How far a drive is, from the state down to the village council: figures, charts with their tables, shortfalls first.
enum DrivePage {
    static func show(_ visit: Visit) async throws -> Response {
        let progress = try await progress(visit)
        return visit.page(
            "campaigns-show", title: progress.campaign.name, model(progress, visit))
    }

    static func close(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try Campaign.find(id, in: $0).close(in: $0) }
        return visit.redirect(to: "/campaigns/\(id)")
    }

    /// As the address asks: a place, or where the reader begins; a day, or the last day of work so far.
    static func progress(_ visit: Visit) async throws -> DriveProgress {
        let id = try visit.id()
        let asked = visit.query("place").flatMap { PlaceID($0) }, day = visit.query("day").flatMap { Day($0) }
        let today = Day(visit.registry.environment.now())
        return try await visit.registry.read(as: visit.actor) { scope in
            let campaign = try Campaign.find(id, in: scope)
            return try DriveProgress(
                of: campaign, at: try asked ?? DriveProgress.start(of: campaign, in: scope),
                on: shown(day, today, campaign), in: scope)
        }
    }

    private static func shown(_ asked: Day?, _ today: Day, _ campaign: Campaign) -> Day {
        let last = campaign.workDays.last { $0 <= today } ?? campaign.firstDay
        return asked.map { max(campaign.firstDay, min($0, max(today, last), campaign.lastDay)) } ?? last
    }

    private static func model(_ progress: DriveProgress, _ visit: Visit) -> [String: Any] {
        let campaign = progress.campaign
        var model = head(progress, visit, at: "progress")
        model["figures"] = figures(progress.total, visit)
        model["pace"] = pace(progress, visit)
        model["chart"] = DriveChart.days(progress, visit)
        model["hasLines"] = !progress.lines.isEmpty
        model["lines"] = progress.lines.map { line($0, campaign, visit) }
        model["proved"] =
            campaign.recounted.map {
                visit.text(
                    campaign.differences == 0 ? "campaign.proved" : "campaign.mended", Written.time($0),
                    String(campaign.differences ?? 0))
            } ?? ""
        model["closable"] =
            campaign.closed == nil
            && (campaign.area.map { area in
                visit.actor.assignments.contains {
                    Campaign.leaders.contains($0.role) && visit.registry.places.lies(area, in: $0.place)
                }
            } ?? false)
        return model
    }

    /// What all pages of a drive begin with: its name and days, the way down to the place, the tabs.
    static func head(_ progress: DriveProgress, _ visit: Visit, at tab: String) -> [String: Any] {
        let campaign = progress.campaign, places = visit.registry.places
        let tabs = ["progress": "", "review": "/review", "targets": "/targets"]
        let from = campaign.area.map { places.path(of: $0).count } ?? 0
        let path = places.path(of: progress.place).dropFirst(max(0, from - 1))
        return [
            "id": campaign.id.description, "place": progress.place.description,
            "state": DriveWords.state(campaign, Day(visit.registry.environment.now()), visit),
            "days": visit.text(
                "campaign.fromTo", Written.turned(campaign.firstDay.description),
                Written.turned(campaign.lastDay.description)),
            "day": visit.text("campaign.endOf", Written.turned(progress.day.description)),
            "earlier": link(to: campaign.workDays.last { $0 < progress.day }, progress, tab),
            "later": link(
                to: campaign.workDays.first {
                    $0 > progress.day && $0 <= Day(visit.registry.environment.now())
                }, progress, tab),
            "path": path.map { place in
                [
                    "href": "/campaigns/\(campaign.id)?place=\(place.id)", "name": place.name(in: visit.language),
                    "current": place.id == progress.place,
                ] as [String: Any]
            },
            "tabs": ["progress", "review", "targets"].map { name in
                [
                    "href": "/campaigns/\(campaign.id)\(tabs[name] ?? "")?place=\(progress.place)",
                    "text": visit.text("campaign.tab.\(name)"), "current": name == tab,
                ] as [String: Any]
            } + DriveHead.tabs(campaign, visit),
        ]
    }

    private static func link(to day: Day?, _ progress: DriveProgress, _ tab: String) -> String {
        day.map {
            "/campaigns/\(progress.campaign.id)\(tab == "progress" ? "" : "/\(tab)")?place=\(progress.place)&day=\($0)"
        } ?? ""
    }

    private static func figures(_ line: DriveProgress.Line, _ visit: Visit) -> [[String: Any]] {
        let measures: [DriveMeasure] = [
            .target, .covered, .untraceable, .houses, .new, .forms, .digitised, .approved, .rejected,
        ]
        return measures.map { measure in
            [
                "text": visit.text("campaign.measure.\(measure.rawValue)"),
                "count": Written.number(line.soFar[measure]),
                "today": measure == .target ? "" : visit.text("campaign.today", Written.number(line.today[measure])),
            ]
        }
    }

    /// The state of the drive in one sentence, for who has no time for tables.
    private static func pace(_ progress: DriveProgress, _ visit: Visit) -> String {
        let pace = progress.total.pace
        guard pace.target > 0 else { return visit.text("campaign.noTargetHere") }
        let share = DriveWords.share(pace.share, visit)
        guard let needed = pace.needed else { return visit.text("campaign.paceOver", share) }
        return visit.text(
            pace.shortfall >= 1 ? "campaign.paceBehind" : "campaign.paceAhead", share,
            DriveWords.people(pace.shortfall),
            DriveWords.people(needed), DriveWords.people(pace.recent),
            DriveWords.share(pace.forecast / Double(pace.target), visit))
    }

    private static func line(_ line: DriveProgress.Line, _ campaign: Campaign, _ visit: Visit) -> [String: Any] {
        let pace = line.pace
        return [
            "href": "/campaigns/\(campaign.id)?place=\(line.place)",
            "name": visit.registry.places[line.place]?.name(in: visit.language) ?? line.place.description,
            "target": Written.number(pace.target), "covered": Written.number(pace.covered),
            "share": DriveWords.share(pace.share, visit), "bar": DriveWords.width(pace.covered, of: pace.target),
            "due": DriveWords.width(Int(pace.expected), of: pace.target),
            "today": Written.number(line.today[.covered]), "behind": DriveWords.people(pace.shortfall),
            "late": pace.shortfall >= 1, "needed": pace.needed.map(DriveWords.people) ?? "–",
            "recent": DriveWords.people(pace.recent),
            "forecast": DriveWords.share(pace.target > 0 ? pace.forecast / Double(pace.target) : nil, visit),
            "open": Written.number(line.soFar.open), "untraceable": Written.number(line.soFar[.untraceable]),
        ]
    }
}
