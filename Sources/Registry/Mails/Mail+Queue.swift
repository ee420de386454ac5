import Store

/// What a sender of mails does: claim, send, write down. One that dies loses its claim after ten minutes, and the mail goes out
/// again under the same Message-ID.
extension Mail {
    /// Minutes before each further attempt; after the last one it is given up.
    static let pauses: [Int64] = [1, 5, 15, 60, 240, 720]
    static let lease: Int64 = 600_000

    /// True where `claim` would find something to do; a read costs no commit.
    package static func isDue(in scope: Scope) throws -> Bool {
        try scope.transaction.row(
            """
            SELECT 1 AS one FROM mails WHERE status IN ('waiting', 'failed', 'sending') AND next_attempt <= \(scope.now)
            LIMIT 1
            """) != nil
    }

    /// Takes mails that are due, the oldest first, and marks them as being sent.
    package static func claim(_ limit: Int, in scope: Scope) throws -> [Mail] {
        let due = try scope.transaction.rows(
            """
            SELECT id FROM mails WHERE status IN ('waiting', 'failed', 'sending') AND next_attempt <= \(scope.now)
            ORDER BY next_attempt, id LIMIT \(limit)
            """
        ).map { try $0["id"] as RecordID }
        for id in due {
            try scope.transaction.run(
                """
                UPDATE mails SET status = 'sending', attempts = attempts + 1, next_attempt = \(scope.now + lease),
                updated = \(scope.now) WHERE id = \(id)
                """)
        }
        return try scope.transaction.rows("SELECT * FROM mails WHERE id IN \(list: due) ORDER BY id").map {
            try Mail($0, in: scope)
        }
    }

    /// What is written of, as a sender needs it; nil for one that is gone.
    package struct Subject: Sendable {
        package let campaign: Campaign
        /// The version that was signed, and who did; nil for a reminder.
        package let version: SignedReturn?
        package let signer: String
        /// Milliseconds.
        package let due: Int64
    }

    package func subject(in scope: Scope) throws -> Subject {
        let campaign = try Campaign.find(campaign, in: scope)
        let version = try scope.transaction.row("SELECT * FROM drive_returns WHERE id = \(id)").map(SignedReturn.init)
        let signer = try version?.signer.flatMap { try User.names(of: [$0], in: scope)[$0] }
        return Subject(
            campaign: campaign, version: version, signer: signer ?? "",
            due: campaign.deadline(of: day, isFinal: kind == .closing).milliseconds)
    }
}
