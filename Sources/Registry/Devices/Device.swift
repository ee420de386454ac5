import Store

/// A phone with the field app, enrolled for one member of staff, who has no other rights on it than at a desk.
package struct Device: Sendable {
    package let id: RecordID
    package let user: RecordID
    /// Kind of browser and system.
    package let name: String
    package let enrolled: Int64
    package let synced: Int64?
    /// Records that waited on it when it last synced, as it said.
    package let unsynced: Int
    package let version: String
    /// Milliseconds that its clock was ahead of ours.
    package let clock: Int64
    package let revoked: Int64?
    /// When everything on it was to be erased, and when the phone said that it was.
    package let wipe: Int64?
    package let wiped: Int64?

    /// By the beginning a token is known for what it is, wherever it turns up.
    package static let prefix = "shramik_field_"

    init(_ row: Row) throws {
        id = try row["id"]
        user = try row["user_id"]
        name = try row["name"]
        enrolled = try row["enrolled"]
        synced = try row["synced"]
        unsynced = try row["unsynced"]
        version = try row["version"]
        clock = try row["clock"]
        revoked = try row["revoked"]
        wipe = try row["wipe"]
        wiped = try row["wiped"]
    }

    /// The session of a phone's token, with what its user may do today; nil if it was revoked or the user disabled.
    package static func resume(_ token: String, in scope: Scope) throws -> Session? {
        guard let device = try find(token: token, in: scope), device.revoked == nil,
            let user = try User.enabled(device.user, in: scope)
        else { return nil }
        let actor = Actor(
            .user(user.id), assignments: try User.assignments(of: user.id, in: scope), device: device.id.description,
            language: user.language)
        return Session(actor: actor, csrf: "", name: user.person.name, wantsTouch: false, device: device.id)
    }

    /// What a phone is to do that was refused.
    package enum Standing: String, Sendable {
        case enrolled, revoked
        /// Erase everything, and say so.
        case wipe
        /// The token is none of ours.
        case unknown
    }

    /// How a phone stands, whoever its user is by now. `erased`: it says that it did what was asked.
    package static func standing(_ token: String, erased: Bool, in scope: Scope) throws -> Standing {
        guard let device = try find(token: token, in: scope) else { return .unknown }
        if device.wipe != nil {
            if erased, device.wiped == nil {
                try scope.transaction.run("UPDATE devices SET wiped = \(scope.now) WHERE id = \(device.id)")
                try scope.record("erased", "device", device.id)
            }
            return .wipe
        }
        return try device.revoked == nil && User.enabled(device.user, in: scope) != nil ? .enrolled : .revoked
    }

    private static func find(token: String, in scope: Scope) throws -> Device? {
        guard token.hasPrefix(prefix), token.utf8.count == prefix.utf8.count + 64 else { return nil }
        return try scope.transaction.row("SELECT * FROM devices WHERE token = \(Session.digest(token))").map(
            Device.init)
    }

    /// Notes what a phone says of itself when it syncs: `unsynced` records wait on it, its clock is `clock` milliseconds ahead.
    package static func note(
        _ id: RecordID, unsynced: Int, version: String, clock: Int64, in scope: Scope
    ) throws {
        let version = String(version.unicodeScalars.prefix(40).filter { $0.isASCII && $0.value > 32 })
        try scope.transaction.run(
            """
            UPDATE devices SET synced = \(scope.now), unsynced = \(min(max(unsynced, 0), 1_000_000)),
            version = \(version), clock = \(clock) WHERE id = \(id)
            """)
    }

    /// The key that only the register can make again: with it a phone seals the key of what waits on it.
    ///
    /// 32 bytes, from the register's own key and the phone's id.
    package static func recoveryKey(of id: RecordID, in scope: Scope) -> [UInt8] {
        scope.vault.blindIndex(id.description, for: "device recovery 1")
            + scope.vault.blindIndex(id.description, for: "device recovery 2")
    }
}
