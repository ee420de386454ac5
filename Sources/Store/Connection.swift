/// A driver's connection to one data base, used by one thread at a time.
///
/// SQLite and PostgreSQL each implement it; nothing else knows which data base is in use.
protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// False after the data base was lost; the connection is then replaced.
    var isAlive: Bool { get }

    /// Runs one statement and returns how many rows it changed.
    func execute(_ sql: String, _ values: [Value]) throws -> Int

    /// Runs one statement and hands over its rows one by one until `each` returns false.
    func query(_ sql: String, _ values: [Value], each: (Row) throws -> Bool) throws

    /// Runs one statement and returns the whole numbers of its first column.
    func numbers(_ sql: String, _ values: [Value]) throws -> [Int64]

    /// Runs several statements without values.
    func script(_ sql: String) throws
}

extension Connection {
    func numbers(_ sql: String, _ values: [Value]) throws -> [Int64] {
        var numbers: [Int64] = []
        try query(sql, values) { row in
            guard case .integer(let number)? = row.values.first else { throw StoreProblem.column(row.columns[0]) }
            numbers.append(number)
            return true
        }
        return numbers
    }
}

/// A data base that can be read by many at once and written by one.
protocol Driver: Sendable {
    /// Runs the closure in a transaction that sees one state of the data base.
    func read<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result

    /// Lends the only writing connection, without a transaction; called by the writer's thread alone.
    ///
    /// Throws before `body` is called, or not at all.
    func write(_ body: (any Connection) -> Void) throws

    /// Copies one state of the whole data base into a new file while others go on reading and writing.
    func copy(to path: String) throws

    func close() throws
}
