/// The few things that SQLite and PostgreSQL write differently; everything else is SQL that both understand.
package enum Dialect: String, Sendable {
    case sqlite
    case postgres

    func placeholder(_ number: Int) -> String {
        switch self {
        case .sqlite: "?\(number)"
        case .postgres: "$\(number)"
        }
    }

    /// A migration's words for this data base: migrations say INTEGER (64 bits), REAL, TEXT, BLOB and UUID (16 bytes).
    func schema(_ sql: String) -> String {
        switch self {
        case .sqlite:
            return sql.replacing(/\bUUID\b/, with: "BLOB")
        case .postgres:
            return sql.replacing(/\b(UUID|BLOB)\b/, with: "BYTEA").replacing(/\bINTEGER\b/, with: "BIGINT")
                .replacing(/\bREAL\b/, with: "DOUBLE PRECISION").replacing(
                    /\)\s*(STRICT|WITHOUT ROWID)[^;]*;/, with: ");")
        }
    }

    /// Opens the transaction of a batch of writes. On PostgreSQL the lock lets several servers append to one audit chain in turn.
    var beginWriting: [String] {
        switch self {
        case .sqlite: ["BEGIN IMMEDIATE"]
        case .postgres: ["BEGIN", "SELECT pg_advisory_xact_lock(7246172)"]
        }
    }

    var beginReading: String {
        switch self {
        case .sqlite: "BEGIN"
        case .postgres: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
    }
}
