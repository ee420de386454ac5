import Store

extension Camp {
    /// Staff of a block and what lies in it, who can be put on duty: by name, with their roles.
    package static func colleagues(
        at place: PlaceID, in scope: Scope
    ) throws -> [(user: RecordID, name: String, role: Role)] {
        let block = Location(place, in: scope.places).block ?? place
        guard let column = Location.column(block.level) else { return [] }
        let rows = try scope.transaction.rows(
            """
            SELECT u.id AS id, min(s.role) AS role FROM users u JOIN assignments s ON s.user_id = u.id
            WHERE s.\(unchecked: column) = \(block) AND u.disabled IS NULL AND s.valid_from <= \(scope.now)
            AND (s.valid_to IS NULL OR s.valid_to > \(scope.now)) GROUP BY u.id LIMIT 400
            """)
        let names = try User.names(of: try rows.map { try $0["id"] as RecordID }, in: scope)
        return try rows.compactMap { row -> (user: RecordID, name: String, role: Role)? in
            let (id, role): (RecordID, String) = (try row["id"], try row["role"])
            guard let role = Role(rawValue: role), !role.readsOnly else { return nil }
            return (id, names[id] ?? "", role)
        }.sorted { ($0.name, $0.user.description) < ($1.name, $1.user.description) }
    }

    /// Who is on duty.
    package func staff(in scope: Scope) throws -> [RecordID] {
        try scope.transaction.rows("SELECT user_id FROM camp_staff WHERE camp = \(id) ORDER BY user_id").map {
            try $0["user_id"]
        }
    }

    /// Puts these people on duty, and nobody else. Throws `Problem.invalid` for somebody who doesn't work in the block.
    package func place(staff: [RecordID], in scope: Scope) throws {
        try demand(.planned, Camp.planners, in: scope)
        guard let place = location.finest else { return }
        let known = Set(try Camp.colleagues(at: place, in: scope).map(\.user))
        let wanted = Set(staff)
        guard wanted.isSubset(of: known) else { throw Problem.invalid("staff", "unknown") }
        let before = Set(try self.staff(in: scope))
        guard wanted != before else { return }
        try scope.transaction.run("DELETE FROM camp_staff WHERE camp = \(id)")
        for user in wanted.sorted() {
            try scope.transaction.run("INSERT INTO camp_staff (camp, user_id) VALUES (\(id), \(user))")
        }
        try scope.record("staffed", "camp", id, at: location.finest, details: ["count": String(wanted.count)])
    }
}
