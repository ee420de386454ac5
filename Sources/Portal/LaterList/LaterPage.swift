import Hummingbird
import Registry

extension Routes {
    static let laterList: [Route] = [
        .get("/campaigns/:id/later", .roles(.readers), LaterPage.show),
        .post("/campaigns/:id/later/:person/date", .roles(LaterPerson.workers), LaterPage.postpone),
        .post("/campaigns/:id/later/:person/ending", .roles(LaterPerson.workers), LaterPage.close),
    ]
}

/// People who were found and not registered: with the reason and the day to come again, until each case is closed.
enum LaterPage {
    private static let length = 50

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let filter = filter(visit, campaign: id)
        let cursor = visit.query("after").flatMap { LaterPerson.Cursor($0) }
        let (campaign, counts, found) = try await visit.registry.read(as: visit.actor) { scope in
            let counts = try LaterPerson.State.allCases.map {
                try LaterPerson.count(.init(campaign: id, place: filter.place, state: $0), in: scope)
            }
            return (
                try Campaign.find(id, in: scope), counts,
                try LaterPerson.page(filter, after: cursor, limit: length + 1, in: scope)
            )
        }
        let shown = found.prefix(length)
        if !shown.isEmpty {
            try await visit.registry.write(as: visit.actor) {
                try $0.record("listed", "laterPerson", id, details: ["count": String(shown.count)])
            }
        }
        var model = DriveHead.model(campaign, visit)
        let place = filter.place.map { "&place=\($0)" } ?? ""
        model["figures"] = zip(LaterPerson.State.allCases, counts).map { state, count in
            [
                "href": "/campaigns/\(id)/later?state=\(state.rawValue)" + place, "current": state == filter.state,
                "count": Written.number(count), "text": visit.text("later.state.\(state.rawValue)"),
            ] as [String: Any]
        }
        model["state"] = filter.state.rawValue
        if let start = filter.place ?? DriveHead.home(campaign, visit) {
            model["places"] = DriveHead.choices(campaign, start, visit)
        }
        model["people"] = shown.map { line($0, visit) }
        model["empty"] = shown.isEmpty
        model["export"] = "/exports/new?noun=later&campaign=\(id)&state=\(filter.state.rawValue)" + place
        if found.count > length, let last = shown.last {
            model["next"] =
                "/campaigns/\(id)/later?state=\(filter.state.rawValue)\(place)&after=\(LaterPerson.Cursor(last))"
        }
        return visit.page("later-list", title: visit.text("later.title"), model)
    }

    static func postpone(_ visit: Visit) async throws -> Response {
        let (id, person, form) = (try visit.id(), try visit.id("person"), try await visit.form())
        let day = form["next"].flatMap { Day(Digits.ascii($0)) }
        try await visit.registry.write(as: visit.actor) { scope in
            let later = try LaterPerson.find(person, in: id, in: scope)
            guard let day else { throw Problem.invalid("next", "date") }
            try later.postpone(to: day, in: scope)
        }
        return visit.redirect(to: "/campaigns/\(id)/later")
    }

    static func close(_ visit: Visit) async throws -> Response {
        let (id, person, form) = (try visit.id(), try visit.id("person"), try await visit.form())
        let ending = form["ending"].flatMap(HouseVisit.Outcome.init)
        try await visit.registry.write(as: visit.actor) { scope in
            let later = try LaterPerson.find(person, in: id, in: scope)
            guard let ending else { throw Problem.invalid("ending", "required") }
            try later.close(as: ending, in: scope)
        }
        return visit.redirect(to: "/campaigns/\(id)/later")
    }

    /// What an export's link asks for.
    static func filter(_ visit: Visit) -> LaterPerson.Filter? {
        visit.query("campaign").flatMap { RecordID($0) }.map { filter(visit, campaign: $0) }
    }

    private static func filter(_ visit: Visit, campaign: RecordID) -> LaterPerson.Filter {
        .init(
            campaign: campaign, place: visit.query("place").flatMap { PlaceID($0) },
            state: visit.query("state").flatMap(LaterPerson.State.init) ?? .open)
    }

    private static func line(_ later: LaterPerson, _ visit: Visit) -> [String: Any] {
        let person = later.person
        let (name, guardian) = (person.name ?? person.localName ?? "", person.husband ?? person.father ?? "")
        let now = visit.registry.environment.now()
        return [
            "id": later.id.description, "name": name.isEmpty ? visit.text("later.nameless") : name,
            "nameLanguage": PersonSheet.script(of: name), "guardian": guardian,
            "guardianLanguage": PersonSheet.script(of: guardian), "mobile": person.mobile.map(PersonField.mask) ?? "",
            "village": later.village, "villageLanguage": PersonSheet.script(of: later.village),
            "place": later.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
            "reason": visit.text("later.reason.\(later.reason.rawValue)"),
            "next": later.nextOn.map { Written.turned($0.description) } ?? "",
            "due": later.ending == nil && later.nextOn.map { $0 <= Day(now) } ?? false,
            "ending": later.ending.map { visit.text("houses.outcome.\($0.rawValue)") } ?? "",
            "mayWork": visit.actor.assignments.contains {
                LaterPerson.workers.contains($0.role) && later.location.lies(in: $0.place)
            },
            "base": "/campaigns/\(later.campaign)/later/\(later.id)",
            "endings": later.ending == nil
                ? DeskFilters.options(LaterPerson.endings, nil, "houses.outcome", visit) : [],
            "open": later.ending == nil,
        ]
    }
}
