import Foundation
import Hummingbird
import Registry

/// The people whom a drive looks for, in the order in which houses are walked; above a block, the places to choose from.
enum HouseListPage {
    private static let length = 50

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try DriveHead.place(campaign, visit)
        guard place.level >= .block else { return try await chooser(campaign, place, visit) }
        let filter = filter(place, visit)
        let page = max(1, visit.query("page").flatMap { Int($0) } ?? 1)
        let (list, counts, people) = try await visit.registry.read(as: visit.actor) { scope in
            let list = try HouseList.find(id, filter, in: scope)
            return (
                list, try list.counts(in: scope),
                try list.people(from: (page - 1) * length, limit: length, in: scope)
            )
        }
        if !people.isEmpty {
            try await visit.registry.write(as: visit.actor) {
                try $0.record("listed", "houseList", id, at: place, details: ["count": String(people.count)])
            }
        }
        var model = DriveHead.model(campaign, visit)
        model["places"] = DriveHead.choices(campaign, place, visit)
        model["villages"] = list.villages.filter { !$0.name.isEmpty }.map {
            ["value": $0.name, "selected": $0.name == filter.village]
        }
        model["states"] = DeskFilters.options(HouseList.State.allCases, filter.state, "houses.state", visit)
        model["figures"] = HouseList.State.allCases.map { state in
            [
                "href": address(campaign, place, village: filter.village, state: state),
                "current": state == filter.state,
                "count": Written.number(counts[state] ?? 0), "text": visit.text("houses.state.\(state.rawValue)"),
            ] as [String: Any]
        }
        model["count"] = visit.text("houses.count", Written.number(list.count))
        model["groups"] = groups(people, from: (page - 1) * length, visit)
        model["empty"] = people.isEmpty
        model["large"] = visit.query("large") != nil
        let pages = max(1, (list.count + length - 1) / length)
        model["pageOf"] = visit.text("houses.pageOf", Written.number(page), Written.number(pages))
        let base = address(campaign, place, village: filter.village, state: filter.state)
        model["previous"] = page > 1 ? "\(base)&page=\(page - 1)" : ""
        model["next"] = page < pages ? "\(base)&page=\(page + 1)" : ""
        model["papers"] = BilingualTexts.links(to: base.replacing("/house-list?", with: "/house-list.pdf?"), visit)
        return visit.page("houses-list", title: visit.text("houses.title"), model)
    }

    static func filter(_ place: PlaceID, _ visit: Visit) -> HouseList.Filter {
        .init(
            place: place, village: visit.query("village"), state: visit.query("state").flatMap(HouseList.State.init))
    }

    static func address(
        _ campaign: Campaign, _ place: PlaceID, village: String? = nil, state: HouseList.State? = nil
    ) -> String {
        var address = "/campaigns/\(campaign.id)/house-list?place=\(place)"
        if let village = village?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) {
            address += "&village=\(village)"
        }
        if let state { address += "&state=\(state.rawValue)" }
        return address
    }

    private static func chooser(_ campaign: Campaign, _ place: PlaceID, _ visit: Visit) async throws -> Response {
        guard visit.actor.assignments.contains(where: { visit.registry.places.lies(place, in: $0.place) }) else {
            throw Problem.notFound
        }
        let children = visit.registry.places.children(of: place).map(\.id)
        let figures = try await visit.registry.read(as: visit.actor) {
            try DriveCounter.figures(of: children, in: campaign.id, in: $0)
        }
        var model = DriveHead.model(campaign, visit)
        model["area"] = DriveHead.name(of: place, in: visit.language, visit)
        model["parts"] = children.filter { (figures[$0]?[.target] ?? 0) > 0 }.map { child -> [String: Any] in
            let figures = figures[child] ?? DriveFigures()
            return [
                "name": visit.registry.places[child]?.name(in: visit.language) ?? "",
                "href": address(campaign, child), "target": Written.number(figures[.target]),
                "covered": Written.number(figures[.covered]), "open": Written.number(figures.open),
            ]
        }
        model["empty"] = (model["parts"] as? [[String: Any]])?.isEmpty ?? true
        return visit.page("houses-places", title: visit.text("houses.title"), model)
    }

    private static func groups(_ people: [LeftOut], from first: Int, _ visit: Visit) -> [[String: Any]] {
        var groups: [(village: String, lines: [[String: Any]])] = []
        for (place, leftOut) in people.enumerated() {
            if groups.last?.village != leftOut.village { groups.append((leftOut.village, [])) }
            groups[groups.count - 1].lines.append(line(leftOut, number: first + place + 1, visit))
        }
        return groups.map {
            [
                "village": $0.village.isEmpty ? visit.text("houses.noVillage") : $0.village,
                "villageLanguage": PersonSheet.script(of: $0.village), "people": $0.lines,
            ]
        }
    }

    static func line(_ leftOut: LeftOut, number: Int, _ visit: Visit) -> [String: Any] {
        let person = leftOut.person
        let (name, guardian) = (person.name ?? person.localName ?? "", person.husband ?? person.father ?? "")
        return [
            "row": Written.number(number), "name": name, "nameLanguage": PersonSheet.script(of: name),
            "localName": person.name == nil ? "" : person.localName ?? "",
            "localLanguage": PersonSheet.script(of: person.localName ?? ""), "guardian": guardian,
            "guardianLanguage": PersonSheet.script(of: guardian), "who": who(person, visit.language, visit),
            "mobile": person.mobile.map(PersonField.mask) ?? "",
            "outcome": leftOut.outcome.map { visit.text("houses.outcome.\($0.rawValue)") }
                ?? visit.text("houses.outcome.none"),
            "class": leftOut.outcome.map { $0.isCovered ? "good" : "warn" } ?? "",
            "next": leftOut.nextOn.map { Written.turned($0.description) } ?? "",
            "application": leftOut.application.map { "/applications/\($0)" } ?? "",
            "register": mayRegister(leftOut, visit) ? "/applications/new?slip=\(Slip.leftOut(leftOut.id).code)" : "",
        ]
    }

    private static func mayRegister(_ leftOut: LeftOut, _ visit: Visit) -> Bool {
        guard leftOut.application == nil, leftOut.outcome.map({ [.found, .away, .untraceable].contains($0) }) ?? true
        else { return false }
        return visit.actor.assignments.contains {
            PersonApplication.makers.contains($0.role) && leftOut.location.lies(in: $0.place)
        }
    }

    /// Sex and age, as far as they are known.
    static func who(_ person: Person, _ language: String, _ visit: Visit) -> String {
        let today = Day(visit.registry.environment.now())
        let age = person.dateOfBirth.flatMap { Day($0) }.map { today.years(since: $0) } ?? person.age
        return [
            person.sex.map { visit.portal.texts.text("person.sex.\($0.rawValue)", in: language) },
            age.map(String.init),
        ].compactMap(\.self).joined(separator: ", ")
    }
}
