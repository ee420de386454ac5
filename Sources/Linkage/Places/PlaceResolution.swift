/// A place as the lists name it.
package struct Place: Sendable, Equatable {
    /// Its most frequent spelling.
    package var name: String
    package var fold: [UInt8]
    /// Number of the place that holds it, in that column's numbers; 0 when the column has no `within`.
    package var parent: UInt32
    /// Code from the register of places, where one was given and the place was found there.
    package var code: String?
    /// Rows that name it, in any spelling.
    package var rows: Int
}

/// Which place each spelling means: equal folds are one place, and a rare spelling that resembles a frequent place
/// inside the same parent is read as that place.
struct PlaceResolution {
    /// Spellings this much alike may be one place.
    static let alike: Float = 0.72

    /// One spelling in one parent, with its rows.
    struct Spelling: Hashable {
        var written: String
        var parent: UInt32
    }

    /// Place 0 means missing.
    private(set) var places: [Place] = [Place(name: "", fold: [], parent: 0, code: nil, rows: 0)]
    private(set) var numberOf: [Spelling: UInt32] = [:]

    /// - Parameters:
    ///   - rows: rows of each spelling.
    ///   - mergesSlips: whether rare spellings are read as frequent places; equal folds always are one place.
    ///   - known: the register's entries that may stand in this column, each with its parent's number.
    init(
        _ rows: [Spelling: Int], mergesSlips: Bool, known: [(entry: Gazetteer.Entry, parent: UInt32)] = [],
        threads: Int = 1
    ) {
        var nodes: [PlaceNode] = []
        var nodeOf: [Key: Int] = [:]
        for (entry, parent) in known {
            let folds = Set(([entry.name] + entry.aliases).map { PlaceFold.fold($0) }.filter { !$0.isEmpty })
            for fold in folds where nodeOf[Key(parent: parent, fold: fold)] == nil {
                nodeOf[Key(parent: parent, fold: fold)] = nodes.count
            }
            let place = Place(
                name: entry.name, fold: PlaceFold.fold(entry.name), parent: parent, code: entry.code, rows: 0)
            let letters = Set(([entry.name] + entry.aliases).map { PlaceFold.letters($0) })
            nodes.append(PlaceNode(place, folds: Array(folds), letters: letters, isKnown: true))
        }
        var search = SlipSearch()
        if mergesSlips { for node in nodes.indices { search.add(node, nodes) } }
        for group in Self.groups(rows, threads: threads) {
            var target = nodeOf[group.key]
            let letters = mergesSlips ? PlaceFold.letters(Self.usualSpelling(group.spellings)) : []
            if target == nil, mergesSlips { target = search.place(of: group.key, letters, rows: group.rows, nodes) }
            let index = target ?? nodes.count
            if target == nil {
                let place = Place(name: "", fold: group.key.fold, parent: group.key.parent, code: nil, rows: 0)
                nodes.append(PlaceNode(place, folds: [group.key.fold], letters: [letters], isKnown: false))
            }
            nodes[index].place.rows += group.rows
            nodes[index].spellings.merge(group.spellings) { $0 + $1 }
            if mergesSlips { target == nil ? search.add(index, nodes) : search.grew(index, nodes) }
        }
        let used = nodes.indices.filter { nodes[$0].place.rows > 0 }.sorted {
            let (a, b) = (nodes[$0].place, nodes[$1].place)
            return a.parent != b.parent ? a.parent < b.parent : a.fold.lexicographicallyPrecedes(b.fold)
        }
        for index in used {
            var place = nodes[index].place
            if place.name.isEmpty { place.name = Self.usualSpelling(nodes[index].spellings) }
            for spelling in nodes[index].spellings.keys { numberOf[spelling] = UInt32(places.count) }
            places.append(place)
        }
    }

    /// Spellings of one fold in one parent.
    struct Key: Hashable {
        var parent: UInt32
        var fold: [UInt8]
    }

    /// Most frequent first, ties by parent and letters, so that the outcome depends on the lists alone.
    private static func groups(
        _ rows: [Spelling: Int], threads: Int
    ) -> [(key: Key, spellings: [Spelling: Int], rows: Int)] {
        let spellings = Array(rows), stretches = Parallel.ranges(of: spellings.count, size: 2048)
        let folds = Parallel.map(stretches.count, threads: threads) { item, _ in
            stretches[item].map { PlaceFold.fold(spellings[$0].key.written) }
        }
        var groups: [Key: [Spelling: Int]] = [:]
        for (range, folds) in zip(stretches, folds) {
            for (index, fold) in zip(range, folds) where !fold.isEmpty {
                let (spelling, count) = spellings[index]
                groups[Key(parent: spelling.parent, fold: fold), default: [:]][spelling] = count
            }
        }
        return groups.map { (key: $0.key, spellings: $0.value, rows: $0.value.values.reduce(0, +)) }.sorted {
            if $0.rows != $1.rows { return $0.rows > $1.rows }
            if $0.key.parent != $1.key.parent { return $0.key.parent < $1.key.parent }
            return $0.key.fold.lexicographicallyPrecedes($1.key.fold)
        }
    }

    /// The most frequent spelling; of equally frequent ones the first by letters.
    private static func usualSpelling(_ spellings: [Spelling: Int]) -> String {
        spellings.min { $0.value != $1.value ? $0.value > $1.value : $0.key.written < $1.key.written }?.key.written
            ?? ""
    }
}
