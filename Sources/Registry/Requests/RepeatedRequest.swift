import Store

/// A request under a key that its sender made: however often it comes, it is done once and answered alike.
package enum RepeatedRequest {
    /// Keys are remembered for thirty days.
    private static let lifetime: Int64 = 30 * 86_400_000

    /// The answer of the first time, or of `work`, which is kept in the same transaction; a problem keeps nothing.
    ///
    /// `content` is all that was asked. The answer must hold no personal data. Throws `Problem.invalid` (`Idempotency-Key`, `reused`)
    /// where the key came with another content.
    package static func once(
        _ key: RecordID, content: String, in scope: Scope, _ work: () throws -> String
    ) throws -> String {
        guard let user = scope.actor.user else { throw Problem(.signIn) }
        let digest = scope.vault.blindIndex(content, for: "request")
        let known = try scope.transaction.row(
            "SELECT digest, answer FROM repeated_requests WHERE user_id = \(user) AND request_key = \(key)")
        if let known {
            guard try known["digest"] == digest else { throw Problem.invalid("Idempotency-Key", "reused") }
            return try known["answer"]
        }
        let answer = try work()
        try scope.transaction.run("DELETE FROM repeated_requests WHERE created < \(scope.now - lifetime)")
        try scope.transaction.run(
            """
            INSERT INTO repeated_requests (user_id, request_key, digest, answer, created)
            VALUES (\(user), \(key), \(digest), \(answer), \(scope.now))
            """)
        return answer
    }
}
