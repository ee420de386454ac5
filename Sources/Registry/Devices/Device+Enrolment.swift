import Store

extension Device {
    /// A quarter of an hour, to walk over to the phone.
    static let codeLifetime: Int64 = 15 * 60_000

    /// What a phone keeps of its enrolment; told once.
    package struct Enrolment: Sendable {
        package let device: RecordID
        package let token: String
        package let user: RecordID
        package let name: String
        package let language: String
        /// See `recoveryKey`.
        package let recovery: [UInt8]
    }

    /// Makes the code that enrols one phone for a user: ten letters and digits, told once, good for a quarter of an hour.
    ///
    /// For oneself, or by a supervisor of the area for somebody who visits there. Throws `Problem.notFound` for others, and
    /// `invalid` where the user has no role that visits.
    package static func invite(_ user: RecordID, in scope: Scope) throws -> String {
        guard let person = try User.enabled(user, in: scope) else { throw Problem.notFound }
        let roles = try User.assignments(of: user, in: scope).map(\.role)
        // A supervisor could otherwise act under an equal's name.
        if user != scope.actor.user {
            guard try isSupervised(user, in: scope), !roles.contains(where: supervisors.contains) else {
                throw Problem.notFound
            }
        }
        guard roles.contains(where: HouseVisit.visitors.contains) else { throw Problem.invalid("user", "noVisitor") }
        let code = Base32.encode(scope.environment.random(6))
        try scope.transaction.run("DELETE FROM device_codes WHERE expires <= \(scope.now) OR user_id = \(user)")
        try scope.transaction.run(
            """
            INSERT INTO device_codes (token, user_id, maker, expires)
            VALUES (\(Session.digest(code)), \(person.id), \(scope.actor.user), \(scope.now + codeLifetime))
            """)
        try scope.record("invited", "device", nil, details: ["user": user.description])
        return code
    }

    /// Enrols a phone with a code, which is used up then; `name` is the kind of browser. Throws `Problem.credentials`.
    package static func enrol(_ typed: String, name: String, in scope: Scope) throws -> Enrolment {
        // People read O for 0 and I for 1; the code has neither digit.
        let code = typed.uppercased().replacing("0", with: "O").replacing("1", with: "I").filter {
            $0.isLetter || $0.isNumber
        }
        guard
            let row = try scope.transaction.row(
                """
                DELETE FROM device_codes WHERE token = \(Session.digest(code)) AND expires > \(scope.now)
                RETURNING user_id, maker
                """), let user = try User.enabled(try row["user_id"], in: scope)
        else { throw Problem(.credentials) }
        let (id, token) = (scope.environment.newID(), prefix + Session.hex(scope.environment.random(32)))
        let maker: RecordID? = try row["maker"]
        try scope.transaction.run(
            """
            INSERT INTO devices (id, token, user_id, name, maker, enrolled)
            VALUES (\(id), \(Session.digest(token)), \(user.id), \(name), \(maker), \(scope.now))
            """)
        try scope.record("enrolled", "device", id, details: ["user": user.id.description])
        return Enrolment(
            device: id, token: token, user: user.id, name: user.person.name, language: user.language,
            recovery: recoveryKey(of: id, in: scope))
    }
}

extension Device {
    /// Somebody by the name to sign in with, for `invite`. Throws `Problem.notFound`.
    package static func user(signIn: String, in scope: Scope) throws -> RecordID {
        let id: RecordID? = try scope.transaction.value("SELECT id FROM users WHERE sign_in = \(signIn.lowercased())")
        guard let id else { throw Problem.notFound }
        return id
    }
}
