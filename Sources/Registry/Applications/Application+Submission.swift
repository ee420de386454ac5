import Store

/// What became of a submission. A conflict is an answer and no thrown problem, because what was sent has to be kept.
package enum Submission: Sendable {
    case taken(Application)
    /// The same id with the same content came before: the answer is the same.
    case repeated(Application)
    /// The same id came with another content; the copy is kept beside the first.
    case conflicting

    /// The application. Throws `Problem.conflictingCopy`; ask only after the transaction is kept.
    package func get() throws -> Application {
        switch self {
        case .taken(let application), .repeated(let application): return application
        case .conflicting: throw Problem(.conflictingCopy)
        }
    }
}

extension Application {
    /// Takes an application that comes whole, from another program, a sheet or a phone, through the same steps as every other.
    ///
    ///     let submission = try await registry.write(as: client) { try Application.submit(draft, in: $0) }
    ///     let application = try submission.get()
    ///
    /// It may be repeated with the same id. Throws `Problem.invalid` with every field that can't be taken, and
    /// `Problem.alreadyRegistered`.
    package static func submit(_ draft: Draft, in scope: Scope) throws -> Submission {
        let digest = try draft.digest(in: scope)
        if let row = try scope.transaction.row("SELECT status, content FROM applications WHERE id = \(draft.id)") {
            let content: [UInt8]? = try row["content"]
            if content == digest, let known = try? find(draft.id, in: scope) { return .repeated(known) }
            let status: String = try row["status"]
            guard status == Status.draft.rawValue, let begun = try? find(draft.id, in: scope) else {
                try keepCopy(of: draft, digest, in: scope)
                return .conflicting
            }
            var saved = try save(draft, version: begun.version, in: scope)
            try saved.submit(content: digest, in: scope)
            return .taken(saved)
        }
        var application = try save(draft, in: scope)
        try application.submit(content: digest, in: scope)
        return .taken(application)
    }

    /// Hands a saved draft, or one that came back to be mended, to the officers: validate, normalise, check for duplicates, workflow.
    package mutating func submit(in scope: Scope) throws {
        try submit(content: draft.digest(in: scope), in: scope)
    }

    private mutating func submit(content: [UInt8], in scope: Scope) throws {
        try Centre.demandRight(in: scope)
        person = PersonNormaliser.normalise(person)
        let today = scope.environment.now()
        var problems = PersonRules.problems(person, scheme: scheme, on: today, rules: scope.rules)
        problems += scope.rules.eligibility.assess(person, scheme: scheme, on: today, places: scope.places)
            .filter { $0.isBinding && $0.outcome == .failed }.map { Problem.Field($0.field, "notEligible") }
        guard problems.isEmpty else { throw Problem(.invalid, fields: problems) }
        duplicate = try DuplicateCheck.check(person, at: location, excluding: id, in: scope).verdict
        guard duplicate != .certain else { throw Problem(.alreadyRegistered) }
        if duplicate != .possible, try repeatsWaiting(in: scope) { duplicate = .possible }
        try writeKeys(in: scope)
        try scope.transaction.run(
            """
            UPDATE applications SET content = \(content), category = \(person.category), duplicate = \(duplicate.rawValue), \
            person = \(scope.seal(person, table: "applications", column: "person", row: id)) WHERE id = \(id)
            """)
        try take(status == .returned ? .resubmit : .submit, in: scope)
    }

    /// The application as a form would send it.
    package var draft: Draft {
        get throws {
            guard let place = location.finest else { throw Problem.invalid("place", "missing") }
            return Draft(
                id: id, channel: channel, scheme: scheme, place: place, language: language, person: person)
        }
    }

    private static func keepCopy(of draft: Draft, _ digest: [UInt8], in scope: Scope) throws {
        let location = try draft.location(in: scope)
        // A copy is sealed for its own place, or it could be passed off as the application's content.
        let sealed = try scope.seal(draft.person, table: "conflicting_copies", column: "person", row: draft.id)
        let added = try scope.transaction.run(
            """
            INSERT INTO conflicting_copies (application, content, person, received, maker)
            VALUES (\(draft.id), \(digest), \(sealed), \(scope.now), \(scope.actor.user)) ON CONFLICT DO NOTHING
            """)
        if added > 0 { try scope.record("conflicted", "application", draft.id, at: location.finest) }
    }

    /// What else came under the application's id, oldest first. Throws `Problem.notFound` outside the actor's area.
    package static func conflictingCopies(
        of id: RecordID, in scope: Scope
    ) throws -> [(person: Person, received: Int64, maker: RecordID?)] {
        _ = try find(id, in: scope)
        return try scope.transaction.rows(
            "SELECT * FROM conflicting_copies WHERE application = \(id) ORDER BY received"
        ).map { row in
            (
                try scope.open(
                    try row["person"], as: Person.self, table: "conflicting_copies", column: "person", row: id),
                try row["received"], try row["maker"]
            )
        }
    }
}
