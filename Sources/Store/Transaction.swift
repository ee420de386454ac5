/// One transaction: everything in it is kept, or nothing is.
///
/// It is synchronous and belongs to the closure that got it: don't let it escape.
package final class Transaction {
    let connection: any Connection
    var sums = Sums()

    init(_ connection: any Connection) { self.connection = connection }

    package var dialect: Dialect { connection.dialect }

    /// Runs a statement; returns how many rows it changed.
    @discardableResult
    package func run(_ statement: Statement) throws -> Int {
        try connection.execute(statement.sql(connection.dialect), statement.values)
    }

    /// Runs a part that may fail alone: when it throws, what it changed is undone and the transaction can go on.
    package func attempt<Result>(_ part: () throws -> Result) throws -> Result {
        try connection.script("SAVEPOINT part")
        let mark = sums.mark
        do {
            let result = try part()
            try connection.script("RELEASE SAVEPOINT part")
            return result
        } catch {
            guard connection.isAlive, error as? StoreProblem != .conflict else { throw error }
            try connection.script("ROLLBACK TO SAVEPOINT part")
            sums.restore(mark)
            try connection.script("RELEASE SAVEPOINT part")
            throw error
        }
    }

    /// Inserts many rows, a hundred a statement, whose text is made once. Names of table and columns are the code's own, never input.
    ///
    /// `orNothing`: rows that are there already stay as they are.
    package func insert(
        into table: String, _ columns: [String], rows: Int, orNothing: Bool = false, _ row: (Int) throws -> [Value]
    ) throws {
        func text(_ count: Int) -> String {
            let rows = (0..<count).map { row in
                "("
                    + columns.indices.map { connection.dialect.placeholder(row * columns.count + $0 + 1) }
                    .joined(separator: ", ") + ")"
            }
            return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(rows.joined(separator: ", "))"
                + (orNothing ? " ON CONFLICT DO NOTHING" : "")
        }
        let most = 128, whole = rows >= most ? text(most) : ""
        for start in stride(from: 0, to: rows, by: most) {
            let count = min(most, rows - start)
            var values: [Value] = []
            values.reserveCapacity(count * columns.count)
            for place in start..<(start + count) { values += try row(place) }
            _ = try connection.execute(count == most ? whole : text(count), values)
        }
    }

    package func rows(_ statement: Statement) throws -> [Row] {
        var rows: [Row] = []
        try each(statement) { rows.append($0) }
        return rows
    }

    /// The first row, or nil.
    package func row(_ statement: Statement) throws -> Row? {
        var first: Row?
        try connection.query(statement.sql(connection.dialect), statement.values) { row in
            first = row
            return false
        }
        return first
    }

    /// The first column of the first row, or nil where there is no row.
    package func value<Wanted: ColumnValue>(_ statement: Statement) throws -> Wanted? {
        guard let row = try row(statement), let name = row.columns.first else { return nil }
        return try row[name] as Wanted?
    }

    /// The whole numbers of the first column, of many rows in little time.
    package func numbers(_ statement: Statement) throws -> [Int64] {
        try connection.numbers(statement.sql(connection.dialect), statement.values)
    }

    /// Streams the rows: memory does not grow with their number.
    package func each(_ statement: Statement, _ body: (Row) throws -> Void) throws {
        try connection.query(statement.sql(connection.dialect), statement.values) { row in
            try body(row)
            return true
        }
    }
}
