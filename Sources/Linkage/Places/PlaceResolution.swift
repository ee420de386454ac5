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
    /// A spelling is a slip only if the place it resembles is at least this many times more frequent …
    private static let timesMoreFrequent = 6
    /// … or if only vowels part the two, as they part one name in two scripts (বীরভূম is birabum, Birbhum birbum).
    private static let sameConsonants: Float = 0.85
    /// A spelling that is one letter off a place this many times more frequent is that place, however short.
    private static let timesMoreForOneEdit = 20
    private static let shortestForOneEdit = 4

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
        _ rows: [Spelling: Int], mergesSlips: Bool, known: [(entry: Gazetteer.Entry, parent: UInt32)] = []
    ) {
        struct Node {
            var place: Place
            var folds: Set<[UInt8]>
            var letters: Set<[UInt8]>
            var spellings: [Spelling: Int] = [:]
            var isKnown = false
        }
        struct Key: Hashable {
            var parent: UInt32
            var fold: [UInt8]
        }
        var nodes: [Node] = []
        var nodeOf: [Key: Int] = [:]
        for (entry, parent) in known {
            let folds = Set(([entry.name] + entry.aliases).map { PlaceFold.fold($0) }.filter { !$0.isEmpty })
            for fold in folds where nodeOf[Key(parent: parent, fold: fold)] == nil {
                nodeOf[Key(parent: parent, fold: fold)] = nodes.count
            }
            let place = Place(
                name: entry.name, fold: PlaceFold.fold(entry.name), parent: parent, code: entry.code, rows: 0)
            let letters = Set(([entry.name] + entry.aliases).map { PlaceFold.letters($0) })
            nodes.append(Node(place: place, folds: folds, letters: letters, isKnown: true))
        }
        var groups: [Key: [Spelling: Int]] = [:]
        for (spelling, count) in rows {
            let fold = PlaceFold.fold(spelling.written)
            if !fold.isEmpty { groups[Key(parent: spelling.parent, fold: fold), default: [:]][spelling] = count }
        }
        // Most frequent first, ties by parent and letters, so that the outcome depends on the lists alone.
        let ordered = groups.map { (key: $0.key, spellings: $0.value, rows: $0.value.values.reduce(0, +)) }.sorted {
            if $0.rows != $1.rows { return $0.rows > $1.rows }
            if $0.key.parent != $1.key.parent { return $0.key.parent < $1.key.parent }
            return $0.key.fold.lexicographicallyPrecedes($1.key.fold)
        }
        var nodesOfParent: [UInt32: [Int]] = [:]
        for (index, node) in nodes.enumerated() { nodesOfParent[node.place.parent, default: []].append(index) }
        for group in ordered {
            var target = nodeOf[group.key]
            if target == nil, mergesSlips {
                var best: Float = Self.alike
                let letters = PlaceFold.letters(Self.usualSpelling(group.spellings))
                let skeleton = Fold.skeleton(group.key.fold)
                for index in nodesOfParent[group.key.parent] ?? [] {
                    let node = nodes[index]
                    let isMuchMoreFrequent = node.place.rows >= Self.timesMoreForOneEdit * group.rows
                    let isFrequent = node.isKnown || node.place.rows >= Self.timesMoreFrequent * group.rows
                    var alike =
                        node.folds.map { fold -> Float in
                            let alike = PlaceFold.similarity(fold, group.key.fold)
                            if isFrequent { return alike }
                            return alike >= Self.sameConsonants && Fold.skeleton(fold) == skeleton ? alike : 0
                        }.max() ?? 0
                    if alike < Self.oneEdit, node.isKnown || isMuchMoreFrequent,
                        letters.count >= Self.shortestForOneEdit,
                        Self.tail(node.place.fold) == Self.tail(group.key.fold),
                        node.letters.contains(where: { PlaceFold.isOneEdit($0, letters) })
                    {
                        alike = Self.oneEdit
                    }
                    // A place that the lists are full of is likelier meant than one that only the register knows.
                    if isMuchMoreFrequent, alike >= Self.alike { alike += Self.forFrequency }
                    if alike > best { (best, target) = (alike, index) }
                }
            }
            let index = target ?? nodes.count
            if target == nil {
                nodes.append(
                    Node(
                        place: Place(name: "", fold: group.key.fold, parent: group.key.parent, code: nil, rows: 0),
                        folds: [group.key.fold], letters: [PlaceFold.letters(Self.usualSpelling(group.spellings))]))
                nodesOfParent[group.key.parent, default: []].append(index)
            }
            nodes[index].place.rows += group.rows
            nodes[index].spellings.merge(group.spellings) { $0 + $1 }
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

    /// How alike one letter's difference makes two places, whatever their length.
    private static let oneEdit: Float = 0.8
    private static let forFrequency: Float = 0.1

    /// Numerals and directions of a fold.
    private static func tail(_ fold: [UInt8]) -> ArraySlice<UInt8> { fold.drop { $0 != "|" } }

    /// The most frequent spelling; of equally frequent ones the first by letters.
    private static func usualSpelling(_ spellings: [Spelling: Int]) -> String {
        spellings.min { $0.value != $1.value ? $0.value > $1.value : $0.key.written < $1.key.written }?.key.written
            ?? ""
    }
}
