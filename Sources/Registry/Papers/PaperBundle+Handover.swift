import Store

extension PaperBundle {
    /// Hands papers that lie at the counter to the designated officer: the first signature on the list.
    ///
    /// The same id again is the same bundle. Throws `Problem`: not allowed, invalid where none, too many, or papers of two
    /// blocks are chosen, wrong state where one of them is not at the counter.
    @discardableResult
    package static func hand(_ id: RecordID, _ applications: [RecordID], in scope: Scope) throws -> PaperBundle {
        if try scope.transaction.value("SELECT 1 FROM bundles WHERE id = \(id)") as Int? != nil {
            return try find(id, in: scope)
        }
        guard let user = scope.actor.user else { throw Problem.notAllowed }
        guard !applications.isEmpty else { throw Problem.invalid("papers", "required") }
        guard applications.count <= limit else { throw Problem.invalid("papers", "tooMany") }
        let papers = try applications.map { try Application.find($0, in: scope) }
        let originals = try Original.all(applications, in: scope)
        for paper in papers {
            guard scope.reaches(paper.location, roles: Original.givers) else { throw Problem.notAllowed }
            guard originals[paper.id]?.status == .received else { throw Problem(.wrongState) }
        }
        var location = papers[0].location
        guard papers.allSatisfy({ $0.location.block == location.block }) else {
            throw Problem.invalid("papers", "twoBlocks")
        }
        location.panchayat = nil
        try scope.transaction.run(
            """
            INSERT INTO bundles (id, \(Location.columns), giver, handed)
            VALUES (\(id), \(location.values), \(user), \(scope.now))
            """)
        for (number, paper) in papers.enumerated() {
            try scope.transaction.run(
                "INSERT INTO bundle_papers (bundle, number, application) VALUES (\(id), \(number + 1), \(paper.id))")
            try move(paper.id, to: .handed, bundle: id, in: scope)
        }
        try scope.record("handed", "bundle", id, at: location.finest, details: ["papers": String(papers.count)])
        return try find(id, in: scope)
    }

    /// Takes the papers into custody: the second signature, by somebody else. What is not among `present` is missing from now on.
    ///
    /// Throws `Problem`: not allowed, own work for whoever handed them over, wrong state where it was signed already.
    package func take(present: Set<RecordID>, in scope: Scope) throws {
        guard scope.reaches(location, roles: Original.keepers), let user = scope.actor.user else {
            throw Problem.notAllowed
        }
        guard taken == nil else { throw Problem(.wrongState) }
        guard user != giver else { throw Problem(.ownWork) }
        let signed = try scope.transaction.run(
            "UPDATE bundles SET taker = \(user), taken = \(scope.now) WHERE id = \(id) AND taken IS NULL")
        guard signed == 1 else { throw Problem(.changedMeanwhile) }
        var missing = 0
        for (application, _) in try papers(in: scope) {
            let isThere = present.contains(application.id)
            try scope.transaction.run(
                """
                UPDATE bundle_papers SET present = \(isThere ? 1 : 0)
                WHERE bundle = \(id) AND application = \(application.id)
                """)
            try PaperBundle.move(application.id, to: isThere ? .kept : .missing, bundle: id, in: scope)
            guard !isThere else { continue }
            missing += 1
            try scope.record("originalMissing", "application", application.id, at: application.location.finest)
        }
        try scope.record(
            "taken", "bundle", id, at: location.finest,
            details: ["papers": String(count - missing), "missing": String(missing)])
    }

    private static func move(
        _ application: RecordID, to status: Original.Status, bundle: RecordID, in scope: Scope
    ) throws {
        try scope.transaction.run(
            """
            UPDATE originals SET status = \(status.rawValue), bundle = \(bundle), updated = \(scope.now)
            WHERE application = \(application)
            """)
    }
}
