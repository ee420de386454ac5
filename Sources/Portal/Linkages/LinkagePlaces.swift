import Exchange
import Hummingbird
import Registry

/// Places that a list spells as the directory doesn't: somebody says which are meant, and the lists are linked again.
///
/// What was said is kept with the run, and later runs of the same area begin with it.
enum LinkagePlaces {
    private static let shown = 50

    static func model(_ result: LinkageResult, _ visit: Visit) -> [[String: Any]] {
        let directory = visit.registry.places
        return unresolved(result).prefix(shown).map { number, place in
            let choices =
                place.place?.level == .district
                ? blocks(of: place.place, directory)
                : directory.states.flatMap { directory.places(below: $0, level: .district) }
            return [
                "number": String(number), "district": place.district, "block": place.block,
                "rows": Written.number(place.rows),
                "choices": choices.map { ["value": $0.id.description, "text": $0.name(in: visit.language)] },
            ]
        }
    }

    /// Begins a run with what was chosen; `place.N` names the place of the result's place N.
    static func fix(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        guard let next = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        let run = try await visit.registry.write(as: visit.actor) { scope in
            let run = try LinkageRun.find(id, in: scope)
            guard let result = try run.result(as: LinkageResult.self, in: scope) else { throw Problem(.wrongState) }
            var spellings: [LinkageRun.Request.Spelling] = []
            for (number, place) in LinkagePlaces.unresolved(result) {
                guard let chosen = form["place.\(number)"] else { continue }
                spellings += try LinkagePlaces.told(PlaceID(chosen), of: place, number, scope.places)
            }
            guard !spellings.isEmpty else { throw Problem.invalid("place", "required") }
            var request = run.request
            let texts = Set(spellings.map(\.text))
            request.spellings = request.spellings.filter { !texts.contains($0.text) } + spellings
            return try LinkageRun.begin(next, left: run.left, right: run.right, request: request, in: scope)
        }
        return visit.redirect(to: "/linkages/\(run.id)")
    }

    private static func unresolved(_ result: LinkageResult) -> [(Int, LinkageResult.Place)] {
        result.places.enumerated().filter { $0.element.isUnresolved }.sorted { $0.element.rows > $1.element.rows }
            .map { ($0.offset, $0.element) }
    }

    private static func blocks(of district: PlaceID?, _ directory: PlaceDirectory) -> [Place] {
        guard let district else { return [] }
        return [.block, .municipality].flatMap { directory.places(below: district, level: $0) }
    }

    /// The spellings of the district and of the block; the block must lie in the district where that is known.
    private static func told(
        _ chosen: PlaceID?, of place: LinkageResult.Place, _ number: Int, _ directory: PlaceDirectory
    ) throws -> [LinkageRun.Request.Spelling] {
        guard let chosen, let district = directory.path(of: chosen).first(where: { $0.id.level == .district })?.id
        else {
            throw Problem.invalid("place.\(number)", "unknownPlace")
        }
        var spellings: [LinkageRun.Request.Spelling] = []
        let isBlock = [.block, .municipality].contains(chosen.level)
        if let known = place.place, known.level == .district {
            guard isBlock, known == district else { throw Problem.invalid("place.\(number)", "otherArea") }
        } else {
            spellings.append(.init(text: place.district, place: district))
        }
        if isBlock { spellings.append(.init(text: place.block, place: chosen)) }
        return spellings
    }
}
