import Exchange

/// A run's summary as a table for people.
enum SummaryReport {
    static func table(_ summary: Summary, _ folder: String) -> String {
        var lines: [String] = []
        func line(_ label: String, _ left: Int, _ right: Int?) {
            let cells =
                [pad(label, 34, right: true), pad(IndianNumber.grouped(left), 14)]
                + (right.map { [pad(IndianNumber.grouped($0), 14)] } ?? [])
            lines.append(cells.joined())
        }
        let right = summary.right
        lines.append(pad("", 34, right: true) + pad("left list", 14) + (right == nil ? "" : pad("right list", 14)))
        line("rows", summary.left.rows, right?.rows)
        line("rows that can't be used", summary.left.unusable, right?.unusable)
        line("rows beyond a person's first", summary.left.duplicateRows, right?.duplicateRows)
        line("people", summary.left.people, right?.people)
        if right != nil {
            line("people on both lists", summary.left.peopleMatched, right?.peopleMatched)
            line("people on one list only", summary.left.peopleUnmatched, right?.peopleUnmatched)
            lines.append("")
            lines.append(
                "Left out: \(IndianNumber.grouped(summary.leftOut)) people, of whom \(IndianNumber.grouped(summary.leftOutWithPossible)) may be registered (\(IndianNumber.grouped(summary.possiblePairs)) pairs to review)."
            )
            lines += targets(summary)
        }
        lines.append("")
        let phases = summary.phases.map { "\($0.name) \(seconds($0.seconds))" }.joined(separator: ", ")
        lines.append(
            "\(seconds(summary.seconds)) (\(phases)); \(summary.peakMemoryBytes / 1_048_576) MiB at most; \(summary.threads) threads."
        )
        for warning in summary.warnings { lines.append("Note: \(warning)") }
        lines.append(
            right == nil
                ? "Look at \(folder)/duplicates.csv; summary.json and model.json hold the rest."
                : "Look at \(folder)/left-out.csv, \(folder)/pairs.csv\(summary.workbooks ?? 0 > 0 ? " and the workbooks in \(folder)/districts/" : "")."
        )
        return lines.joined(separator: "\n")
    }

    /// The blocks with the most people to find, ten at most.
    private static func targets(_ summary: Summary) -> [String] {
        let places = summary.places.sorted { $0.target != $1.target ? $0.target > $1.target : $0.block < $1.block }
        guard places.count > 1, let most = places.first?.target, most > 0 else { return [] }
        let shown = places.prefix(10).map { place in
            let bar = String(repeating: "█", count: max(1, place.target * 24 / most))
            return pad("  \(place.block), \(place.district)", 46, right: true)
                + pad(IndianNumber.grouped(place.target), 10) + "  " + bar
        }
        return ["", "Target by block:"] + shown
            + (places.count > 10 ? ["  … and \(places.count - 10) more blocks"] : [])
    }

    private static func seconds(_ value: Double) -> String { "\((value * 10).rounded() / 10) s" }

    private static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
        let gap = String(repeating: " ", count: max(0, width - text.count))
        return right ? text + gap : gap + text
    }
}
