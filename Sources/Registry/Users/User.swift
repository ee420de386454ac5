import Store

/// Somebody who works here.
package struct User: Sendable {
    /// What is sealed of a user.
    package struct Card: Sendable, Codable, Hashable, CustomStringConvertible {
        package var name: String
        package var mobile: String?
        package var email: String?
        /// What the officer declared of the own household, so that nobody decides about family.
        package var familyNumber: String?
        package var account: String?

        package init(
            name: String, mobile: String? = nil, email: String? = nil, familyNumber: String? = nil,
            account: String? = nil
        ) {
            self.name = name
            self.mobile = mobile
            self.email = email
            self.familyNumber = familyNumber
            self.account = account
        }

        package var description: String { "a user" }
    }

    package let id: RecordID
    package let signIn: String
    package let person: Card
    package let language: String
    package let disabled: Int64?
    /// False until an invitation was accepted.
    package let hasPassword: Bool

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        signIn = try row["sign_in"]
        person = try scope.open(try row["person"], as: Card.self, table: "users", column: "person", row: id)
        language = try row["language"]
        disabled = try row["disabled"]
        hasPassword = try row["password"] as String? != nil
    }

    static func enabled(_ id: RecordID, in scope: Scope) throws -> User? {
        try scope.transaction.row("SELECT * FROM users WHERE id = \(id) AND disabled IS NULL").map {
            try User($0, in: scope)
        }
    }

    /// The roles that hold today.
    static func assignments(of id: RecordID, in scope: Scope) throws -> [Assignment] {
        try scope.transaction.rows(
            """
            SELECT role, place FROM assignments WHERE user_id = \(id) AND valid_from <= \(scope.now)
            AND (valid_to IS NULL OR valid_to > \(scope.now)) ORDER BY valid_from, place
            """
        ).compactMap { row in
            try Role(rawValue: try row["role"]).map { Assignment(role: $0, place: try row["place"]) }
        }
    }
}

extension User {
    /// Makes a user who can't sign in yet: an invitation sets the password.
    ///
    /// The same id again makes nothing new. Throws `Problem.invalid` for fields that can't be taken or a place that doesn't fit the
    /// role, `Problem.notAllowed` for an area or role that the actor doesn't manage.
    @discardableResult
    package static func create(
        id: RecordID, signIn: String, card: Card, language: String = "en", assignments: [Assignment],
        from: Int64? = nil, to end: Int64? = nil, in scope: Scope
    ) throws -> RecordID {
        let signIn = signIn.lowercased()
        guard scope.actor.isProgram || scope.actor.assignments.contains(where: \.role.managesUsers) else {
            throw Problem.notAllowed
        }
        if let problem = problem(signIn: signIn, card: card) { throw Problem(.invalid, fields: problem) }
        let taken: RecordID? = try scope.transaction.value("SELECT id FROM users WHERE sign_in = \(signIn)")
        if taken == id { return id }
        guard taken == nil else { throw Problem.invalid("sign_in", "taken") }
        let sealed = try scope.seal(card, table: "users", column: "person", row: id)
        try scope.transaction.run(
            """
            INSERT INTO users (id, sign_in, person, mobile_index, language, created)
            VALUES (\(id), \(signIn), \(sealed), \(mobileIndex(card, in: scope)), \(language), \(scope.now))
            """)
        try scope.record("created", "user", id, at: assignments.first?.place)
        for assignment in assignments { try assign(assignment, to: id, from: from, to: end, in: scope) }
        return id
    }

    static func mobileIndex(_ card: Card, in scope: Scope) -> [UInt8]? {
        card.mobile.map { scope.vault.blindIndex($0, for: "mobile") }
    }

    /// What is wrong with the fields of a user; nil when nothing is.
    static func problem(signIn: String, card: Card) -> [Problem.Field]? {
        var fields: [Problem.Field] = []
        if signIn.wholeMatch(of: /[a-z0-9][a-z0-9._@-]{2,63}/) == nil { fields.append(.init("sign_in", "signIn")) }
        if card.name.isEmpty { fields.append(.init("name", "required")) }
        if card.name.count > 100 { fields.append(.init("name", "tooLong")) }
        if let mobile = card.mobile, mobile.wholeMatch(of: /[6-9][0-9]{9}/) == nil {
            fields.append(.init("mobile", "mobile"))
        }
        if let email = card.email, email.count > 254 || email.wholeMatch(of: /[^@\s]+@[^@\s]+\.[^@\s]+/) == nil {
            fields.append(.init("email", "email"))
        }
        return fields.isEmpty ? nil : fields
    }
}
