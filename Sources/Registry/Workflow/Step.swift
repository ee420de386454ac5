import Store

/// One step that was taken with a record, for good: a record's state is what its steps lead to.
package struct Step: Sendable {
    package let id: RecordID
    package let action: String
    package let before: String
    package let after: String
    package let actor: RecordID?
    package let role: String
    package let device: String
    package let reason: String?
    package let note: String?
    /// Another record that the step names: the worker whom an application repeats.
    package let subject: RecordID?
    /// The board's resolution that it carried out.
    package let resolution: Resolution?
    /// Milliseconds since 1970.
    package let time: Int64

    init(_ row: Row, in scope: Scope) throws {
        let id: RecordID = try row["id"]
        self.id = id
        action = try row["action"]
        before = try row["status_before"]
        after = try row["status_after"]
        actor = try row["actor"]
        role = try row["role"]
        device = try row["device"]
        reason = try row["reason"]
        let sealed: [UInt8]? = try row["note"]
        note = try sealed.map { try scope.open($0, as: String.self, table: "steps", column: "note", row: id) }
        subject = try row["subject"]
        let (number, day): (String?, String?) = (try row["resolution"], try row["resolution_day"])
        resolution = number.map { Resolution(number: $0, day: day ?? "") }
        time = try row["time"]
    }

    /// The steps of a record, oldest first. Whoever calls has looked whether the actor may see the record.
    package static func all(of record: RecordID, in scope: Scope) throws -> [Step] {
        try scope.transaction.rows("SELECT * FROM steps WHERE record = \(record) ORDER BY number").map {
            try Step($0, in: scope)
        }
    }
}
