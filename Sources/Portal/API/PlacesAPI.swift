import HTTPTypes
import Hummingbird
import Registry

extension API {
    static let places: [Endpoint] = [
        Endpoint(
            .get, "/places", .anyone, "Places for what somebody types",
            about: "In any script and spelling: what is written so first, then what sounds so.",
            query: [
                .may("q", .text(1...80).about("Nothing is found for nothing.")),
                .may("levels", .list(.choice(levels), least: 1, most: levels.count)),
                .may("within", .place), .may("limit", .integer(1...50).about("10 when not said.")),
            ],
            answers: [.ok(.object("Places", [.must("items", .list(shownPlace, most: 50))]))]
        ) { call in
            let wanted = call.query["levels"]?.items.compactMap { $0.string.flatMap(PlaceLevel.init(word:)) }
            let found = call.registry.places.search(
                call.query["q"]?.string ?? "", levels: Set(wanted ?? PlaceLevel.allCases),
                in: call.query["within"]?.string.flatMap { PlaceID($0) }, limit: Int(call.query["limit"]?.integer ?? 10)
            )
            return Answer(["items": .array(found.map { shown($0, call) })])
        },
        Endpoint(
            .get, "/places/:id", .anyone, "One place", parameters: ["id": .place], answers: [.ok(shownPlace)]
        ) { call in
            let id = call.visit.context.parameters.get("id").flatMap { PlaceID($0) }
            guard let place = id.flatMap({ call.registry.places[$0] }) else { throw Problem.notFound }
            return Answer(shown(place, call))
        },
    ]

    private static let levels = PlaceLevel.allCases.map(\.word)

    private static let shownPlace = Schema.object(
        "Place",
        [
            .must("id", .place), .must("level", .choice(levels)), .must("code", .count.about("Of the directory.")),
            .must("name", .words.about("In the reader's language.")), .may("parent", .place),
            .must("path", .words.about("What it lies in, the nearest first.")),
            .must("ended", .yesNo.about("True once the directory's code holds no more.")),
        ])

    private static func shown(_ place: Place, _ call: Call) -> JSON {
        let above = call.registry.places.path(of: place.id).dropLast().reversed().map { $0.name(in: call.language) }
        return .members([
            "id": API.place(place.id), "level": .string(place.id.level.word), "code": .integer(Int64(place.id.code)),
            "name": .string(place.name(in: call.language)), "parent": place.parent.map { API.place($0) },
            "path": .string(above.joined(separator: ", ")), "ended": .bool(place.ended != nil),
        ])
    }
}
