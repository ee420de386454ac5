extension Return {
    /// A figure that is no longer what was signed.
    package struct Change: Sendable, Equatable {
        /// Nil for what belongs to no known block.
        package let place: Title?
        package let figure: Figure
        package let before: Int
        package let after: Int
    }

    /// What differs in a later count, line by line; lines that came or went count as noughts on the other side.
    package func changes(to later: Return) -> [Change] {
        var changes: [Change] = []
        func compare(_ place: Title?, _ before: Line?, _ after: Line?) {
            for figure in Figure.columns(of: kind) {
                let (old, new) = (before?[figure] ?? 0, after?[figure] ?? 0)
                if old != new { changes.append(Change(place: place, figure: figure, before: old, after: new)) }
            }
        }
        for line in lines {
            compare(line.place, line, later.lines.first { $0.place?.place == line.place?.place })
        }
        let known = lines.map(\.place?.place)
        for line in later.lines where !known.contains(line.place?.place) { compare(line.place, nil, line) }
        return changes
    }
}
