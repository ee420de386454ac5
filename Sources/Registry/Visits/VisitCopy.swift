import Store

/// What came under a visit's id with another content than the first time: a fault of a phone, that must lose nothing.
package struct VisitCopy: Sendable {
    package let id: RecordID
    package let visit: RecordID
    package let visitor: RecordID?
    package let device: String
    package let received: Int64
    package let report: HouseVisit.Report

    private init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        visit = try row["visit"]
        visitor = try row["visitor"]
        device = try row["device"]
        received = try row["received"]
        report = try scope.open(
            try row["content"], as: HouseVisit.Report.self, table: "visit_copies", column: "content", row: id)
    }

    /// Keeps it beside the first, once.
    static func keep(_ report: HouseVisit.Report, _ digest: [UInt8], in scope: Scope) throws {
        let known = try scope.transaction.row(
            "SELECT 1 FROM visit_copies WHERE visit = \(report.id) AND digest = \(digest)")
        guard known == nil else { return }
        let id = scope.environment.newID()
        let location = Location(report.place, in: scope.places)
        let sealed = try scope.seal(report, table: "visit_copies", column: "content", row: id)
        try scope.transaction.run(
            """
            INSERT INTO visit_copies (id, visit, \(Location.columns), visitor, device, received, digest, content)
            VALUES (\(id), \(report.id), \(location.values), \(scope.actor.user), \(scope.actor.device), \(scope.now), \
            \(digest), \(sealed))
            """)
        try scope.record("conflicted", "visit", report.id, at: location.finest)
    }

    /// Those that nobody has decided about, oldest first; at most 100.
    package static func undecided(in scope: Scope) throws -> [VisitCopy] {
        try scope.transaction.rows(
            """
            SELECT * FROM visit_copies c WHERE decided IS NULL
            AND \(scope.reach("c", roles: HouseVisit.deciders.union([.auditor]))) ORDER BY received, id LIMIT 100
            """
        ).map { try VisitCopy($0, in: scope) }
    }

    /// Closes the case: the first version stays, or the copy is recorded as a visit of its own that replaces it.
    ///
    /// Throws `Problem.notFound` outside the actor's area.
    package static func decide(_ id: RecordID, replacing: Bool, in scope: Scope) throws {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM visit_copies c WHERE id = \(id) AND decided IS NULL AND \(scope.reach("c"))")
        else { throw Problem.notFound }
        let copy = try VisitCopy(row, in: scope)
        guard scope.reaches(copy.report.place, roles: HouseVisit.deciders) else { throw Problem.notAllowed }
        try scope.transaction.run("UPDATE visit_copies SET decided = \(scope.now) WHERE id = \(id)")
        if replacing {
            var report = copy.report
            report.id = copy.id
            report.seen = try report.leftOut.map { try LeftOut.find($0, in: scope).visit } ?? nil
            _ = try HouseVisit.record(report, by: copy.visitor, on: copy.device, in: scope)
        }
        try scope.record("decided", "visit", copy.visit, at: copy.report.place, details: ["copy": "\(replacing)"])
    }
}
