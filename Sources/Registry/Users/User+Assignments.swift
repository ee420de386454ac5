import Store

extension User {
    /// A role at a place with the dates it holds between, in milliseconds; `to` is the first moment that it no longer does.
    package struct Term: Sendable, Hashable {
        package let assignment: Assignment
        package let from: Int64
        package let to: Int64?

        init?(_ row: Row) throws {
            guard let role = Role(rawValue: try row["role"]) else { return nil }
            assignment = Assignment(role: role, place: try row["place"])
            (from, to) = (try row["valid_from"], try row["valid_to"])
        }

        package func holds(at time: Int64) -> Bool { from <= time && to.map { $0 > time } ?? true }
    }

    /// Every role that the user has, had or will have, the latest first.
    package func terms(in scope: Scope) throws -> [Term] { try User.terms(of: id, in: scope) }

    static func terms(of id: RecordID, in scope: Scope) throws -> [Term] {
        try scope.transaction.rows(
            "SELECT * FROM assignments WHERE user_id = \(id) ORDER BY valid_from DESC, place, role"
        ).compactMap(Term.init)
    }

    /// Gives a role at a place; what holds already from then on stays as it is.
    ///
    /// Throws `Problem.notAllowed` for a role or place that the actor may not give, `Problem.invalid` for a place or dates that
    /// don't fit. The caller has made sure that the actor manages the user, or has just made it.
    static func assign(
        _ assignment: Assignment, to id: RecordID, from: Int64? = nil, to end: Int64? = nil, in scope: Scope
    )
        throws
    {
        try mayGive(assignment, in: scope)
        let from = from ?? scope.now
        if let end, end <= from { throw Problem.invalid("until", "untilBeforeFrom") }
        let held = try terms(of: id, in: scope).contains {
            $0.assignment == assignment && $0.from <= from && ($0.to ?? .max) >= (end ?? .max)
        }
        if held { return }
        let location = Location(assignment.place, in: scope.places)
        try scope.transaction.run(
            """
            INSERT INTO assignments (user_id, role, place, \(Location.columns), valid_from, valid_to)
            VALUES (\(id), \(assignment.role.rawValue), \(assignment.place), \(location.values), \(from), \(end))
            ON CONFLICT (user_id, role, place, valid_from) DO UPDATE SET valid_to = excluded.valid_to
            """)
        try scope.record(
            "assigned", "user", id, at: assignment.place, details: ["role": assignment.role.rawValue])
    }

    /// Gives a user whom the actor manages another role.
    package func assign(_ assignment: Assignment, from: Int64? = nil, to end: Int64? = nil, in scope: Scope) throws {
        _ = try User.managed(id, in: scope)
        try User.assign(assignment, to: id, from: from, to: end, in: scope)
    }

    /// Ends a role now; one that is yet to begin never does.
    package func end(_ assignment: Assignment, in scope: Scope) throws {
        _ = try User.managed(id, in: scope)
        try User.mayGive(assignment, in: scope)
        let which: Statement =
            "user_id = \(id) AND role = \(assignment.role.rawValue) AND place = \(assignment.place)"
        let changed =
            try scope.transaction.run("DELETE FROM assignments WHERE \(which) AND valid_from >= \(scope.now)")
            + scope.transaction.run(
                """
                UPDATE assignments SET valid_to = \(scope.now)
                WHERE \(which) AND (valid_to IS NULL OR valid_to > \(scope.now))
                """)
        guard changed > 0 else { return }
        try scope.record(
            "unassigned", "user", id, at: assignment.place, details: ["role": assignment.role.rawValue])
    }

    /// An administrator gives roles below their own place only, so nobody makes an equal or a superior; the program gives all.
    static func mayGive(_ assignment: Assignment, in scope: Scope) throws {
        guard assignment.role.levels.contains(assignment.place.level), scope.places[assignment.place] != nil else {
            throw Problem.invalid("place", "wrongLevel")
        }
        guard manages(assignment.place, in: scope) else { throw Problem.notAllowed }
    }

    /// True for a place truly below one at which the actor manages users.
    static func manages(_ place: PlaceID, in scope: Scope) -> Bool {
        scope.actor.isProgram
            || scope.actor.assignments.contains {
                $0.role.managesUsers && $0.place != place && scope.places.lies(place, in: $0.place)
            }
    }
}
