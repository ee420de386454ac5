internal import CPostgres
import Foundation

/// One libpq connection; its calls block, so it is used from threads of its own, never from an event loop.
///
/// Values are sent as text (bytes as binary) with types left to the server; answers come in binary.
final class PostgresConnection: Connection {
    private let handle: OpaquePointer
    private var prepared: [String: String] = [:]
    let dialect = Dialect.postgres

    init(url: String, schema: String? = nil) throws {
        guard let made = PQconnectdb(url) else { throw StoreProblem.unreachable(reason: "out of memory") }
        handle = made
        guard PQstatus(handle) == CONNECTION_OK else {
            // All properties are set, so `deinit` runs and gives the handle back.
            let reason = String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
            throw StoreProblem.unreachable(reason: reason)
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try script("SET synchronous_commit = on; SET client_encoding = 'UTF8'")
        if let schema { try script("CREATE SCHEMA IF NOT EXISTS \(schema); SET search_path = \(schema)") }
    }

    deinit { PQfinish(handle) }

    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    func script(_ sql: String) throws { try PostgresAnswer(PQexec(handle, sql), on: handle).check() }

    func execute(_ sql: String, _ values: [Value]) throws -> Int {
        let answer = try run(sql, values)
        return answer.changes
    }

    func query(_ sql: String, _ values: [Value], each: (Row) throws -> Bool) throws {
        let answer = try run(sql, values)
        let columns = answer.columns
        for row in 0..<answer.count where try !each(Row(columns: columns, values: answer.row(row))) { return }
    }

    private func run(_ sql: String, _ values: [Value]) throws -> PostgresAnswer {
        let name = try prepare(sql)
        let parameters = values.map(PostgresParameter.init)
        let bytes = parameters.map(\.bytes)
        let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
        let formats = parameters.map(\.format)
        let result = withPointers(bytes) { pointers in
            PQexecPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 1)
        }
        let answer = PostgresAnswer(result, on: handle)
        try answer.check()
        return answer
    }

    /// Each distinct statement is parsed by the server once a connection.
    private func prepare(_ sql: String) throws -> String {
        if let name = prepared[sql] { return name }
        let name = "s\(prepared.count)"
        try PostgresAnswer(PQprepare(handle, name, sql, 0, nil), on: handle).check()
        prepared[sql] = name
        return name
    }

    private func withPointers<Result>(
        _ bytes: [[UInt8]?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        // One buffer for all values, each ended by a zero as libpq wants texts.
        var buffer: [CChar] = [0]
        let offsets = bytes.map { value -> Int? in
            guard let value else { return nil }
            let start = buffer.count
            buffer.append(contentsOf: value.map { CChar(bitPattern: $0) })
            buffer.append(0)
            return start
        }
        return buffer.withUnsafeBufferPointer { buffer in
            let pointers = offsets.map { $0.map { buffer.baseAddress! + $0 } } + [nil]
            return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
        }
    }
}

/// A value as libpq takes it; nil bytes are NULL.
private struct PostgresParameter {
    let bytes: [UInt8]?
    let format: Int32

    init(_ value: Value) {
        switch value {
        case .null: (bytes, format) = (nil, 0)
        case .integer(let number): (bytes, format) = (Array(String(number).utf8), 0)
        case .real(let number): (bytes, format) = (Array(String(number).utf8), 0)
        // A zero byte ends a text for libpq and PostgreSQL knows none; SQLite would keep it.
        case .text(let text): (bytes, format) = (text.utf8.filter { $0 != 0 }, 0)
        case .blob(let blob): (bytes, format) = (blob, 1)
        }
    }
}
