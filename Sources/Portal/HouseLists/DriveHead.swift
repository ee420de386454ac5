import Cards
import Registry

/// What the pages of one drive have in common: the links between them, and the place at which they begin.
enum DriveHead {
    private static let pages: [(path: String, text: String)] = [
        ("returns", "returns.title"), ("house-list", "houses.title"), ("camps", "camps.title"),
        ("teams", "teams.title"), ("stock", "stock.title"),
        ("forms", "forms.pages"), ("bundles", "bundles.title"), ("later", "later.title"),
        ("incentives", "incentives.title"),
    ]

    static func model(_ campaign: Campaign, _ visit: Visit) -> [String: Any] {
        let base = "/campaigns/\(campaign.id)"
        return [
            "drive": campaign.name, "driveHref": base,
            "driveDays": Written.turned(campaign.firstDay.description) + " – "
                + Written.turned(campaign.lastDay.description),
            "driveTabs": [("", "progress"), ("/review", "review"), ("/targets", "targets")].map { path, tab in
                ["href": base + path, "text": visit.text("campaign.tab.\(tab)"), "current": false] as [String: Any]
            } + tabs(campaign, visit),
        ]
    }

    /// The links to the pages of what a drive is done with.
    static func tabs(_ campaign: Campaign, _ visit: Visit) -> [[String: Any]] {
        pages.filter { $0.path != "returns" || visit.actor.has(any: Return.readers) }.map { path, text in
            let href = "/campaigns/\(campaign.id)/\(path)"
            return [
                "href": href, "text": visit.text(text),
                "current": visit.path == href || visit.path.hasPrefix(href + "/"),
            ]
        }
    }

    /// The visitor's own area where it lies in the drive's, otherwise the drive's.
    static func home(_ campaign: Campaign, _ visit: Visit) -> PlaceID? {
        guard let area = campaign.area else { return nil }
        return visit.actor.assignments.map(\.place).first { visit.registry.places.lies($0, in: area) } ?? area
    }

    /// The place that the address asks for; the home where it asks for none. Throws `Problem.notFound` for one that isn't a place.
    static func place(_ campaign: Campaign, _ visit: Visit) throws -> PlaceID {
        guard let text = visit.query("place") else {
            guard let home = home(campaign, visit) else { throw Problem.notFound }
            return home
        }
        guard let place = PlaceID(text), visit.registry.places[place] != nil else { throw Problem.notFound }
        return place
    }

    /// The way from the home down to a place, and what lies right below it: choosing again goes down or up.
    static func choices(_ campaign: Campaign, _ chosen: PlaceID, _ visit: Visit) -> [[String: Any]] {
        guard let home = home(campaign, visit) else { return [] }
        let places = visit.registry.places
        let way = places.path(of: chosen).filter { places.lies($0.id, in: home) }
        return (way + places.children(of: chosen).filter { $0.id.level != .village }).map { place in
            let depth = max(0, places.path(of: place.id).count - places.path(of: home).count)
            return [
                "value": place.id.description, "selected": place.id == chosen,
                "text": String(repeating: "\u{2003}", count: depth) + place.name(in: visit.language),
            ]
        }
    }

    /// From the state down, in the visitor's language.
    static func name(of place: PlaceID, in language: String, _ visit: Visit) -> String {
        visit.registry.places.path(of: place).reversed().map { $0.name(in: language) }.joined(separator: ", ")
    }
}

/// Texts in a local language with English beside them, for what is printed.
struct BilingualTexts {
    let texts: Texts
    let language: String

    /// Languages in which papers can be had, each with English.
    static let languages = ["bn", "hi", "ne", "en"]

    func callAsFunction(_ key: String, _ values: String...) -> Bilingual {
        .init(local: texts.text(key, in: language, values), english: texts.text(key, in: "en", values))
    }

    func same(_ text: String) -> Bilingual { .init(local: text, english: text) }

    /// Links to a paper in each language.
    static func links(to address: String, _ visit: Visit) -> [[String: Any]] {
        languages.map { language in
            [
                "href": address + (address.contains("?") ? "&" : "?") + "language=\(language)", "lang": language,
                "text": visit.portal.texts.text("language.name", in: language),
            ]
        }
    }
}

extension BilingualTexts {
    /// The language that was asked for, or the visitor's. Throws `Problem.unreadable` for one that isn't there.
    init(_ visit: Visit) throws {
        texts = visit.portal.texts
        language = visit.query("language") ?? visit.language
        guard BilingualTexts.languages.contains(language) else { throw Problem(.unreadable) }
    }
}
