import Store

extension User {
    /// What a list of users is narrowed to.
    package struct Filter: Sendable, Hashable, Codable {
        package enum State: String, Sendable, CaseIterable, Codable { case active, invited, disabled }

        /// Part of a sign-in name, or a whole mobile number.
        package var text: String?
        package var role: Role?
        package var place: PlaceID?
        package var state: State?
        /// The sign-in name that the page before ended with.
        package var after: String?

        package init() {}
    }

    /// A line of the list: the user and what holds today.
    package struct Listed: Sendable {
        package let user: User
        package let assignments: [Assignment]
    }

    /// The condition that a user has, had or will have a role in the area whose users the actor manages.
    private static func seen(in scope: Scope) -> Statement {
        if case .program = scope.actor.kind { return "(1 = 1)" }
        let managing = Set(Role.allCases.filter(\.managesUsers))
        return "EXISTS (SELECT 1 FROM assignments s WHERE s.user_id = u.id AND \(scope.reach("s", roles: managing)))"
    }

    /// Throws `Problem.notFound` also for a user of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> User {
        guard let row = try scope.transaction.row("SELECT * FROM users u WHERE id = \(id) AND \(seen(in: scope))")
        else {
            throw Problem.notFound
        }
        return try User(row, in: scope)
    }

    /// The user who signs in with this name, in any case; throws `Problem.notFound` also for one of another area.
    package static func find(signIn: String, in scope: Scope) throws -> User {
        let id: RecordID? = try scope.transaction.value("SELECT id FROM users WHERE sign_in = \(signIn.lowercased())")
        guard let id else { throw Problem.notFound }
        return try find(id, in: scope)
    }

    /// The user as `find` gives it, if the actor may change it: somebody else, all of whose roles lie below the actor's place.
    ///
    /// Throws `Problem.notAllowed` for oneself, equals and superiors.
    package static func managed(_ id: RecordID, in scope: Scope) throws -> User {
        let user = try find(id, in: scope)
        guard try user.isManaged(in: scope) else { throw Problem.notAllowed }
        return user
    }

    /// Roles that are over don't count, unless the user has no other: a transferred officer belongs to the new district.
    package func isManaged(in scope: Scope) throws -> Bool {
        if case .program = scope.actor.kind { return true }
        guard scope.actor.user != id else { return false }
        let terms = try terms(in: scope)
        let current = terms.filter { $0.to.map { $0 > scope.now } ?? true }
        let counting = current.isEmpty ? terms : current
        return !counting.isEmpty && counting.allSatisfy { User.manages($0.assignment.place, in: scope) }
    }

    /// A page of the users of the area, by sign-in name; names and mobiles of people are seen, which is written down.
    package static func list(_ filter: Filter, limit: Int, in scope: Scope) throws -> [Listed] {
        let listed = try page(filter, limit: limit, in: scope)
        try scope.record("listed", "user", nil, details: ["rows": String(listed.count)])
        return listed
    }

    /// The same for whoever writes the view down otherwise.
    static func page(_ filter: Filter, limit: Int, in scope: Scope) throws -> [Listed] {
        try scope.transaction.rows(
            "SELECT * FROM users u WHERE \(conditions(filter, in: scope)) ORDER BY sign_in LIMIT \(limit)"
        ).map { row in
            let user = try User(row, in: scope)
            return Listed(user: user, assignments: try assignments(of: user.id, in: scope))
        }
    }

    static func conditions(_ filter: Filter, in scope: Scope) -> Statement {
        var conditions: [Statement] = [seen(in: scope)]
        if let text = filter.text?.lowercased() {
            let pattern =
                "%" + text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_") + "%"
            let digits = String(text.filter(\.isNumber).suffix(10))
            let mobile = scope.vault.blindIndex(digits, for: "mobile")
            conditions.append("u.sign_in LIKE \(pattern) ESCAPE '!' OR u.mobile_index = \(mobile)")
        }
        if let role = filter.role { conditions.append(holding("s.role = \(role.rawValue)", in: scope)) }
        if let place = filter.place, let column = Location.column(place.level) {
            conditions.append(holding("s.\(unchecked: column) = \(place)", in: scope))
        }
        switch filter.state {
        case .active: conditions.append("u.disabled IS NULL AND u.password IS NOT NULL")
        case .invited: conditions.append("u.disabled IS NULL AND u.password IS NULL")
        case .disabled: conditions.append("u.disabled IS NOT NULL")
        case nil: break
        }
        if let after = filter.after { conditions.append("u.sign_in > \(after)") }
        return .all(conditions)
    }

    private static func holding(_ condition: Statement, in scope: Scope) -> Statement {
        """
        EXISTS (SELECT 1 FROM assignments s WHERE s.user_id = u.id AND \(condition) AND s.valid_from <= \(scope.now)
        AND (s.valid_to IS NULL OR s.valid_to > \(scope.now)))
        """
    }

    /// All of a user, which is written down as a view of personal data.
    package static func view(_ id: RecordID, in scope: Scope) throws -> User {
        let user = try find(id, in: scope)
        try scope.record("viewed", "user", id)
        return user
    }
}
