import Hummingbird
import Registry

/// The review of a day or a week, made to be printed and talked over: what changed, who lags, what to ask.
enum DriveReview {
    static func show(_ visit: Visit) async throws -> Response {
        let progress = try await DrivePage.progress(visit)
        let span = visit.query("span") == "week" ? 7 : 1
        let last = progress.day, first = last + (1 - span)
        let (period, before) = try await visit.registry.read(as: visit.actor) { scope in
            let places = [progress.place] + progress.lines.map(\.place), id = progress.campaign.id
            return (
                try DriveCounter.figures(of: places, in: id, from: first, to: last, in: scope),
                try DriveCounter.figures(of: places, in: id, from: first + -span, to: first + -1, in: scope)
            )
        }
        func name(_ place: PlaceID) -> String {
            visit.registry.places[place]?.name(in: visit.language) ?? place.description
        }
        var model = DrivePage.head(progress, visit, at: "review")
        let measures: [DriveMeasure] = [
            .houses, .covered, .untraceable, .away, .new, .forms, .digitised, .approved, .rejected,
        ]
        model["spans"] = ["day", "week"].map {
            [
                "href":
                    "/campaigns/\(progress.campaign.id)/review?place=\(progress.place)&day=\(progress.day)&span=\($0)",
                "text": visit.text("campaign.span.\($0)"), "current": ($0 == "week") == (span == 7),
            ] as [String: Any]
        }
        model["period"] =
            span == 1
            ? Written.turned(last.description)
            : visit.text("campaign.fromTo", Written.turned(first.description), Written.turned(last.description))
        model["changes"] = measures.map { measure in
            let (now, then) = (period[progress.place]?[measure] ?? 0, before[progress.place]?[measure] ?? 0)
            return [
                "text": visit.text("campaign.measure.\(measure.rawValue)"), "now": Written.number(now),
                "before": Written.number(then), "difference": (now > then ? "+" : "") + Written.number(now - then),
            ]
        }
        let lagging = progress.lines.filter { $0.pace.shortfall >= 1 }.prefix(10)
        model["lagging"] = lagging.map { line in
            [
                "name": name(line.place), "href": "/campaigns/\(progress.campaign.id)?place=\(line.place)",
                "behind": DriveWords.people(line.pace.shortfall), "share": DriveWords.share(line.pace.share, visit),
                "period": Written.number(period[line.place]?[.covered] ?? 0),
                "needed": line.pace.needed.map(DriveWords.people) ?? "–",
            ]
        }
        model["hasLagging"] = !lagging.isEmpty
        let questions = progress.lines.flatMap { line in
            DriveQuestion.all(of: line, in: period[line.place] ?? DriveFigures(), left: progress.left).map {
                visit.text("campaign.ask.\($0.kind.rawValue)", name(line.place), Written.number($0.number))
            }
        }.prefix(20)
        model["questions"] = questions.map { ["text": $0] }
        model["hasQuestions"] = !questions.isEmpty
        return visit.page("campaigns-review", title: progress.campaign.name, model)
    }
}
