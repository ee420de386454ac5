import Store

extension Message {
    /// What was sent about an application, a worker or a grievance, in the order it was queued.
    ///
    /// Throws nothing for another area: it is empty there.
    package static func about(_ record: RecordID, in scope: Scope) throws -> [Message] {
        try scope.transaction.rows(
            "SELECT * FROM messages m WHERE about = \(record) AND \(scope.reach("m")) ORDER BY created, medium, id"
        ).map { try Message($0, in: scope) }
    }
}
