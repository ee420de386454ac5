/// A number that many writes add to, such as a figure of a whole state: the row of a table with these values in its key.
package struct Sum: Hashable, Sendable {
    /// The code's own names, never input.
    let table: String
    let key: [String]
    let column: String
    let values: [Value]

    /// `key` is the table's primary key; a row that is missing is made.
    package init(of column: String, in table: String, key: [String], _ values: [Value]) {
        (self.table, self.key, self.column, self.values) = (table, key, column, values)
    }
}

/// What a commit's writes added to sums, kept aside so that each row is changed once.
///
/// PostgreSQL keeps every version of a row until the transaction ends and walks over all of them at the next change: a row that
/// thousands of records of one commit count in would cost their number squared.
struct Sums {
    private var added: [(sum: Sum, change: Int64)] = []
    /// So many of them stand in the tables already.
    private var written = 0

    /// Where things stood, to go back to with the savepoint that was set then.
    struct Mark {
        fileprivate let added: Int
        fileprivate let written: Int
    }

    var mark: Mark { Mark(added: added.count, written: written) }

    mutating func add(_ change: Int64, to sum: Sum) { if change != 0 { added.append((sum, change)) } }

    /// What was written since stands in the tables no more, and is written again later if it was added before.
    mutating func restore(_ mark: Mark) {
        added.removeLast(added.count - mark.added)
        written = mark.written
    }

    /// What isn't in the tables yet, each sum once, and counts as written from now on.
    mutating func take() -> [(sum: Sum, change: Int64)] {
        guard written < added.count else { return [] }
        var changes: [Sum: Int64] = [:], order: [Sum] = []
        for (sum, change) in added[written...] {
            if changes[sum] == nil { order.append(sum) }
            changes[sum, default: 0] += change
        }
        written = added.count
        return order.compactMap { sum in changes[sum].flatMap { $0 == 0 ? nil : (sum, $0) } }
    }
}

extension Transaction {
    /// Adds to a sum: it is written with the commit, or before that by `settle`.
    package func add(_ change: Int, to sum: Sum) { sums.add(Int64(change), to: sum) }

    /// Writes what was added so far: call it before the sums are read.
    package func settle() throws {
        let changes = sums.take()
        for (_, some) in Dictionary(grouping: changes, by: { $0.sum.table }).sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: some.count, by: 100) {
                try write(some[start..<min(start + 100, some.count)])
            }
        }
    }

    /// Changes of one table.
    private func write(_ changes: ArraySlice<(sum: Sum, change: Int64)>) throws {
        guard let (table, key, column) = changes.first.map({ ($0.sum.table, $0.sum.key, $0.sum.column) }) else {
            return
        }
        let width = key.count + 1
        let rows = changes.indices.map { index in
            let first = (index - changes.startIndex) * width
            return "(" + (1...width).map { dialect.placeholder(first + $0) }.joined(separator: ", ") + ")"
        }
        let keys = key.joined(separator: ", ")
        _ = try connection.execute(
            """
            INSERT INTO \(table) (\(keys), \(column)) VALUES \(rows.joined(separator: ", "))
            ON CONFLICT (\(keys)) DO UPDATE SET \(column) = \(table).\(column) + excluded.\(column)
            """, changes.flatMap { $0.sum.values + [.integer($0.change)] })
    }
}
