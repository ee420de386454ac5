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

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        signIn = try row["sign_in"]
        person = try scope.open(try row["person"], as: Card.self, table: "users", column: "person", row: id)
        language = try row["language"]
        disabled = try row["disabled"]
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
    /// Throws `Problem.invalid` for a taken sign-in name or a place that does not fit the role, `Problem.notAllowed` for an area
    /// or role that the actor doesn't manage.
    @discardableResult
    package static func create(
        id: RecordID, signIn: String, card: Card, language: String = "en", assignments: [Assignment], in scope: Scope
    ) throws -> RecordID {
        for assignment in assignments { try mayGive(assignment, in: scope) }
        let taken: Int? = try scope.transaction.value("SELECT 1 FROM users WHERE sign_in = \(signIn.lowercased())")
        guard taken == nil else { throw Problem.invalid("sign_in", "taken") }
        let sealed = try scope.seal(card, table: "users", column: "person", row: id)
        try scope.transaction.run(
            """
            INSERT INTO users (id, sign_in, person, mobile_index, language, created)
            VALUES (\(id), \(signIn.lowercased()), \(sealed), \(card.mobile.map { scope.vault.blindIndex($0, for: "mobile") }), \
            \(language), \(scope.now))
            """)
        for assignment in assignments {
            try scope.transaction.run(
                """
                INSERT INTO assignments (user_id, role, place, valid_from)
                VALUES (\(id), \(assignment.role.rawValue), \(assignment.place), \(scope.now))
                """)
        }
        try scope.record("created", "user", id, at: assignments.first?.place)
        return id
    }

    /// An administrator gives roles below their own place only, and the state's roles are given by the program or the state.
    static func mayGive(_ assignment: Assignment, in scope: Scope) throws {
        guard assignment.role.levels.contains(assignment.place.level), scope.places[assignment.place] != nil else {
            throw Problem.invalid("place", "wrongLevel")
        }
        if case .program = scope.actor.kind { return }
        let managers = scope.actor.assignments.filter { $0.role.managesUsers }
        guard
            managers.contains(where: {
                $0.place != assignment.place && scope.places.lies(assignment.place, in: $0.place)
            })
        else {
            throw Problem.notAllowed
        }
    }
}
