/// What is believed of each comparison before any list is seen; counts for `prior_pairs` pairs and no more.
enum PriorKnowledge {
    /// Probability of each level among pairs that are one person; index 0 (missing) is 0.
    static func match(_ group: LevelGroup) -> [Double] {
        let levels: [Double] =
            switch (group.kind, group.aspect) {
            case (.name, .agreement): [0.01, 0.02, 0.04, 0.07, 0.1, 0.14, 0.16, 0.16, 0.14, 0.1, 0.06]
            case (.name, .conflict): [0.005, 0.005, 0.01, 0.02, 0.04, 0.07, 0.1, 0.75]
            case (.name, _): [0.1, 0.9]
            case (.birth, _): [0.01, 0.02, 0.03, 0.03, 0.05, 0.12, 0.24, 0.35, 0.05, 0.1]
            case (.identifier, _): [0.03, 0.05, 0.02, 0.9]
            case (.phone, _): [0.4, 0.04, 0.03, 0.53]
            case (.category, _): [0.15, 0.05, 0.45, 0.35]
            case (.place, _): [0.04, 0.02, 0.03, 0.04, 0.07, 0.8]
            }
        return normalised(levels, count: group.labels.count)
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
