/// One transaction: everything in it is kept, or nothing is.
///
/// It is synchronous and belongs to the closure that got it: don't let it escape.
package final class Transaction {
    let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    package var dialect: Dialect { connection.dialect }

    /// Runs a statement; returns how many rows it changed.
    @discardableResult
    package func run(_ statement: Statement) throws -> Int {
        try connection.execute(statement.sql(connection.dialect), statement.values)
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

    /// Streams the rows: memory does not grow with their number.
    package func each(_ statement: Statement, _ body: (Row) throws -> Void) throws {
        try connection.query(statement.sql(connection.dialect), statement.values) { row in
            try body(row)
            return true
        }
    }
}
