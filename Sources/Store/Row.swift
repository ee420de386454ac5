/// One row of an answer; a column is read by its name as the type that is wanted: `let name: String = try row["name"]`.
package struct Row: Sendable {
    package let columns: [String]
    package let values: [Value]

    package init(columns: [String], values: [Value]) {
        self.columns = columns
        self.values = values
    }

    /// Throws `StoreProblem.column` where the column is missing, null for a type that isn't optional, or of another kind.
    package subscript<Wanted: ColumnValue>(_ name: String) -> Wanted {
        get throws {
            guard let place = columns.firstIndex(of: name), let value = Wanted(value: values[place]) else {
                throw StoreProblem.column(name)
            }
            return value
        }
    }
}
