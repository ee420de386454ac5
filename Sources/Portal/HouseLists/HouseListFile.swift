import Cards
import HTTPTypes
import Hummingbird
import Registry

/// The house list on paper: in a local language and English, with boxes for what is met at each door.
enum HouseListFile {
    /// More people than anybody carries from door to door.
    static let most = 2_000

    static func send(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let text = try BilingualTexts(visit)
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try DriveHead.place(campaign, visit)
        guard place.level >= .block else { return visit.redirect(to: HouseListPage.address(campaign, place)) }
        let filter = HouseListPage.filter(place, visit)
        let (list, people) = try await visit.registry.read(as: visit.actor) { scope in
            let list = try HouseList.find(id, filter, in: scope)
            return (list, list.count > most ? [] : try list.people(limit: most, in: scope))
        }
        guard list.count <= most else {
            return visit.redirect(to: HouseListPage.address(campaign, place, village: filter.village) + "&large=1")
        }
        try await visit.registry.write(as: visit.actor) {
            try $0.record("printed", "houseList", id, at: place, details: ["count": String(people.count)])
        }
        let sheet = sheet(campaign, place, people, text, visit)
        return PaperFile.answer(
            try await visit.registry.pictures.run { sheet.pdf() }, named: "house-list-\(place.code)")
    }

    /// What can be ticked for a person, in the order of the boxes.
    private static let outcomes: [HouseVisit.Outcome] = [
        .found, .registered, .away, .untraceable, .moved, .deceased, .refused, .notMigrant, .ineligible,
    ]

    private static func sheet(
        _ campaign: Campaign, _ place: PlaceID, _ people: [LeftOut], _ text: BilingualTexts, _ visit: Visit
    ) -> ListSheet {
        let language = text.language
        var groups: [(village: String, rows: [[ListSheet.Cell]])] = []
        for (number, leftOut) in people.enumerated() {
            if groups.last?.village != leftOut.village { groups.append((leftOut.village, [])) }
            let person = leftOut.person
            let name = person.name ?? person.localName ?? ""
            groups[groups.count - 1].rows.append([
                .text(String(number + 1)), .both(.init(local: person.localName ?? name, english: name)),
                .text(person.husband ?? person.father ?? ""),
                .both(
                    .init(
                        local: HouseListPage.who(person, language, visit),
                        english: language == "en" ? "" : HouseListPage.who(person, "en", visit))),
                .text(person.mobile.map(PersonField.mask) ?? ""),
                .boxes(outcomes.indices.map { String($0 + 1) }), .text(""), .text(""),
            ])
        }
        func legend(_ language: String) -> String {
            outcomes.enumerated().map { place, outcome in
                "\(place + 1) " + text.texts.text("houses.outcome.\(outcome.rawValue)", in: language)
            }.joined(separator: "  ·  ")
        }
        return ListSheet(
            language: language, title: text("houses.title"),
            about: [
                campaign.name,
                DriveHead.name(of: place, in: language, visit)
                    + (language == "en" ? "" : " · " + DriveHead.name(of: place, in: "en", visit)),
                text.texts.text(
                    "houses.printed", in: language, [Written.day(visit.registry.environment.now().milliseconds)]),
            ],
            page: text("houses.pageOf", "%1", "%2"),
            columns: [
                .init(text("houses.row"), share: 3), .init(text("person.name"), share: 15),
                .init(text("exports.column.guardian"), share: 13), .init(text("houses.who"), share: 8),
                .init(text("person.mobile"), share: 9), .init(text("houses.outcome"), share: 12),
                .init(text("houses.next"), share: 8), .init(text("houses.note"), share: 12),
            ],
            groups: groups.map {
                .init(title: $0.village.isEmpty ? text("houses.noVillage").local : $0.village, rows: $0.rows)
            },
            legend: .init(local: legend(language), english: legend("en")))
    }
}

/// A paper as a file.
enum PaperFile {
    static func answer(_ pdf: [UInt8], named name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name).pdf\"",
            ], body: .init(byteBuffer: ByteBuffer(bytes: pdf)))
    }
}
