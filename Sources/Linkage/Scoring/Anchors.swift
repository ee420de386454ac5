/// Pairs that are one person beyond reasonable doubt, to learn from them what a match looks like.
///
/// A unique identifier that both rows bear makes an anchor. Lists with too few of these are anchored by their surest pairs: names
/// without any difference that are not common, and one more proof — the same phone that few share, or the same guardian
/// or date of birth (but for a slip) in the same village. An anchor says nothing of the comparisons that made it one.
struct Anchors {
    private struct Anchor {
        var levels: PairLevels
        /// Groups that chose it, as bits.
        var chosenBy: UInt32
    }
    private let groups: [LevelGroup]
    private var anchors: [Anchor] = []
    /// Level of agreement from which a name is uncommon enough: 5 nats, one in 150.
    private static let uncommon: UInt8 = 5
    /// The same for a rare one: 9.5 nats, one in 13,000.
    private static let rare: UInt8 = 8

    var count: Int { anchors.count }

    init(_ groups: [LevelGroup], _ settings: Settings, sample: [PairLevels], known: [PairLevels]) {
        self.groups = groups
        func bits(_ isWanted: (LevelGroup) -> Bool) -> UInt32 {
            groups.indices.reduce(0) { isWanted(groups[$1]) ? $0 | 1 << UInt32($1) : $0 }
        }
        if known.count >= ModelTraining.enoughAnchors {
            let uniques = Set(settings.comparisons.filter { $0.unique == true }.map(\.column))
            let chosenBy = bits { uniques.contains($0.column) }
            anchors = known.map { Anchor(levels: $0, chosenBy: chosenBy) }
            return
        }
        let names = settings.comparisons.filter { $0.kind == .name }.map(\.column)
        guard let name = names.first else { return }
        let nameBits = bits { $0.column == name }
        func place(_ column: String, _ aspect: LevelGroup.Aspect) -> Int? {
            groups.firstIndex { $0.column == column && $0.aspect == aspect }
        }
        let phones = groups.indices.filter { groups[$0].kind == .phone }
        let numbers = groups.indices.filter { groups[$0].kind == .identifier }
        let birth = groups.firstIndex { $0.kind == .birth }
        // The first place column is the smallest place. Lists without places take dates of birth as they are.
        let village = groups.firstIndex { $0.kind == .place }
        let placeBits = bits { $0.kind == .place }
        for levels in sample {
            guard Self.isSure(levels, place(name, .agreement), place(name, .conflict)) else { continue }
            for phone in phones where levels[phone] == 4 {
                anchors.append(Anchor(levels: levels, chosenBy: nameBits | 1 << UInt32(phone)))
            }
            // A number that many share is a proof only for somebody whose name hardly anyone bears.
            let isRare = place(name, .agreement).map { levels[$0] >= Self.rare } ?? false
            for number in numbers where levels[number] >= (isRare ? 3 : 4) {
                anchors.append(Anchor(levels: levels, chosenBy: nameBits | 1 << UInt32(number)))
            }
            guard village.map({ levels[$0] >= 5 }) ?? true else { continue }
            if let birth, levels[birth] >= 9 {
                anchors.append(Anchor(levels: levels, chosenBy: nameBits | placeBits | 1 << UInt32(birth)))
            }
            for guardian in names.dropFirst() where village != nil {
                guard Self.isSure(levels, place(guardian, .agreement), place(guardian, .conflict)) else { continue }
                anchors.append(Anchor(levels: levels, chosenBy: nameBits | placeBits | bits { $0.column == guardian }))
            }
        }
        ignoreListsOfOneSidedProofs(bits { $0.column == LevelGroup.lists })
    }

    /// A proof that two rows of one list only can give, as full dates of birth where the other list has ages, says nothing of
    /// how often a person is on both.
    private mutating func ignoreListsOfOneSidedProofs(_ listsBit: UInt32) {
        let lists = listsBit.trailingZeroBitCount
        guard lists < groups.count else { return }
        let acrossLists = Set(anchors.filter { $0.levels[lists] == 2 }.map(\.chosenBy))
        for index in anchors.indices where !acrossLists.contains(anchors[index].chosenBy) {
            anchors[index].chosenBy |= listsBit
        }
    }

    private static func isSure(_ levels: PairLevels, _ agreement: Int?, _ conflict: Int?) -> Bool {
        guard let agreement, let conflict else { return false }
        return levels[agreement] >= uncommon && levels[conflict] == UInt8(Levels.conflict.count + 1)
    }

    /// How many anchors have each level of a group, of those that were not chosen by it.
    func counts(of group: Int) -> [Double] {
        var counts = [Double](repeating: 0, count: groups[group].levels)
        for anchor in anchors where anchor.chosenBy & (1 << UInt32(group)) == 0 {
            counts[Int(anchor.levels[group])] += 1
        }
        counts[0] = 0
        return counts
    }
}
