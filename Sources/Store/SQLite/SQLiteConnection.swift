import Foundation
import GRDB

/// SQLite through GRDB, which is used as a driver only.
final class SQLiteConnection: Connection {
    private let database: GRDB.Database
    let dialect = Dialect.sqlite
    let isAlive = true

    init(_ database: GRDB.Database) { self.database = database }

    func execute(_ sql: String, _ values: [Value]) throws -> Int {
        try mapped {
            let statement = try database.cachedStatement(sql: sql)
            try statement.execute(arguments: arguments(values))
            return database.changesCount
        }
    }

    func query(_ sql: String, _ values: [Value], each: (Row) throws -> Bool) throws {
        try mapped {
            let statement = try database.cachedStatement(sql: sql)
            let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments(values))
            let columns = statement.columnNames
            while let row = try cursor.next() {
                let values = (0..<columns.count).map { value(row[$0] as DatabaseValue) }
                if try !each(Row(columns: columns, values: values)) { return }
            }
        }
    }

    func numbers(_ sql: String, _ values: [Value]) throws -> [Int64] {
        try mapped {
            try Int64.fetchAll(database.cachedStatement(sql: sql), arguments: arguments(values))
        }
    }

    func script(_ sql: String) throws { try mapped { try database.execute(sql: sql) } }

    private func arguments(_ values: [Value]) -> StatementArguments {
        StatementArguments(
            values.map { value -> DatabaseValue in
                switch value {
                case .null: .null
                case .integer(let number): number.databaseValue
                case .real(let number): number.databaseValue
                case .text(let text): text.databaseValue
                case .blob(let bytes): Data(bytes).databaseValue
                }
            })
    }

    private func value(_ value: DatabaseValue) -> Value {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .double(let number): .real(number)
        case .string(let text): .text(text)
        case .blob(let data): .blob([UInt8](data))
        }
    }

    private func mapped<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as DatabaseError { throw StoreProblem(error) }
    }
}

extension StoreProblem {
    init(_ error: DatabaseError) {
        let message = error.message ?? "code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CONSTRAINT:
            let name = message.split(separator: ": ").last.map(String.init) ?? message
            self = .constraint(name: name.split(separator: ",").first.map(String.init) ?? name)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .conflict
        case .SQLITE_CANTOPEN, .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_FULL, .SQLITE_IOERR:
            self = .unreachable(reason: message)
        default: self = .statement(reason: message)
        }
    }
}
