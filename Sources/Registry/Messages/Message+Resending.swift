import Store

extension Message {
    /// True for a message that was given up or came too late.
    package var canBeResent: Bool { [.dead, .expired, .failed].contains(status) && template != .oneTimeCode }

    /// Puts it into the outbox once more, with all its attempts and its time before it.
    ///
    /// Throws `Problem.wrongState` for one that is under way or was delivered, and for codes, which are of use only once.
    package func resend(in scope: Scope) throws {
        guard canBeResent else { throw Problem(.wrongState) }
        let lifetime = scope.rules.messages.entries[template]?.lifetime ?? 0
        let changed = try scope.transaction.run(
            """
            UPDATE messages SET status = 'waiting', attempts = 0, next_attempt = \(scope.now),
                expires = \(scope.now + lifetime), problem = NULL, updated = \(scope.now)
            WHERE id = \(id) AND status = \(status.rawValue)
            """)
        guard changed == 1 else { throw Problem(.changedMeanwhile) }
        try scope.record("resent", "message", id, at: location.finest, details: ["template": template.rawValue])
    }
}
