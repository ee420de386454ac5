/// A place while spellings are being sorted to places.
struct PlaceNode {
    var place: Place
    let folds: [(fold: [UInt8], skeleton: [UInt8], counts: LetterCounts)]
    let letters: Set<[UInt8]>
    /// Numerals and directions, which no slip changes.
    let tail: [UInt8]
    let isKnown: Bool
    var spellings: [PlaceResolution.Spelling: Int] = [:]

    init(_ place: Place, folds: [[UInt8]], letters: Set<[UInt8]>, isKnown: Bool) {
        (self.place, self.letters, self.isKnown) = (place, letters, isKnown)
        self.folds = folds.map { ($0, Fold.skeleton($0), LetterCounts($0)) }
        tail = Self.tail(place.fold)
    }

    /// Those of all its folds, and its own.
    var tails: Set<[UInt8]> { Set(folds.map { Self.tail($0.fold) } + [tail]) }

    static func tail(_ fold: [UInt8]) -> [UInt8] { Array(fold.drop { $0 != "|" }) }
}

/// Finds the place that a spelling is a slip of: asked from the most frequent spelling to the rarest.
///
/// Looks at the few places that are frequent enough, and at those with the same consonants; a column of nothing but rare
/// spellings costs no more than to read it.
struct SlipSearch {
    /// A spelling is a slip only if the place it resembles is at least this many times more frequent …
    private static let timesMoreFrequent = 6
    /// … or if only vowels part the two, as they part one name in two scripts (বীরভূম is birabum, Birbhum birbum).
    private static let sameConsonants: Float = 0.85
    /// A spelling that is one letter off a place this many times more frequent is that place, however short.
    private static let timesMoreForOneEdit = 20
    private static let shortestForOneEdit = 4
    /// How alike one letter's difference makes two places, whatever their length.
    private static let oneEdit: Float = 0.8
    /// A place that the lists are full of is likelier meant than one that only the register knows.
    private static let forFrequency: Float = 0.1

    /// The places of one parent, by their numbers.
    private struct Siblings {
        /// Known, or frequent enough for a spelling of `rows`, by the tails of their folds: they stay so, for spellings get rarer.
        var frequent: [[UInt8]: [Int]] = [:]
        var others: Set<Int> = []
        var rows = Int.max
        var ofSkeleton: [[UInt8]: [Int]] = [:]

        mutating func rise(_ index: Int, _ nodes: [PlaceNode]) {
            for tail in nodes[index].tails { frequent[tail, default: []].append(index) }
        }
    }
    private var siblings: [UInt32: Siblings] = [:]

    /// Takes a new place in.
    mutating func add(_ index: Int, _ nodes: [PlaceNode]) {
        let node = nodes[index]
        siblings[node.place.parent, default: Siblings()].others.insert(index)
        for fold in node.folds { siblings[node.place.parent]?.ofSkeleton[fold.skeleton, default: []].append(index) }
        grew(index, nodes)
    }

    /// Looks whether a place that has got more rows is a frequent one now.
    mutating func grew(_ index: Int, _ nodes: [PlaceNode]) {
        let parent = nodes[index].place.parent
        guard let rows = siblings[parent]?.rows, Self.isFrequent(nodes[index], beside: rows),
            siblings[parent]?.others.remove(index) != nil
        else { return }
        siblings[parent]?.rise(index, nodes)
    }

    private static func isFrequent(_ node: PlaceNode, beside rows: Int) -> Bool {
        node.isKnown || node.place.rows / timesMoreFrequent >= rows
    }

    /// The place whose slip the spelling is, or nil for a place of its own.
    mutating func place(
        of key: PlaceResolution.Key, _ letters: [UInt8], rows: Int, _ nodes: [PlaceNode]
    ) -> Int? {
        guard var among = siblings[key.parent] else { return nil }
        if rows < among.rows {
            siblings[key.parent] = nil
            among.rows = rows
            let risen = among.others.filter { Self.isFrequent(nodes[$0], beside: rows) }
            among.others.subtract(risen)
            for index in risen { among.rise(index, nodes) }
            siblings[key.parent] = among
        }
        let slip = PlaceNode.tail(key.fold), counts = LetterCounts(key.fold), skeleton = Fold.skeleton(key.fold)
        var best = PlaceResolution.alike, target: Int?
        func offer(_ index: Int, _ alike: Float) {
            if alike > best || (alike == best && target.map { index < $0 } == true) { (best, target) = (alike, index) }
        }
        for index in among.frequent[slip] ?? [] {
            let isMuchMoreFrequent = nodes[index].place.rows >= Self.timesMoreForOneEdit * rows
            var alike: Float = 0
            for fold in nodes[index].folds where LetterCounts.bound(fold.counts, counts) >= PlaceResolution.alike {
                alike = max(alike, PlaceFold.similarity(fold.fold, key.fold, least: PlaceResolution.alike))
            }
            if alike < Self.oneEdit, nodes[index].isKnown || isMuchMoreFrequent,
                letters.count >= Self.shortestForOneEdit, nodes[index].tail == slip,
                nodes[index].letters.contains(where: { PlaceFold.isOneEdit($0, letters) })
            {
                alike = Self.oneEdit
            }
            if isMuchMoreFrequent, alike >= PlaceResolution.alike { alike += Self.forFrequency }
            offer(index, alike)
        }
        for index in among.ofSkeleton[skeleton] ?? [] where among.others.contains(index) {
            for fold in nodes[index].folds where fold.skeleton == skeleton {
                let alike = PlaceFold.similarity(fold.fold, key.fold)
                if alike >= Self.sameConsonants { offer(index, alike) }
            }
        }
        return target
    }
}
