internal import Crypto
internal import Foundation
import Store

/// A signed-in browser: a token that only the browser has, and who it stands for.
package struct Session: Sendable {
    package let actor: Actor
    /// Has to come back with every form.
    package let csrf: String
    /// What the page calls the person.
    package let name: String
    /// True once a minute, when somebody should note that the session is in use.
    package let wantsTouch: Bool
    /// The phone with the field app, where it is one.
    package var device: RecordID?

    /// Staff are signed out after a quarter of an hour without a request, and after eight hours in any case.
    static let idle: Int64 = 15 * 60_000
    static let longest: Int64 = 8 * 3_600_000

    /// Begins a session and returns its token: 32 random bytes as 64 hexadecimal digits, told once.
    ///
    /// Call it after every sign-in, never with a token that existed before: a token planted earlier must not become valid.
    package static func begin(user: RecordID?, mobileIndex: [UInt8]? = nil, device: String, in scope: Scope) throws
        -> String
    {
        let token = hex(scope.environment.random(32))
        let csrf = hex(scope.environment.random(16))
        try scope.transaction.run(
            """
            INSERT INTO sessions (token, user_id, mobile_index, csrf, device, created, seen)
            VALUES (\(digest(token)), \(user), \(mobileIndex), \(csrf), \(device), \(scope.now), \(scope.now))
            """)
        return token
    }

    /// The session of a token, with what its user may do today; nil if it is over or the user was disabled.
    package static func resume(_ token: String, in scope: Scope) throws -> Session? {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM sessions WHERE token = \(digest(token)) AND seen > \(scope.now - idle) AND created > \(scope.now - longest)"
            )
        else { return nil }
        let csrf: String = try row["csrf"]
        let device: String = try row["device"]
        let wantsTouch = try row["seen"] < scope.now - 60_000
        if let mobile: [UInt8] = try row["mobile_index"] {
            return Session(
                actor: Actor(.worker(mobile: mobile), device: device), csrf: csrf, name: "", wantsTouch: wantsTouch)
        }
        guard let id: RecordID = try row["user_id"], let user = try User.enabled(id, in: scope) else { return nil }
        let actor = Actor(
            .user(id), assignments: try User.assignments(of: id, in: scope), device: device, language: user.language)
        return Session(actor: actor, csrf: csrf, name: user.person.name, wantsTouch: wantsTouch)
    }

    /// Notes that the session is in use; callers do it at most once a minute, it is a write.
    package static func touch(_ token: String, in scope: Scope) throws {
        try scope.transaction.run(
            "UPDATE sessions SET seen = \(scope.now) WHERE token = \(digest(token)) AND seen < \(scope.now - 60_000)")
    }

    /// Ends the session that its own user leaves.
    package static func signOut(_ token: String, in scope: Scope) throws {
        try end(token, in: scope)
        if let user = scope.actor.user { try scope.record("ended", "session", user) }
    }

    package static func end(_ token: String, in scope: Scope) throws {
        try scope.transaction.run("DELETE FROM sessions WHERE token = \(digest(token))")
    }

    /// Forgets the sessions that are over.
    static func removeOver(in scope: Scope) throws {
        try scope.transaction.run(
            "DELETE FROM sessions WHERE seen <= \(scope.now - idle) OR created <= \(scope.now - longest)")
    }

    static func digest(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
