/// What is believed of each comparison before any list is seen; counts for `prior_pairs` pairs and no more.
enum PriorKnowledge {
    /// Probability of each level among pairs that are one person; index 0 (missing) is 0.
    /// - Parameter ownAgreement: for a name's agreement, how many names have each level with themselves; how rare the
    ///   names of these lists are says how far two writings of one name can agree.
    static func match(_ group: LevelGroup, ownAgreement: [Double]? = nil) -> [Double] {
        if let own = ownAgreement, own.reduce(0, +) > 0 { return agreement(own) }
        // Which lists the two rows are of: people are on both lists more often than twice on one.
        if group.column == LevelGroup.lists { return [0, 0.11, 0.85, 0.04] }
        let levels: [Double] =
            switch (group.kind, group.aspect) {
            case (.name, .agreement): [0.003, 0.006, 0.007, 0.012, 0.055, 0.1, 0.19, 0.24, 0.24, 0.11, 0.037]
            case (.name, .conflict): [0.006, 0.006, 0.013, 0.015, 0.022, 0.048, 0.15, 0.74]
            case (.name, _): [0.13, 0.87]
            case (.birth, _): [0.003, 0.022, 0.04, 0.04, 0.05, 0.14, 0.315, 0.36, 0.01, 0.02]
            case (.identifier, _): [0.02, 0.05, 0.01, 0.92]
            case (.phone, _): [0.41, 0.03, 0.002, 0.558]
            case (.category, _): [0.35, 0.1, 0.35, 0.2]
            case (.place, _): [0.01, 0.01, 0.03, 0.05, 0.25, 0.65]
            }
        return normalised(levels, count: group.labels.count)
    }

    /// Three of four writings agree wholly; the others lose a level or two, and a few nearly all.
    private static func agreement(_ own: [Double]) -> [Double] {
        let sum = own.reduce(0, +)
        var levels = [Double](repeating: 0.002, count: own.count)
        for (level, count) in own.enumerated() where level > 0 {
            for (lost, share) in [(0, 0.75), (1, 0.14), (2, 0.06), (3, 0.03)] {
                levels[max(1, level - lost)] += share * count / sum
            }
        }
        levels[0] = 0
        let total = levels.reduce(0, +)
        return levels.map { $0 / total }
    }

    /// Levels of pairs that differ in this column: mostly the lowest.
    static func differing(_ group: LevelGroup) -> [Double] {
        let levels = (0..<group.labels.count).map { $0 == 0 ? 0.75 : 0.25 / Double(group.labels.count - 1) }
        return [0] + levels
    }

    private static func normalised(_ levels: [Double], count: Int) -> [Double] {
        let kept = (0..<count).map { $0 < levels.count ? levels[$0] : 0.01 }
        let sum = kept.reduce(0, +)
        return [0] + kept.map { $0 / sum }
    }
}
