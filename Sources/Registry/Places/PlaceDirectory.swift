internal import Foundation

/// All places in memory, with the way up and down and a search by what people type.
///
/// About 17,000 places take a few megabytes; a search takes microseconds. It is replaced as a whole after an import.
package struct PlaceDirectory: Sendable {
    private let places: [PlaceID: Place]
    private let children: [PlaceID: [PlaceID]]
    /// Folded spellings in order, each with its place: a prefix is one run of it.
    private let spellings: [(text: String, place: PlaceID)]

    package init(_ places: [Place]) {
        self.places = Dictionary(places.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        children = Dictionary(grouping: places.filter { $0.parent != nil }, by: { $0.parent! })
            .mapValues { $0.sorted { $0.name < $1.name }.map(\.id) }
        spellings = places.flatMap { place in
            Set([place.name] + place.aliases + place.localNames.values).flatMap {
                name -> [(text: String, place: PlaceID)] in
                let folded = PlaceDirectory.fold(name)
                // Every word starts a spelling, so that "parganas" finds North 24 Parganas.
                return folded.indices.filter { $0 == folded.startIndex || folded[folded.index(before: $0)] == " " }
                    .map { (String(folded[$0...]), place.id) }
            }
        }.sorted { ($0.text, $0.place.number) < ($1.text, $1.place.number) }
    }

    package var count: Int { places.count }

    package subscript(_ id: PlaceID) -> Place? { places[id] }

    /// From the state down to the place itself; empty for a place that isn't known.
    package func path(of id: PlaceID) -> [Place] {
        var path: [Place] = []
        var next: PlaceID? = id
        while let current = next, let place = places[current], path.count < 12 {
            path.append(place)
            next = place.parent
        }
        return path.reversed()
    }

    /// True if the place is the area or lies in it.
    package func lies(_ id: PlaceID, in area: PlaceID) -> Bool { path(of: id).contains { $0.id == area } }

    package func children(of id: PlaceID) -> [Place] { (children[id] ?? []).compactMap { places[$0] } }

    /// Everything below, of one level.
    package func places(below area: PlaceID, level: PlaceLevel) -> [Place] {
        children(of: area).flatMap { child in
            (child.id.level == level ? [child] : []) + places(below: child.id, level: level)
        }
    }

    /// Places one of whose words begins so, whole names first; in any script, any case.
    package func search(_ text: String, levels: Set<PlaceLevel>, in area: PlaceID? = nil, limit: Int = 10) -> [Place] {
        let wanted = PlaceDirectory.fold(text)
        guard !wanted.isEmpty else { return [] }
        var low = 0
        var high = spellings.count
        while low < high {
            let middle = (low + high) / 2
            if spellings[middle].text < wanted { low = middle + 1 } else { high = middle }
        }
        var found: [Place] = []
        var seen: Set<PlaceID> = []
        for (spelling, id) in spellings[low...] {
            guard spelling.hasPrefix(wanted), found.count < limit else { break }
            guard levels.contains(id.level), let place = places[id], area.map({ lies(id, in: $0) }) ?? true,
                seen.insert(id).inserted
            else { continue }
            found.append(place)
        }
        return found
    }

    /// Lower case, signs as blanks: what is left is what people agree on.
    static func fold(_ text: String) -> String {
        text.precomposedLowercase.split {
            !$0.isLetter && !$0.isNumber && !$0.unicodeScalars.allSatisfy(\.properties.isDiacritic)
        }
        .joined(separator: " ")
    }
}

extension String {
    /// Unicode NFC in lower case.
    fileprivate var precomposedLowercase: String { self.lowercased().precomposedStringWithCanonicalMapping }
}
