import Store

/// The one-time link with which somebody sets the password and the second factor; it holds for 72 hours.
package struct Invitation: Sendable {
    package let user: User
    /// The second factor's secret, which the authenticator app has to learn.
    package let secret: [UInt8]

    static let lifetime: Int64 = 72 * 3_600_000

    /// Makes a new link's token, 64 hexadecimal digits, told once; earlier links of the user end.
    ///
    /// Throws `Problem.notFound` or `notAllowed` for a user that the actor doesn't see or manage.
    package static func issue(to id: RecordID, in scope: Scope) throws -> String {
        let user = try User.managed(id, in: scope)
        guard user.disabled == nil else { throw Problem(.wrongState) }
        let token = Session.hex(scope.environment.random(32))
        let secret = try scope.seal(scope.environment.random(20), table: "invitations", column: "totp", row: id)
        try scope.transaction.run("DELETE FROM invitations WHERE user_id = \(id)")
        try scope.transaction.run(
            """
            INSERT INTO invitations (token, user_id, totp, created, expires)
            VALUES (\(Session.digest(token)), \(id), \(secret), \(scope.now), \(scope.now + lifetime))
            """)
        try scope.record("invited", "user", id)
        return token
    }

    /// Throws `Problem.notFound` when the link is unknown, used or too old.
    package static func find(_ token: String, in scope: Scope) throws -> Invitation {
        guard
            let row = try scope.transaction.row(
                "SELECT user_id, totp FROM invitations WHERE token = \(Session.digest(token)) AND expires > \(scope.now)"
            ),
            let user = try User.enabled(try row["user_id"], in: scope)
        else { throw Problem.notFound }
        return Invitation(
            user: user,
            secret: try scope.open(
                try row["totp"], as: [UInt8].self, table: "invitations", column: "totp", row: user.id))
    }

    /// Sets what the link is for, and ends all sessions that the user had.
    fileprivate func accept(hash: String, code: String, in scope: Scope) throws {
        guard let step = OneTimeCode.step(of: code, secret, now: scope.now, after: 0) else {
            throw Problem.invalid("code", "codeWrong")
        }
        let sealed = try scope.seal(secret, table: "users", column: "totp", row: user.id)
        try scope.transaction.run(
            """
            UPDATE users SET password = \(hash), totp = \(sealed), totp_used = \(step), failures = 0, locked_until = 0
            WHERE id = \(user.id)
            """)
        try scope.transaction.run("DELETE FROM invitations WHERE user_id = \(user.id)")
        try scope.transaction.run("DELETE FROM sessions WHERE user_id = \(user.id)")
        try scope.record("accepted", "user", user.id)
    }
}

extension Registry {
    /// Accepts an invitation, signs the user in and returns the new session's token.
    ///
    /// Throws `Problem.notFound` for a link that doesn't hold, `Problem.invalid` for `password`, `repeated` or `code`.
    package func acceptInvitation(
        _ token: String, password: String, repeated: String, code: String, device: String
    ) async throws -> String {
        let signIn = try await read(as: .anyone) { try Invitation.find(token, in: $0).user.signIn }
        if let fault = Password.fault(password, signIn: signIn) { throw Problem.invalid("password", fault) }
        guard password == repeated else { throw Problem.invalid("repeated", "passwordDiffers") }
        let (salt, cost) = (environment.random(16), environment.passwordCost)
        let hash = try await passwords.run { Password.hash(password, salt: salt, cost: cost) }
        return try await write(as: .anyone) { scope in
            let invitation = try Invitation.find(token, in: scope)
            try invitation.accept(hash: hash, code: code, in: scope)
            return try SignIn.begin(invitation.user.id, device: device, replacing: nil, in: scope)
        }
    }
}
