import Foundation
import Store

/// A column that holds sealed values, with the column whose bytes are sealed in as the row.
///
/// Every sealed column of every noun stands in the table below; a test holds the migrations to it.
package struct SealedColumn: Sendable {
    package let table: String
    package let column: String
    package let row: String
    /// The indexed column that rows are walked by, and what is before its first value.
    private let order: String
    private let start: Value

    private init(_ table: String, _ column: String, row: String = "id", serial: String? = nil) {
        self.table = table
        self.column = column
        self.row = row
        order = serial ?? row
        start = serial == nil ? .blob([]) : .integer(0)
    }

    package static let all = [
        SealedColumn("users", "person"), SealedColumn("users", "totp"), SealedColumn("applications", "person"),
        SealedColumn("conflicting_copies", "person", row: "application"), SealedColumn("steps", "note"),
        SealedColumn("batch_rows", "content"), SealedColumn("documents", "content"), SealedColumn("workers", "person"),
        SealedColumn("worker_signatures", "content", row: "worker", serial: "serial"),
        SealedColumn("messages", "content"), SealedColumn("review_pairs", "content"),
        SealedColumn("invitations", "totp", row: "user_id"),
        SealedColumn("appeals", "grounds"), SealedColumn("deaths", "day", row: "worker"),
        SealedColumn("grievances", "content"), SealedColumn("grievances", "answer"),
        SealedColumn("one_time_codes", "mobile"), SealedColumn("proved_mobiles", "mobile", row: "mobile_index"),
        SealedColumn("exports", "source"), SealedColumn("left_outs", "person"), SealedColumn("house_visits", "content"),
        SealedColumn("uploaded_lists", "head"), SealedColumn("linkage_runs", "request"),
        SealedColumn("linkage_runs", "result"), SealedColumn("mails", "content"),
        SealedColumn("field_photos", "content"), SealedColumn("visit_copies", "content"),
    ]

    /// Reseals up to `limit` values that an older key sealed, from the row `first` on; returns how many, and the last row.
    func reseal(from first: Value?, limit: Int, in scope: Scope) throws -> (count: Int, last: Value) {
        let version = scope.vault.keyVersion
        let current = [UInt8(version >> 8), UInt8(version & 255)]
        let rows = try scope.transaction.rows(
            """
            SELECT \(unchecked: order) AS walked, \(unchecked: row) AS place, \(unchecked: column) AS sealed
            FROM \(unchecked: table)
            WHERE \(unchecked: order) >= \(first ?? start) AND \(unchecked: column) < \(current)
            ORDER BY \(unchecked: order) LIMIT \(limit)
            """)
        var last = first ?? start
        for found in rows {
            let (place, sealed): ([UInt8], [UInt8]) = (try found["place"], try found["sealed"])
            let plain = try scope.vault.open(sealed, table: table, column: column, row: place)
            let again = try scope.vault.seal(plain, table: table, column: column, row: place)
            try scope.transaction.run(
                """
                UPDATE \(unchecked: table) SET \(unchecked: column) = \(again)
                WHERE \(unchecked: order) = \(try found["walked"] as Value) AND \(unchecked: column) = \(sealed)
                """)
            last = try found["walked"]
        }
        return (rows.count, last)
    }
}

extension Registry {
    /// Seals every value again that an older key sealed, some hundred a write, while others go on working.
    ///
    /// It can be stopped and begun again. Returns how many values were resealed.
    package func reseal(told: @Sendable (Int) -> Void = { _ in }) async throws -> Int {
        try vault.reload()
        var total = 0
        for column in SealedColumn.all {
            var last: Value?
            while true {
                let first = last
                let (count, reached) = try await write(as: .program("keys rotate")) {
                    try column.reseal(from: first, limit: 400, in: $0)
                }
                total += count
                last = reached
                told(total)
                if count < 400 { break }
            }
        }
        let resealed = total
        try await write(as: .program("keys rotate")) {
            try $0.record("resealed", "keys", nil, details: ["values": "\(resealed)", "key": "\($0.vault.keyVersion)"])
        }
        return total
    }
}
