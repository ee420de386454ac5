import Store

/// In a demonstration no telephone rings, so its pages show what would have been sent; there are only invented people in it.
extension MobileCode {
    /// The code that a challenge asks for; nil in a register without the sample cast, and where no code was sent.
    package static func shown(_ challenge: RecordID, in scope: Scope) throws -> String? {
        guard try SampleCast.isInstalled(in: scope),
            let mobile: [UInt8] = try scope.transaction.value(
                """
                SELECT c.mobile_index FROM one_time_codes c JOIN code_challenges q ON q.code = c.id
                WHERE q.challenge = \(challenge) ORDER BY c.created DESC LIMIT 1
                """),
            let row = try scope.transaction.row(
                """
                SELECT * FROM messages WHERE mobile_index = \(mobile) AND template = \(Message.Template.oneTimeCode.rawValue)
                ORDER BY created DESC, id DESC LIMIT 1
                """)
        else { return nil }
        return try Message(row, in: scope).text.firstMatch(of: /\d{6}/).map { String($0.output) }
    }

    /// The number of somebody who has a mobile, to try with; nil in a register without the sample cast.
    package static func sample(in scope: Scope) throws -> String? {
        guard try SampleCast.isInstalled(in: scope) else { return nil }
        return try scope.transaction.rows(
            "SELECT * FROM workers WHERE status = 'active' ORDER BY registered DESC, id DESC LIMIT 20"
        ).map { try Worker($0, in: scope) }.first { $0.person.mobile != nil }?.number
    }
}
