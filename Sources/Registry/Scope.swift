package import Store

/// What one actor may see and do in one transaction: every query starts from it.
///
/// It carries the transaction, so that a handler can hand it on without being able to run SQL itself.
package struct Scope {
    package let actor: Actor
    package let environment: Environment
    package let vault: Vault
    package let places: PlaceDirectory
    package let rules: Rules
    package let transaction: Transaction

    /// The condition that a record lies in the actor's area, for tables with the columns of `Location`.
    ///
    /// `table` is the name or alias that stands before the columns. `roles` narrows the area to where the actor has one of them.
    package func reach(_ table: String, roles: Set<Role>? = nil) -> Statement {
        if case .program = actor.kind { return "(1 = 1)" }
        return .any(
            actor.assignments.filter { roles?.contains($0.role) ?? true }.compactMap { assignment in
                Location.column(assignment.place.level).map {
                    "\(unchecked: table).\(unchecked: $0) = \(assignment.place)"
                }
            })
    }

    /// True if the record lies where the actor has one of the roles.
    package func reaches(_ location: Location, roles: Set<Role>? = nil) -> Bool {
        if case .program = actor.kind { return true }
        return actor.assignments.contains { (roles?.contains($0.role) ?? true) && location.lies(in: $0.place) }
    }

    /// True if the place lies where the actor has one of the roles.
    package func reaches(_ place: PlaceID, roles: Set<Role>? = nil) -> Bool {
        if case .program = actor.kind { return true }
        return actor.assignments.contains { (roles?.contains($0.role) ?? true) && places.lies(place, in: $0.place) }
    }

    package var now: Int64 { environment.now().milliseconds }

    /// Writes the audit entry of a change or of a view of personal data, in the same transaction.
    ///
    /// `details` are codes and counts; personal data does not belong there.
    package func record(
        _ action: String, _ noun: String, _ id: RecordID?, at place: PlaceID? = nil, details: [String: String] = [:]
    ) throws {
        try AuditChain.append(
            AuditEntry(
                time: now, actor: actor.user, role: actor.role(at: place, in: places), action: action, noun: noun,
                record: id,
                place: place, device: actor.device, details: details), in: transaction)
    }

    /// Seals a personal value as JSON for a column of one row.
    func seal(_ content: some Encodable, table: String, column: String, row: RecordID) throws -> [UInt8] {
        try vault.seal(PersonalJSON.encode(content), table: table, column: column, row: row.bytes)
    }

    func open<Content: Decodable>(
        _ sealed: [UInt8], as type: Content.Type, table: String, column: String, row: RecordID
    ) throws -> Content {
        try PersonalJSON.decode(type, from: vault.open(sealed, table: table, column: column, row: row.bytes))
    }
}
