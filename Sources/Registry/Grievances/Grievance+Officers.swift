import Store

extension Grievance {
    /// Roles that answer, in their own area: the first is asked first, the others when it is late.
    static let ladder: [Role] = [.designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator]
    package static let answerers = Set(ladder)

    /// Who has to answer at a place: the first on the ladder from a level on who is there.
    static func officer(for location: Location, from level: Int, in scope: Scope) throws -> (
        user: RecordID, level: Int
    )? {
        let places = [location.block, location.subdivision, location.district, location.state]
        for level in ladder.indices.dropFirst(level) {
            guard let place = places[level] else { continue }
            let officer: RecordID? = try scope.transaction.value(
                """
                SELECT a.user_id FROM assignments a JOIN users u ON u.id = a.user_id WHERE a.place = \(place)
                AND a.role = \(ladder[level].rawValue) AND a.valid_from <= \(scope.now) AND u.disabled IS NULL
                AND (a.valid_to IS NULL OR a.valid_to > \(scope.now)) ORDER BY a.valid_from, a.user_id LIMIT 1
                """)
            if let officer { return (officer, level) }
        }
        return nil
    }

    /// Another officer who could answer.
    package struct Colleague: Sendable {
        package let user: RecordID
        package let name: String
        package let role: Role
        package let place: PlaceID
    }

    /// To whom the acting officer can hand it on.
    package func colleagues(in scope: Scope) throws -> [Colleague] {
        let places = [location.block, location.subdivision, location.district, location.state].compactMap(\.self)
        let rows = try scope.transaction.rows(
            """
            SELECT a.user_id, a.role, a.place FROM assignments a JOIN users u ON u.id = a.user_id
            WHERE a.place IN \(list: places) AND a.role IN \(list: Grievance.ladder.map(\.rawValue))
            AND a.valid_from <= \(scope.now) AND u.disabled IS NULL AND (a.valid_to IS NULL OR a.valid_to > \(scope.now))
            ORDER BY a.place DESC, a.user_id LIMIT 100
            """)
        let names = try User.names(of: rows.map { try $0["user_id"] }, in: scope)
        return try rows.compactMap { row in
            let user: RecordID = try row["user_id"]
            guard user != officer, let role = Role(rawValue: try row["role"]) else { return nil }
            return Colleague(user: user, name: names[user] ?? "", role: role, place: try row["place"])
        }
    }

    /// Gives it to another officer of the area, who has to answer from now on; the clock goes on.
    package func handOn(to user: RecordID, in scope: Scope) throws {
        try mayAct(in: scope)
        guard let colleague = try colleagues(in: scope).first(where: { $0.user == user }) else {
            throw Problem.invalid("officer", "unknown")
        }
        try write(officer: user, escalated: escalated, in: scope)
        try scope.record(
            "handedOn", "grievance", id, at: location.finest, details: ["to": colleague.role.rawValue])
    }

    /// Puts it before the next officer on the ladder. Throws `Problem.wrongState` where there is nobody above.
    package func escalate(in scope: Scope) throws {
        try mayAct(in: scope)
        guard try moveUp(in: scope) else { throw Problem(.wrongState) }
    }

    private func moveUp(in scope: Scope) throws -> Bool {
        guard let next = try Grievance.officer(for: location, from: escalated + 1, in: scope) else { return false }
        try write(officer: next.user, escalated: next.level, in: scope)
        try scope.record(
            "escalated", "grievance", id, at: location.finest, details: ["to": Grievance.ladder[next.level].rawValue])
        return true
    }

    private func write(officer: RecordID, escalated: Int, in scope: Scope) throws {
        let changed = try scope.transaction.run(
            """
            UPDATE grievances SET officer = \(officer), escalated = \(escalated)
            WHERE id = \(id) AND status = 'open' AND escalated = \(self.escalated)
            """)
        guard changed == 1 else { throw Problem(status == .open ? .changedMeanwhile : .wrongState) }
    }

    /// Throws `Problem.notAllowed` without the role in this area, `ownFamily` for one's own or family's.
    func mayAct(in scope: Scope) throws {
        guard scope.reaches(location, roles: Grievance.answerers) else { throw Problem.notAllowed }
        var person = Person()
        person.mobile = mobile
        if try User.isFamily(person, in: scope) { throw Problem(.ownFamily) }
        if let worker, let row = try scope.transaction.row("SELECT * FROM workers WHERE id = \(worker)"),
            try User.isFamily(Worker(row, in: scope).person, in: scope)
        {
            throw Problem(.ownFamily)
        }
    }

    /// Puts what is late before the next officer; run it as the program, every few minutes. Returns how many, at most `limit`.
    @discardableResult
    package static func escalateLate(limit: Int = 500, in scope: Scope) throws -> Int {
        var moved = 0
        for kind in Kind.allCases {
            let pause = scope.rules.grievances.pause(kind)
            // Each level has its own pause.
            let rows = try scope.transaction.rows(
                """
                SELECT * FROM grievances WHERE status = 'open' AND kind = \(kind.rawValue) AND due < \(scope.now)
                AND due + escalated * \(pause) < \(scope.now) AND escalated < \(ladder.count - 1) ORDER BY due LIMIT \(limit)
                """)
            for row in rows {
                let grievance = try Grievance(row, in: scope)
                if try grievance.moveUp(in: scope) {
                    moved += 1
                } else {
                    // Nobody is above: asked again every time, such ones would keep others from their turn.
                    try scope.transaction.run(
                        "UPDATE grievances SET escalated = \(ladder.count - 1) WHERE id = \(grievance.id)")
                }
            }
        }
        return moved
    }
}
