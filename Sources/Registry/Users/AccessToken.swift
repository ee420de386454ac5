import Store

/// What a program signs in with in the name of a user, with the roles and area that the user has on the day.
package struct AccessToken: Sendable {
    package let id: RecordID
    /// Which program has it.
    package let name: String
    package let created: Int64
    package let expires: Int64
    /// About when it was last used.
    package let used: Int64?
    package let revoked: Int64?

    /// By the beginning a token is known for what it is, wherever it turns up.
    package static let prefix = "shramik_"
    package static let longestDays = 366

    private init(_ row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        created = try row["created"]
        expires = try row["expires"]
        used = try row["used"]
        revoked = try row["revoked"]
    }

    package func holds(at time: Int64) -> Bool { revoked == nil && expires > time }

    /// Makes a token for a user whom the actor manages and returns it, told once: `shramik_` and 64 hexadecimal digits.
    ///
    /// Throws `Problem.notFound` or `notAllowed` for a user that the actor doesn't see or manage, `Problem.invalid` for `name`, 1–60
    /// signs, or `days`, 1–366.
    package static func issue(to user: RecordID, name: String, days: Int, in scope: Scope) throws -> String {
        guard try User.managed(user, in: scope).disabled == nil else { throw Problem(.wrongState) }
        guard !name.isEmpty else { throw Problem.invalid("name", "required") }
        guard name.unicodeScalars.count <= 60 else { throw Problem.invalid("name", "tooLong") }
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw Problem.invalid("name", "signs")
        }
        guard (1...longestDays).contains(days) else { throw Problem.invalid("days", "range") }
        let (id, token) = (scope.environment.newID(), prefix + Session.hex(scope.environment.random(32)))
        try scope.transaction.run(
            """
            INSERT INTO access_tokens (id, token, user_id, name, maker, created, expires) VALUES (\(id), \
            \(Session.digest(token)), \(user), \(name), \(scope.actor.user), \(scope.now), \
            \(scope.now + Int64(days) * 86_400_000))
            """)
        try scope.record("issued", "accessToken", id, details: ["user": user.description, "days": String(days)])
        return token
    }

    /// The tokens of a user, the newest first; those of a user whom the actor doesn't see are not found.
    package static func all(of user: RecordID, in scope: Scope) throws -> [AccessToken] {
        _ = try User.find(user, in: scope)
        return try scope.transaction.rows(
            "SELECT * FROM access_tokens WHERE user_id = \(user) ORDER BY created DESC, id"
        ).map(AccessToken.init)
    }

    /// Ends a token at once. Throws `Problem` as `issue` does; a token that has ended stays as it is.
    package static func revoke(_ id: RecordID, in scope: Scope) throws {
        let user: RecordID? = try scope.transaction.value("SELECT user_id FROM access_tokens WHERE id = \(id)")
        guard let user else { throw Problem.notFound }
        _ = try User.managed(user, in: scope)
        let changed = try scope.transaction.run(
            "UPDATE access_tokens SET revoked = \(scope.now) WHERE id = \(id) AND revoked IS NULL")
        if changed > 0 { try scope.record("revoked", "accessToken", id, details: ["user": user.description]) }
    }

    /// The session of a token; nil if it has ended or its user is disabled. There is no form whose token it could bring back.
    package static func resume(_ token: String, in scope: Scope) throws -> Session? {
        guard token.hasPrefix(prefix), token.utf8.count == prefix.utf8.count + 64,
            let row = try scope.transaction.row(
                """
                SELECT * FROM access_tokens WHERE token = \(Session.digest(token)) AND revoked IS NULL AND expires > \(scope.now)
                """),
            let user = try User.enabled(try row["user_id"], in: scope)
        else { return nil }
        let known = try AccessToken(row)
        let actor = Actor(
            .user(user.id), assignments: try User.assignments(of: user.id, in: scope), device: "token \(known.id)",
            language: user.language)
        return Session(
            actor: actor, csrf: "", name: user.person.name,
            wantsTouch: known.used.map { $0 < scope.now - hour } ?? true)
    }

    /// Notes that the token is in use; callers do it at most once an hour, it is a write.
    package static func touch(_ token: String, in scope: Scope) throws {
        try scope.transaction.run(
            """
            UPDATE access_tokens SET used = \(scope.now)
            WHERE token = \(Session.digest(token)) AND (used IS NULL OR used < \(scope.now - hour))
            """)
    }

    private static let hour: Int64 = 3_600_000
}
