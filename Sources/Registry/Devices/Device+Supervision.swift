import Store

extension Device {
    /// Who looks after the phones of an area, and may lock one.
    package static let supervisors: Set<Role> = [
        .designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator,
    ]

    /// A line of the list.
    package struct Listed: Sendable {
        package let device: Device
        package let user: String
        package let signIn: String
        package let isDisabled: Bool
    }

    /// True where the user works, by a role that holds today, in the area that the actor supervises.
    static func isSupervised(_ user: RecordID, in scope: Scope) throws -> Bool {
        try scope.transaction.row("SELECT 1 FROM assignments s WHERE s.user_id = \(user) AND \(works(in: scope))")
            != nil
    }

    private static func works(in scope: Scope, roles: Set<Role> = supervisors) -> Statement {
        "s.valid_from <= \(scope.now) AND (s.valid_to IS NULL OR s.valid_to > \(scope.now)) AND \(scope.reach("s", roles: roles))"
    }

    /// The phones of people who work in the actor's area, and the actor's own, the one silent longest first; at most 500.
    package static func all(in scope: Scope) throws -> [Listed] {
        let own: Statement = scope.actor.user.map { "d.user_id = \($0)" } ?? "(1 = 0)"
        let area: Statement =
            "EXISTS (SELECT 1 FROM assignments s WHERE s.user_id = d.user_id AND \(works(in: scope, roles: supervisors.union([.auditor]))))"
        let rows = try scope.transaction.rows(
            """
            SELECT d.* FROM devices d WHERE (\(own) OR \(area)) AND (d.wiped IS NULL OR d.wiped > \(scope.now - 2_592_000_000))
            ORDER BY CASE WHEN d.revoked IS NULL THEN 0 ELSE 1 END, COALESCE(d.synced, 0), d.id LIMIT 500
            """)
        return try rows.map { row in
            let device = try Device(row)
            guard let user = try scope.transaction.row("SELECT * FROM users WHERE id = \(device.user)") else {
                throw Problem.notFound
            }
            let person = try User(user, in: scope)
            return Listed(
                device: device, user: person.person.name, signIn: person.signIn, isDisabled: person.disabled != nil)
        }
    }

    /// Throws `Problem.notFound` for a phone of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Device {
        guard let row = try scope.transaction.row("SELECT * FROM devices WHERE id = \(id)") else {
            throw Problem.notFound
        }
        let device = try Device(row)
        guard try device.user == scope.actor.user || isSupervised(device.user, in: scope) else {
            throw Problem.notFound
        }
        return device
    }

    /// Refuses a phone from now on. `wiping`: it also erases everything on it as soon as it asks.
    ///
    /// What waits on a phone that is only refused can still come in as a sealed file; what is erased can't. Throws
    /// `Problem.notFound` outside the actor's area.
    package func revoke(wiping: Bool, in scope: Scope) throws {
        let isNew = revoked == nil || (wiping && wipe == nil)
        guard isNew else { return }
        try scope.transaction.run(
            """
            UPDATE devices SET revoked = COALESCE(revoked, \(scope.now)), wipe = \(wiping ? scope.now : wipe)
            WHERE id = \(id)
            """)
        try scope.record(wiping ? "wiped" : "revoked", "device", id, details: ["user": user.description])
    }
}
