import Store

extension Camp {
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
        let known = Set(try DriveStaff.all(at: place, in: scope).map(\.user))
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
