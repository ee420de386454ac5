/// Which of a table's first rows holds the headings, where titles stand above them as spreadsheets have them.
package enum HeadingRow {
    /// Rows that are looked at.
    package static let most = 10

    private struct Candidate {
        var row: Int
        var known: Int
        var filled: Set<Int>

        /// Most of what stands in a line such as `District | Nadia | Block | Kandi` is no heading.
        var isDoubtful: Bool { known * 2 <= filled.count }

        /// More headings than another row has, where that is a form's line or a tier that names groups of these columns; parts of an
        /// address under the row that names the person are none.
        func isBetter(than other: Candidate) -> Bool {
            guard known > other.known || (known == other.known && filled.count < other.filled.count) else {
                return false
            }
            return other.isDoubtful || other.filled.isSubset(of: filled)
        }
    }

    /// The row with most known headings, if it has two; else the first with several cells, or one above it whose only
    /// cell is a known heading. Nil where no row is any of these.
    package static func find(_ rows: [[String]], isHeading: (String) -> Bool) -> Int? {
        let candidates = rows.enumerated().map { number, cells in
            let filled = cells.indices.filter { !cells[$0].allSatisfy(\.isWhitespace) }
            return Candidate(row: number, known: filled.count { isHeading(cells[$0]) }, filled: Set(filled))
        }
        var best: Candidate?
        for candidate in candidates where candidate.known >= 2 {
            if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
        }
        return best?.row ?? candidates.first { $0.filled.count > 1 || $0.known == 1 }?.row
    }
}
