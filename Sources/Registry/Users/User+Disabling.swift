import Store

extension User {
    /// Shuts somebody out at once, in every browser and program: sessions, invitations and access tokens end with the same commit.
    package static func disable(_ id: RecordID, in scope: Scope) throws {
        guard try managed(id, in: scope).disabled == nil else { return }
        try scope.transaction.run("UPDATE users SET disabled = \(scope.now) WHERE id = \(id)")
        try scope.transaction.run("DELETE FROM sessions WHERE user_id = \(id)")
        try scope.transaction.run("DELETE FROM invitations WHERE user_id = \(id)")
        try scope.transaction.run("DELETE FROM device_codes WHERE user_id = \(id)")
        try scope.transaction.run(
            "UPDATE access_tokens SET revoked = \(scope.now) WHERE user_id = \(id) AND revoked IS NULL")
        try scope.record("disabled", "user", id)
    }

    /// Lets somebody in again, with the same password and roles.
    package static func enable(_ id: RecordID, in scope: Scope) throws {
        guard try managed(id, in: scope).disabled != nil else { return }
        try scope.transaction.run(
            "UPDATE users SET disabled = NULL, failures = 0, locked_until = 0 WHERE id = \(id)")
        try scope.record("enabled", "user", id)
    }
}
