internal import Foundation
internal import Linkage

/// All places in memory, with the way up and down and a search by what people type.
///
/// About 20,000 places take some megabytes; a search takes microseconds to a few milliseconds. It is replaced as a whole after
/// an import. Places whose code has ended are known by their id, but neither listed nor found.
package struct PlaceDirectory: Sendable {
    private struct Spelling: Sendable {
        let text: [UInt8]
        let place: PlaceID
        /// False for a spelling that starts at a later word of the name.
        let isWhole: Bool
    }

    private let places: [PlaceID: Place]
    private let children: [PlaceID: [PlaceID]]
    /// Spellings in order of their bytes: a prefix is one run of it.
    private let spellings: [Spelling]
    /// The same names as they sound (`PlaceFold`), in order of their bytes.
    private let sounds: [Spelling]

    package init(_ places: [Place]) {
        self.places = Dictionary(places.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let current = places.filter { $0.ended == nil }
        children = Dictionary(grouping: current.filter { $0.parent != nil }, by: { $0.parent! })
            .mapValues { $0.sorted { ($0.name, $0.id.number) < ($1.name, $1.id.number) }.map(\.id) }
        var spellings: [Spelling] = []
        var sounds: [Spelling] = []
        for place in current {
            let names = Set(([place.name] + place.aliases + place.localNames.values).map(PlaceDirectory.fold))
            for name in names {
                // Every word starts a spelling, so that "parganas" finds North 24 Parganas.
                let bytes = Array(name.utf8)
                for start in bytes.indices where start == 0 || bytes[start - 1] == UInt8(ascii: " ") {
                    spellings.append(Spelling(text: Array(bytes[start...]), place: place.id, isWhole: start == 0))
                }
            }
            for sound in Set(names.map(PlaceFold.fold)) where !sound.isEmpty {
                sounds.append(Spelling(text: sound, place: place.id, isWhole: true))
            }
        }
        self.spellings = spellings.sorted { $0.text.lexicographicallyPrecedes($1.text) }
        self.sounds = sounds.sorted { $0.text.lexicographicallyPrecedes($1.text) }
    }

    package var count: Int { places.count }

    package subscript(_ id: PlaceID) -> Place? { places[id] }

    /// The places with this code, one a level, the coarsest first.
    package func places(code: Int) -> [Place] { PlaceLevel.allCases.compactMap { places[PlaceID($0, code)] } }

    package var states: [PlaceID] {
        places.keys.filter { $0.level == .state }.sorted { $0.number < $1.number }
    }

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
    package func lies(_ id: PlaceID, in area: PlaceID) -> Bool {
        var next: PlaceID? = id
        var steps = 0
        while let current = next, steps < 12 {
            if current == area { return places[current] != nil }
            next = places[current]?.parent
            steps += 1
        }
        return false
    }

    package func children(of id: PlaceID) -> [Place] { (children[id] ?? []).compactMap { places[$0] } }

    /// Everything below, of one level.
    package func places(below area: PlaceID, level: PlaceLevel) -> [Place] {
        children(of: area).flatMap { child in
            (child.id.level == level ? [child] : []) + places(below: child.id, level: level)
        }
    }

    /// Places for what somebody types, in any script and case: names that are it, names that begin so, names of which a later
    /// word begins so, names that sound so; among equals the larger place first, then by name.
    package func search(_ text: String, levels: Set<PlaceLevel>, in area: PlaceID? = nil, limit: Int = 10) -> [Place] {
        let wanted = Array(PlaceDirectory.fold(text).utf8)
        guard !wanted.isEmpty else { return [] }
        var ranks: [PlaceID: Int] = [:]
        func take(_ run: ArraySlice<Spelling>, rank: (Spelling) -> Int) {
            for spelling in run where levels.contains(spelling.place.level) {
                let rank = rank(spelling)
                guard rank < ranks[spelling.place] ?? .max, area.map({ lies(spelling.place, in: $0) }) ?? true else {
                    continue
                }
                ranks[spelling.place] = rank
            }
        }
        take(PlaceDirectory.run(spellings, wanted)) { $0.isWhole ? ($0.text.count == wanted.count ? 0 : 1) : 2 }
        let sound = PlaceFold.fold(text)
        if ranks.count < limit, sound.count > 2 { take(PlaceDirectory.run(sounds, sound)) { _ in 3 } }
        return ranks.compactMap { id, rank in places[id].map { (rank, $0) } }
            .sorted {
                ($0.0, $0.1.id.level, $0.1.name, $0.1.id.number) < ($1.0, $1.1.id.level, $1.1.name, $1.1.id.number)
            }
            .prefix(limit).map(\.1)
    }

    /// The one place that a free text means: by spelling, else by sound, else the most alike; nil where two are as near.
    package func resolve(_ text: String, levels: Set<PlaceLevel>, in area: PlaceID? = nil) -> Place? {
        let sound = PlaceFold.fold(text)
        guard !sound.isEmpty else { return nil }
        func fits(_ id: PlaceID) -> Bool { levels.contains(id.level) && (area.map { lies(id, in: $0) } ?? true) }
        func only(_ found: [PlaceID]) -> Place? {
            let distinct = Set(found.filter(fits))
            return distinct.count == 1 ? distinct.first.flatMap { places[$0] } : nil
        }
        let bytes = Array(PlaceDirectory.fold(text).utf8)
        let written = PlaceDirectory.run(spellings, bytes).filter { $0.isWhole && $0.text.count == bytes.count }
        if let place = only(written.map(\.place)) { return place }
        let sounding = PlaceDirectory.run(sounds, sound).filter { $0.text.count == sound.count }
        if sounding.contains(where: { fits($0.place) }) { return only(sounding.map(\.place)) }
        var best: (alike: Float, found: [PlaceID]) = (Gazetteer.alike, [])
        for spelling in sounds where fits(spelling.place) {
            let alike = PlaceFold.similarity(spelling.text, sound)
            if alike > best.alike {
                best = (alike, [spelling.place])
            } else if alike == best.alike {
                best.found.append(spelling.place)
            }
        }
        return only(best.found)
    }

    private static func run(_ sorted: [Spelling], _ prefix: [UInt8]) -> ArraySlice<Spelling> {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle].text.lexicographicallyPrecedes(prefix) { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < sorted.count, sorted[end].text.starts(with: prefix) { end += 1 }
        return sorted[low..<end]
    }

    /// Lower case, signs as blanks: what is left is what people agree on.
    static func fold(_ text: String) -> String {
        text.lowercased().precomposedStringWithCanonicalMapping.split {
            !$0.isLetter && !$0.isNumber && !$0.unicodeScalars.allSatisfy(\.properties.isDiacritic)
        }
        .joined(separator: " ")
    }
}
