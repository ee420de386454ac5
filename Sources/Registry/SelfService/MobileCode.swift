internal import Foundation
import Store

/// Codes by which workers show that a mobile is theirs: six digits, ten minutes, five tries.
///
/// Whoever asks gets the same answer whether the number is known or not, and nobody else's telephone can be made to ring more
/// than five times an hour.
package enum MobileCode {
    static let lifetime: Int64 = 10 * 60_000
    static let tries = 5
    /// Between two codes to one mobile.
    static let pause: Int64 = 45_000
    static let perMobile = 5
    static let perAddress = 30
    static let perRegister = 3_000
    private static let hour: Int64 = 3_600_000

    /// Sends codes to the mobiles behind a registration, family or member number, or to the mobile itself; returns the challenge
    /// that the code has to be shown with.
    ///
    /// `address` is where the request came from. Throws `Problem.tooMany` when an address, or all together, ask too often.
    package static func request(_ lookup: String, language: String, address: String, in scope: Scope) throws -> RecordID
    {
        try count(address, in: scope)
        let challenge = scope.environment.newID()
        for (mobile, location) in try OwnRecords.mobiles(behind: lookup, in: scope).prefix(5) {
            guard let code = try code(for: mobile, at: location, language: language, in: scope) else { continue }
            try scope.transaction.run("INSERT INTO code_challenges (challenge, code) VALUES (\(challenge), \(code))")
        }
        return challenge
    }

    /// Signs the owner of the mobile in and returns the session's token; nil for a wrong, old or worn-out code.
    package static func redeem(_ code: String, challenge: RecordID, device: String, in scope: Scope) throws -> String? {
        let digits = code.compactMap(\.wholeNumberValue).map(String.init).joined()
        let rows = try scope.transaction.rows(
            """
            SELECT c.* FROM one_time_codes c JOIN code_challenges q ON q.code = c.id WHERE q.challenge = \(challenge)
            AND c.expires > \(scope.now) AND c.used IS NULL AND c.tries < \(tries) ORDER BY c.created DESC
            """)
        for row in rows {
            let (id, index): (RecordID, [UInt8]) = (try row["id"], try row["mobile_index"])
            guard try row["code"] == hash(digits, index, scope.vault) else {
                try scope.transaction.run("UPDATE one_time_codes SET tries = tries + 1 WHERE id = \(id)")
                continue
            }
            try scope.transaction.run("UPDATE one_time_codes SET used = \(scope.now) WHERE id = \(id)")
            let mobile = try scope.open(
                try row["mobile"], as: String.self, table: "one_time_codes", column: "mobile", row: id)
            try OwnRecords.prove(mobile, index, in: scope)
            try scope.record("signedIn", "mobile", id)
            return try Session.begin(user: nil, mobileIndex: index, device: device, in: scope)
        }
        return nil
    }

    private static func count(_ address: String, in scope: Scope) throws {
        let index = scope.vault.blindIndex(address, for: "address")
        let since = scope.now - hour
        let all: Int = try scope.transaction.value("SELECT count(*) FROM code_requests WHERE created > \(since)") ?? 0
        let own: Int =
            try scope.transaction.value(
                "SELECT count(*) FROM code_requests WHERE created > \(since) AND address = \(index)") ?? 0
        guard all < perRegister, own < perAddress else { throw Problem(.tooMany) }
        try scope.transaction.run("DELETE FROM code_requests WHERE created <= \(since)")
        try scope.transaction.run(
            "INSERT INTO code_requests (id, address, created) VALUES (\(scope.environment.newID()), \(index), \(scope.now))"
        )
    }

    /// The code that the mobile has to show: a new one, or the last one while it is too early for another.
    private static func code(
        for mobile: String, at location: Location, language: String, in scope: Scope
    ) throws -> RecordID? {
        let index = scope.vault.blindIndex(mobile, for: "mobile")
        let sent = try scope.transaction.rows(
            """
            SELECT id, created, expires, used FROM one_time_codes
            WHERE mobile_index = \(index) AND created > \(scope.now - hour) ORDER BY created DESC
            """)
        if let last = sent.first, try last["created"] > scope.now - pause || sent.count >= perMobile {
            let (expires, used): (Int64, Int64?) = (try last["expires"], try last["used"])
            return expires > scope.now && used == nil ? try last["id"] : nil
        }
        let random = scope.environment.random(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let digits = String(String(1_000_000 + random % 1_000_000).suffix(6))
        let id = scope.environment.newID()
        let sealed = try scope.seal(mobile, table: "one_time_codes", column: "mobile", row: id)
        try scope.transaction.run(
            """
            INSERT INTO one_time_codes (id, mobile_index, mobile, code, created, expires)
            VALUES (\(id), \(index), \(sealed), \(hash(digits, index, scope.vault)), \(scope.now), \(scope.now + lifetime))
            """)
        try Message.queue(
            .oneTimeCode, toMobile: mobile, language: language, about: nil, at: location, values: ["code": digits],
            in: scope)
        return id
    }

    private static func hash(_ code: String, _ mobileIndex: [UInt8], _ vault: Vault) -> [UInt8] {
        vault.blindIndex("\(Session.hex(mobileIndex))|\(code)", for: "code")
    }
}
