import Store

extension HouseVisit {
    /// Who decides which of two visits holds.
    package static let deciders: Set<Role> = [.designatedOfficer, .assistantCommissioner, .districtOfficer]

    /// People of whom two visits say different things, the one that waits longest first; at most 100.
    package static func contradictions(in scope: Scope) throws -> [LeftOut] {
        try scope.transaction.rows(
            """
            SELECT * FROM left_outs l WHERE conflict IS NOT NULL AND \(scope.reach("l", roles: deciders.union([.auditor])))
            ORDER BY changed, id LIMIT 100
            """
        ).map { try LeftOut($0, in: scope) }
    }

    /// Lets one visit to a person count, and sets the others that wait aside; figures move with it.
    ///
    /// Throws `Problem.notFound` outside the actor's area, `wrongState` where nothing waits any more.
    package static func decide(_ id: RecordID, for leftOut: RecordID, in scope: Scope) throws {
        var person = try LeftOut.find(leftOut, in: scope)
        guard scope.reaches(person.location, roles: deciders) else { throw Problem.notAllowed }
        guard person.conflict != nil, let current = person.visit else { throw Problem(.wrongState) }
        let visit = try find(id, in: scope)
        guard visit.leftOut == leftOut, visit.id == current || visit.standing == .waits else {
            throw Problem(.wrongState)
        }
        let t = scope.transaction
        if id == current {
            try person.undispute(in: scope)
        } else {
            try t.run("UPDATE house_visits SET standing = \(Standing.aside.rawValue) WHERE id = \(current)")
            try t.run("UPDATE house_visits SET standing = \(Standing.counts.rawValue) WHERE id = \(id)")
            try person.settle(visit.report, on: visit.day, in: scope)
        }
        try t.run(
            """
            UPDATE house_visits SET standing = \(Standing.aside.rawValue)
            WHERE left_out = \(leftOut) AND standing = \(Standing.waits.rawValue)
            """)
        try scope.record(
            "decided", "visit", id, at: person.location.finest, details: ["outcome": visit.report.outcome.rawValue])
    }
}
