import Foundation
import HTTPTypes
import Hummingbird
import Registry

extension Routes {
    static let places: [Route] = [
        .get("/places", .anyone, PlaceSearch.list)
    ]
}

/// Places for what somebody has typed so far.
///
/// `GET /places?q=chap&levels=block,municipality&within=3000000320` answers up to ten places as JSON: `id`, `name` and `path`
/// (what it lies in, the nearest first) in the visitor's language. Places are public; nobody needs to sign in.
enum PlaceSearch {
    struct Answer: Encodable { let id, name, level, path: String }

    static func list(_ visit: Visit) async throws -> Response {
        let levels = visit.query("levels").map {
            Set($0.split(separator: ",").compactMap { PlaceLevel(word: String($0)) })
        }
        let area = visit.query("within").flatMap { PlaceID($0) }
        let places = visit.registry.places
        let found = places.search(
            String((visit.query("q") ?? "").prefix(80)), levels: levels ?? Set(PlaceLevel.allCases), in: area)
        let answers = found.map { place in
            let above = places.path(of: place.id).dropLast().reversed().map { $0.name(in: visit.language) }
            return Answer(
                id: place.id.description, name: place.name(in: visit.language), level: place.id.level.word,
                path: above.joined(separator: ", "))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json", .cacheControl: "no-store", .contentLanguage: visit.language,
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(answers))))
    }
}
