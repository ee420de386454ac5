import Store

extension Application {
    /// Keeps what there is so far; nothing has to be complete.
    ///
    /// Without `version` the draft is new; the same draft sent again is the same draft. Throws `Problem.changedMeanwhile` if
    /// somebody saved another content since that version, `Problem.wrongState` once it is on an officer's desk.
    @discardableResult
    package static func save(_ draft: Draft, version: Int? = nil, in scope: Scope) throws -> Application {
        let location = try draft.location(in: scope)
        guard scope.rules.eligibility.codes.contains(draft.scheme) else { throw Problem.invalid("scheme", "unknown") }
        let sealed = try scope.seal(draft.person, table: "applications", column: "person", row: draft.id)
        let added = try scope.transaction.run(
            """
            INSERT INTO applications (id, channel, scheme, status, \(Location.columns), category, language, person, maker, \
            created, updated) VALUES (\(draft.id), \(draft.channel.rawValue), \(draft.scheme), 'draft', \(location.values), \
            \(draft.person.category), \(draft.language), \(sealed), \(scope.actor.user), \(scope.now), \(scope.now))
            ON CONFLICT (id) DO NOTHING
            """)
        guard added == 0 else {
            try scope.record("begun", "application", draft.id, at: location.finest)
            return try find(draft.id, in: scope)
        }
        var application = try find(draft.id, in: scope)
        guard [.draft, .returned].contains(application.status) else { throw Problem(.wrongState) }
        let same =
            application.person == draft.person && application.location == location && application.scheme == draft.scheme
            && application.language == draft.language
        if same { return application }
        guard application.version == version else { throw Problem(.changedMeanwhile) }
        try scope.transaction.run(
            """
            UPDATE applications SET scheme = \(draft.scheme), \(location.assignments), category = \(draft.person.category), \
            language = \(draft.language), person = \(sealed), updated = \(scope.now), version = version + 1
            WHERE id = \(draft.id)
            """)
        try scope.record("saved", "application", draft.id, at: location.finest)
        application = try find(draft.id, in: scope)
        return application
    }

    /// Throws a draft away; what an officer has seen stays. Throws `Problem.wrongState` for anything but one's own draft.
    package static func discard(_ id: RecordID, in scope: Scope) throws {
        let application = try find(id, in: scope)
        guard application.status == .draft, application.maker == scope.actor.user else { throw Problem(.wrongState) }
        try leaveDrive(id, in: scope)
        try scope.transaction.run("DELETE FROM documents WHERE application = \(id)")
        try scope.transaction.run("DELETE FROM applications WHERE id = \(id) AND status = 'draft'")
        try scope.record("discarded", "application", id, at: application.location.finest)
    }

    /// What the actor began or has to mend, the latest first.
    package static func drafts(in scope: Scope) throws -> [Application] {
        guard let user = scope.actor.user else { return [] }
        return try scope.transaction.rows(
            """
            SELECT * FROM applications WHERE maker = \(user) AND status IN ('draft', 'returned')
            ORDER BY updated DESC LIMIT 200
            """
        ).map { try Application($0, in: scope) }
    }
}
