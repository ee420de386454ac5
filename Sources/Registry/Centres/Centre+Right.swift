import Store

extension Centre {
    /// Gives a centre the right to register; the same id again is the same centre.
    ///
    /// Throws `Problem`: not allowed, `invalid` with every field that can't be.
    @discardableResult
    package static func grant(
        id: RecordID, _ kind: Kind?, name: String, at place: PlaceID?, in scope: Scope
    ) throws -> Centre {
        guard scope.actor.isProgram || scope.actor.has(any: grantors) else { throw Problem.notAllowed }
        var faults: [Problem.Field] = []
        if kind == nil { faults.append(.init("kind", "required")) }
        if name.allSatisfy(\.isWhitespace) { faults.append(.init("name", "required")) }
        if name.count > 120 { faults.append(.init("name", "tooLong")) }
        if place.map({ scope.places[$0] == nil || $0.level < .block || $0.level == .village }) ?? true {
            faults.append(.init("place", place == nil ? "required" : "wrongLevel"))
        }
        guard faults.isEmpty, let place, let kind else { throw Problem(.invalid, fields: faults) }
        guard scope.reaches(place, roles: grantors) else { throw Problem.notAllowed }
        let added = try scope.transaction.run(
            """
            INSERT INTO centres (id, kind, name, \(Location.columns), granted, grantor)
            VALUES (\(id), \(kind.rawValue), \(name), \(Location(place, in: scope.places).values), \(scope.now), \
            \(scope.actor.user)) ON CONFLICT (id) DO NOTHING
            """)
        if added > 0 { try scope.record("granted", "centre", id, at: place, details: ["kind": kind.rawValue]) }
        return try find(id, in: scope)
    }

    /// Takes the right back: its operators submit nothing any more. Throws `Problem`: not allowed, `invalid` without a reason.
    package func withdraw(reason: String, in scope: Scope) throws {
        guard scope.reaches(location, roles: Centre.grantors) else { throw Problem.notAllowed }
        guard !reason.allSatisfy(\.isWhitespace) else { throw Problem.invalid("reason", "required") }
        guard reason.count <= 300 else { throw Problem.invalid("reason", "tooLong") }
        let changed = try scope.transaction.run(
            "UPDATE centres SET withdrawn = \(scope.now), reason = \(reason) WHERE id = \(id) AND withdrawn IS NULL")
        if changed > 0 { try scope.record("withdrew", "centre", id, at: location.finest) }
    }

    /// Gives the right again.
    package func restore(in scope: Scope) throws {
        guard scope.reaches(location, roles: Centre.grantors) else { throw Problem.notAllowed }
        let changed = try scope.transaction.run(
            "UPDATE centres SET withdrawn = NULL, reason = NULL WHERE id = \(id) AND withdrawn IS NOT NULL")
        if changed > 0 { try scope.record("granted", "centre", id, at: location.finest) }
    }

    /// Says who works for it, and nobody else; who worked for another centre leaves that one.
    ///
    /// Throws `Problem`: not allowed, `invalid` for somebody who isn't a counter operator of the centre's block.
    package func place(operators: [RecordID], in scope: Scope) throws {
        guard scope.reaches(location, roles: Centre.grantors.union([.districtOfficer])) else {
            throw Problem.notAllowed
        }
        let block = location.block ?? location.finest
        let known = try block.map { try DriveStaff.all(at: $0, in: scope) } ?? []
        let fitting = Set(known.filter { $0.role == .counterOperator }.map(\.user))
        let wanted = Set(operators)
        guard wanted.isSubset(of: fitting) else { throw Problem.invalid("operators", "unknown") }
        try scope.transaction.run("DELETE FROM centre_operators WHERE centre = \(id)")
        for user in wanted.sorted() {
            try scope.transaction.run(
                """
                INSERT INTO centre_operators (user_id, centre) VALUES (\(user), \(id))
                ON CONFLICT (user_id) DO UPDATE SET centre = excluded.centre
                """)
        }
        try scope.record("staffed", "centre", id, at: location.finest, details: ["count": String(wanted.count)])
    }
}
