import Exchange
import Registry

/// What came out of a run, in figures that add up.
enum LinkageFigures {
    static func model(
        _ result: LinkageResult, _ summary: Summary, _ lists: (left: String, right: String), _ visit: Visit
    ) -> [String: Any] {
        return [
            "sums": [
                sum("rows", \.rows, summary, visit),
                sum("unusable", \.unusable, summary, visit),
                sum("duplicates", \.duplicateRows, summary, visit),
                sum("people", \.people, summary, visit),
                sum("matched", \.peopleMatched, summary, visit),
                sum("unmatched", \.peopleUnmatched, summary, visit),
            ],
            "notes": (summary.notes ?? []).map { note in
                let list = note.file == summary.left.file ? lists.left : lists.right
                return visit.text("linkage.note.\(note.kind.rawValue)", note.subject, Written.number(note.count), list)
            },
            "leftOut": Written.number(summary.leftOut), "matches": Written.number(summary.matches),
            "possible": Written.number(summary.leftOutWithPossible),
            "pairs": Written.number(summary.possiblePairs),
            "chart": WeightChart.model(result.weights, visit) as Any,
            "places": result.places.map { place in
                let known = place.place.flatMap { visit.registry.places[$0] }
                return [
                    "district": place.district, "block": place.block, "unresolved": place.isUnresolved,
                    "known": known?.name(in: visit.language) ?? "", "rows": Written.number(place.rows),
                    "registered": Written.number(place.registered), "possible": Written.number(place.possible),
                    "leftOut": Written.number(place.leftOut),
                ] as [String: Any]
            },
        ]
    }

    private static func sum(
        _ key: String, _ count: KeyPath<Summary.List, Int>, _ summary: Summary, _ visit: Visit
    ) -> [String: Any] {
        [
            "text": visit.text("linkage.sum.\(key)"), "left": Written.number(summary.left[keyPath: count]),
            "right": Written.number(summary.right?[keyPath: count] ?? 0),
        ]
    }
}
