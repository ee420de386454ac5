internal import CPostgres

/// The answer to one statement, freed with this object.
final class PostgresAnswer {
    private let result: OpaquePointer?
    private let connection: OpaquePointer

    init(_ result: OpaquePointer?, on connection: OpaquePointer) {
        self.result = result
        self.connection = connection
    }

    deinit { PQclear(result) }

    /// Throws what the server said: constraint, conflict (serialization, deadlock), loss, or a refused statement.
    func check() throws {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
        default: break
        }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw StoreProblem.unreachable(reason: "the connection was lost")
        }
        switch field("C") {
        case "40001", "40P01", "55P03": throw StoreProblem.conflict
        case .some(let state) where state.hasPrefix("23"):
            let table = field("t") ?? ""
            throw StoreProblem.constraint(name: field("n").map { "\(table).\($0)" } ?? "\(table).\(field("c") ?? "")")
        case .some(let state) where state.hasPrefix("57P"):
            throw StoreProblem.unreachable(reason: "the server is closing connections")
        default: throw StoreProblem.statement(reason: field("M") ?? "unknown")
        }
    }

    /// A field of the error by its letter in libpq's `PG_DIAG_…`; the primary message names no values.
    private func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
    }

    var count: Int32 { PQntuples(result) }

    var changes: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    var columns: [String] { (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) } }

    func row(_ row: Int32) throws -> [Value] { try (0..<PQnfields(result)).map { try value(row, $0) } }

    private func value(_ row: Int32, _ column: Int32) throws -> Value {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        var whole: Int64 { bytes.reduce(bytes.first ?? 0 >= 128 ? -1 : 0) { $0 << 8 | Int64($1) } }
        switch PQftype(result, column) {
        case 16, 20, 21, 23: return .integer(whole)  // bool, int8, int2, int4
        case 25, 1043, 19, 18: return .text(String(decoding: bytes, as: UTF8.self))  // text, varchar, name, char
        case 17: return .blob(Array(bytes))
        case 701: return .real(Double(bitPattern: UInt64(bitPattern: whole)))
        case 2278: return .null  // void
        case let type:
            throw StoreProblem.statement(
                reason: "a column has the type \(type); cast it to one of the five that are used")
        }
    }
}
