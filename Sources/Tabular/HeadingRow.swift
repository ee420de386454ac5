/// Which of a table's first rows holds the headings, where titles stand above them as spreadsheets have them.
package enum HeadingRow {
    /// Rows that are looked at.
    package static let most = 10

    /// The row with the most known headings, if it has two; else the first with several cells, or one above it whose only
    /// cell is a known heading. Nil where no row is any of these.
    /// - Parameter rows: the filled cells of each.
    package static func find(_ rows: [[String]], isHeading: (String) -> Bool) -> Int? {
        let known = rows.map { $0.count(where: isHeading) }
        if let most = known.max(), most >= 2 { return known.firstIndex(of: most) }
        return rows.firstIndex { $0.count > 1 || ($0.count == 1 && isHeading($0[0])) }
    }
}
