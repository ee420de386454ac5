import Store

extension Registry {
    /// Signs a member of staff in and returns the new session's token.
    ///
    /// An unknown name, a wrong password, a wrong or used code, a locked and a disabled account are one answer, `Problem.credentials`,
    /// and cost the same: one hash and one write. `replacing` is the browser's earlier session, which ends.
    package func signIn(
        name: String, password: String, code: String, device: String, replacing old: String? = nil
    ) async throws -> String {
        let name = name.lowercased()
        let kept = try await read(as: .anyone) { scope in
            try scope.transaction.value("SELECT password FROM users WHERE sign_in = \(name)") as String?? ?? nil
        }
        let hash = kept ?? decoyHash
        let holds = try await passwords.run { Password.holds(password, hash: hash) } && kept != nil
        let token = try await write(as: .anyone) { scope in
            try SignIn.settle(name: name, password: holds, code: code, device: device, replacing: old, in: scope)
        }
        guard let token else { throw Problem(.credentials) }
        return token
    }

    /// Signs in as one of the sample cast, without a password: for a demonstration's own page.
    package func signInSample(_ role: Role, device: String, replacing old: String?) async throws -> String {
        try await write(as: .anyone) { scope in
            guard
                let id: RecordID = try scope.transaction.value(
                    "SELECT id FROM users WHERE sign_in = \(SampleCast.signIn(role)) AND demonstration = 1 AND disabled IS NULL"
                )
            else { throw Problem.notFound }
            return try SignIn.begin(id, device: device, replacing: old, in: scope)
        }
    }
}

/// What is decided and written down of an attempt to sign in.
enum SignIn {
    /// After so many failures in a row the account waits, twice as long every time, up to a quarter of an hour.
    static let patience = 5
    static let longestLock: Int64 = 15 * 60_000

    /// The session's token, or nil when the attempt fails; both are written down.
    static func settle(
        name: String, password: Bool, code: String, device: String, replacing old: String?, in scope: Scope
    ) throws -> String? {
        guard let row = try scope.transaction.row("SELECT * FROM users WHERE sign_in = \(name)") else {
            try scope.record("refused", "session", nil)
            return nil
        }
        let id: RecordID = try row["id"]
        let locked: Int64 = try row["locked_until"]
        guard locked <= scope.now, try row["disabled"] as Int64? == nil else {
            try scope.record("refused", "session", id, details: ["reason": "locked"])
            return nil
        }
        guard password, let sealed: [UInt8] = try row["totp"],
            let step = OneTimeCode.step(
                of: code, try scope.open(sealed, as: [UInt8].self, table: "users", column: "totp", row: id),
                now: scope.now,
                after: try row["totp_used"])
        else {
            try fail(id, failures: try row["failures"] + 1, in: scope)
            return nil
        }
        try scope.transaction.run(
            "UPDATE users SET totp_used = \(step), failures = 0, locked_until = 0 WHERE id = \(id)")
        return try begin(id, device: device, replacing: old, in: scope)
    }

    private static func fail(_ id: RecordID, failures: Int64, in scope: Scope) throws {
        let over = failures - Int64(patience)
        let lock = over < 0 ? 0 : scope.now + min(longestLock, 30_000 << min(over, 10))
        try scope.transaction.run(
            "UPDATE users SET failures = \(failures), locked_until = \(lock) WHERE id = \(id)")
        try scope.record("refused", "session", id, details: ["failures": String(failures)])
    }

    static func begin(_ id: RecordID, device: String, replacing old: String?, in scope: Scope) throws -> String {
        if let old { try Session.end(old, in: scope) }
        try Session.removeOver(in: scope)
        let token = try Session.begin(user: id, device: device, in: scope)
        try scope.record("began", "session", id)
        return token
    }
}
