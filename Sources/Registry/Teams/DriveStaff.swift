import Store

/// A member of staff who can be put into a team or on duty.
package struct DriveStaff: Sendable {
    package let user: RecordID
    package let name: String
    package let role: Role

    /// Of a block or what lies in it: everybody who works in the block; of a larger place: its own officers. By name.
    package static func all(at place: PlaceID, in scope: Scope) throws -> [DriveStaff] {
        let holds: Statement =
            Location(place, in: scope.places).block.map { "s.block = \($0)" } ?? "s.place = \(place)"
        let rows = try scope.transaction.rows(
            """
            SELECT u.id AS id, min(s.role) AS role FROM users u JOIN assignments s ON s.user_id = u.id
            WHERE \(holds) AND u.disabled IS NULL AND s.valid_from <= \(scope.now)
            AND (s.valid_to IS NULL OR s.valid_to > \(scope.now)) GROUP BY u.id LIMIT 400
            """)
        let names = try User.names(of: try rows.map { try $0["id"] as RecordID }, in: scope)
        return try rows.compactMap { row -> DriveStaff? in
            let (id, role): (RecordID, String) = (try row["id"], try row["role"])
            guard let role = Role(rawValue: role), !role.readsOnly else { return nil }
            return DriveStaff(user: id, name: names[id] ?? "", role: role)
        }.sorted { ($0.name, $0.user.description) < ($1.name, $1.user.description) }
    }
}
