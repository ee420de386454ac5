import Cards
import Hummingbird
import Registry

extension Routes {
    static let paperForms: [Route] = [
        .get("/campaigns/:id/forms", .roles(.readers), PaperFormPages.show),
        .get("/campaigns/:id/forms/blank.pdf", .roles(.readers), PaperFormPages.blank),
        .get("/campaigns/:id/forms/filled.pdf", .roles(LaterPerson.workers), PaperFormPages.filled),
    ]
}

/// Registration forms to be printed: blank, or one for each person of a village with what the list knows.
enum PaperFormPages {
    /// More forms than a printer's tray.
    private static let most = 150

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try DriveHead.place(campaign, visit)
        var filter = HouseListPage.filter(place, visit)
        filter.state = filter.state ?? .open
        var model = DriveHead.model(campaign, visit)
        model["places"] = DriveHead.choices(campaign, place, visit)
        model["blank"] = BilingualTexts.links(to: "/campaigns/\(id)/forms/blank.pdf", visit)
        model["large"] = visit.query("large") != nil
        if place.level >= .block, visit.actor.has(any: LaterPerson.workers) {
            let asked = filter
            let list = try await visit.registry.read(as: visit.actor) { try HouseList.find(id, asked, in: $0) }
            var whole = filter
            whole.village = nil
            let all = whole
            let villages = try await visit.registry.read(as: visit.actor) {
                try HouseList.find(id, all, in: $0).villages
            }
            model["chosen"] = true
            model["villages"] = villages.map {
                ["value": $0.name, "selected": $0.name == filter.village, "count": Written.number($0.count)]
            }
            model["states"] = DeskFilters.options(HouseList.State.allCases, filter.state, "houses.state", visit)
            model["count"] = visit.text("forms.count", Written.number(list.count))
            let base = HouseListPage.address(campaign, place, village: filter.village, state: filter.state)
            model["filled"] =
                (1...most).contains(list.count)
                ? BilingualTexts.links(to: base.replacing("/house-list?", with: "/forms/filled.pdf?"), visit) : []
            model["tooMany"] = list.count > most
        }
        return visit.page("forms-show", title: visit.text("forms.pages"), model)
    }

    static func blank(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let text = try BilingualTexts(visit)
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let sheet = PaperFormModel(text: text, places: visit.registry.places).sheet(
            for: nil, about: campaign.name, state: campaign.location.state)
        return PaperFile.answer(try await visit.registry.pictures.run { FormSheet.pdf([sheet]) }, named: "form")
    }

    static func filled(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let text = try BilingualTexts(visit)
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try DriveHead.place(campaign, visit)
        guard place.level >= .block else { return visit.redirect(to: "/campaigns/\(id)/forms?place=\(place)") }
        var filter = HouseListPage.filter(place, visit)
        filter.state = filter.state ?? .open
        let asked = filter
        let people = try await visit.registry.read(as: visit.actor) { scope in
            let list = try HouseList.find(id, asked, in: scope)
            return list.count > most ? nil : try list.people(limit: most, in: scope)
        }
        guard let people, !people.isEmpty else { return visit.redirect(to: "/campaigns/\(id)/forms?place=\(place)") }
        try await visit.registry.write(as: visit.actor) {
            try $0.record("printed", "form", id, at: place, details: ["count": String(people.count)])
        }
        let model = PaperFormModel(text: text, places: visit.registry.places)
        let sheets = people.map { leftOut in
            model.sheet(
                for: leftOut, about: [campaign.name, leftOut.village].filter { !$0.isEmpty }.joined(separator: " · "),
                state: leftOut.location.state)
        }
        return PaperFile.answer(
            try await visit.registry.pictures.run { FormSheet.pdf(sheets) }, named: "forms-\(place.code)")
    }
}
