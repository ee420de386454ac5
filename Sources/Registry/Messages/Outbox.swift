import Store

/// What waits to be sent, and what becomes of it.
///
/// A sender claims messages in one transaction, hands each to its gateway, and writes the answer down. Whoever is killed in
/// between leaves the message `sending`: until its lease is over the gateway's report can still tell that it went out, and only
/// then is it tried again. So a message that was reported is never sent twice, and none is lost.
package enum Outbox {
    /// One message as a gateway needs it.
    package struct Delivery: Sendable, CustomStringConvertible {
        package let id: RecordID
        /// From 1.
        package let attempt: Int
        package let medium: Message.Medium
        package let language: String
        /// Ten digits.
        package let mobile: String
        package let text: String
        package let registration: String

        package var description: String { "message \(id)" }
    }

    /// What a gateway said.
    package enum Answer: Sendable, Equatable {
        case taken(reference: String?)
        /// This message was refused, for a reason of a few words without personal data.
        case refused(String)
        /// The gateway isn't there or asks to wait: no attempt was made.
        case unreachable
        /// Nobody knows whether it was taken.
        case unknown
    }

    /// How long a sender may take, reports included, before another one takes over.
    static let lease: Int64 = 120_000
    static let pause: Int64 = 30_000

    /// Takes messages that are due, oldest first, and marks them as being sent. Also lets go what has expired.
    package static func claim(_ limit: Int, media: Set<Message.Medium>, in scope: Scope) throws -> [Delivery] {
        try release(in: scope)
        let media = media.filter { !scope.rules.messages.isQuiet($0, at: scope.now) }.map(\.rawValue).sorted()
        let due = try scope.transaction.rows(
            """
            SELECT * FROM messages WHERE status IN ('waiting', 'failed') AND next_attempt <= \(scope.now)
            AND medium IN \(list: media) ORDER BY next_attempt, id LIMIT \(limit)
            """
        ).map { try Message($0, in: scope) }
        for message in due {
            try scope.transaction.run(
                """
                UPDATE messages SET status = 'sending', attempts = \(message.attempts + 1),
                    next_attempt = \(scope.now + lease), updated = \(scope.now) WHERE id = \(message.id)
                """)
        }
        return due.map {
            Delivery(
                id: $0.id, attempt: $0.attempts + 1, medium: $0.medium, language: $0.language,
                mobile: $0.content.mobile, text: $0.text, registration: $0.registration)
        }
    }

    /// True where `claim` would find something to do; a read costs no commit.
    package static func isDue(media: Set<Message.Medium>, in scope: Scope) throws -> Bool {
        let media = media.filter { !scope.rules.messages.isQuiet($0, at: scope.now) }.map(\.rawValue).sorted()
        return try scope.transaction.row(
            """
            SELECT 1 AS one FROM messages WHERE status IN ('waiting', 'failed') AND next_attempt <= \(scope.now)
                AND medium IN \(list: media)
            UNION ALL SELECT 1 FROM messages WHERE status = 'sending' AND next_attempt <= \(scope.now)
            UNION ALL SELECT 1 FROM messages WHERE status IN ('waiting', 'failed') AND expires <= \(scope.now) LIMIT 1
            """) != nil
    }

    /// Senders that were lost give their messages back; what is too old is not sent any more.
    private static func release(in scope: Scope) throws {
        for row in try scope.transaction.rows(
            "SELECT id, medium, attempts FROM messages WHERE status = 'sending' AND next_attempt <= \(scope.now)")
        {
            let medium = Message.Medium(rawValue: try row["medium"]) ?? .sms
            // The dialling gateway knows a call by its id, so the same attempt can be asked for again without ringing twice.
            let attempts: Int = try row["attempts"] - (medium == .voice ? 1 : 0)
            try retry(try row["id"], after: attempts, medium, problem: "noAnswer", at: scope.now, in: scope)
        }
        try scope.transaction.run(
            """
            UPDATE messages SET status = 'expired', updated = \(scope.now)
            WHERE status IN ('waiting', 'failed') AND expires <= \(scope.now)
            """)
    }

    /// Writes down what the gateway said to an attempt; nothing if a report came before the answer.
    package static func answered(_ delivery: Delivery, _ answer: Answer, in scope: Scope) throws {
        guard let (status, attempts) = try state(of: delivery.id, in: scope), status == .sending,
            attempts == delivery.attempt
        else { return }
        switch answer {
        case .taken(let reference):
            try scope.transaction.run(
                """
                UPDATE messages SET status = 'sent', reference = \(reference), problem = NULL, updated = \(scope.now)
                WHERE id = \(delivery.id)
                """)
        case .refused(let reason):
            try retry(delivery.id, after: attempts, delivery.medium, problem: reason, in: scope)
        case .unreachable:
            try scope.transaction.run(
                """
                UPDATE messages SET status = 'waiting', attempts = \(attempts - 1), problem = 'unreachable',
                    next_attempt = \(scope.now + pause), updated = \(scope.now) WHERE id = \(delivery.id)
                """)
        case .unknown: return
        }
    }

    static func state(of id: RecordID, in scope: Scope) throws -> (Message.Status, attempts: Int)? {
        guard let row = try scope.transaction.row("SELECT status, attempts FROM messages WHERE id = \(id)"),
            let status = Message.Status(rawValue: try row["status"])
        else { return nil }
        return (status, try row["attempts"])
    }

    /// After so many attempts: again after the pause that the rules give, or never.
    static func retry(
        _ id: RecordID, after attempts: Int, _ medium: Message.Medium, problem: String, at time: Int64? = nil,
        in scope: Scope
    ) throws {
        let pauses = scope.rules.messages.retries[medium] ?? []
        let status = attempts <= pauses.count ? "failed" : "dead"
        let next = time ?? scope.now + (attempts > 0 && attempts <= pauses.count ? pauses[attempts - 1] * 60_000 : 0)
        try scope.transaction.run(
            """
            UPDATE messages SET status = \(status), attempts = \(attempts), next_attempt = \(next),
                problem = \(problem), updated = \(scope.now) WHERE id = \(id)
            """)
    }
}
