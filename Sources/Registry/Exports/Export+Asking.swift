import Store

extension Export {
    /// Who may have identifiers in full, where they have the role, and only with a purpose.
    package static let unmaskers: Set<Role> = [
        .designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator, .auditor,
    ]

    /// Asks for a list as a file; the same id again is the same export.
    ///
    /// Throws `Problem`: not allowed, where the role does not have the list or may not unmask; too many, while five others of the
    /// actor are being made.
    @discardableResult
    package static func ask(
        id: RecordID, for source: ExportSource, as format: Format, purpose: Purpose? = nil, in scope: Scope
    ) throws -> Export {
        guard let user = scope.actor.user, source.isOpen(to: scope.actor) else { throw Problem.notAllowed }
        if let known = try scope.transaction.row("SELECT * FROM exports WHERE id = \(id)") {
            guard try known["owner"] == user else { throw Problem.notFound }
            return try Export(known, in: scope)
        }
        if purpose != nil, !scope.actor.has(any: unmaskers) { throw Problem.notAllowed }
        let open: Int? = try scope.transaction.value(
            "SELECT count(*) FROM exports WHERE owner = \(user) AND (state = 'waiting' OR state = 'running')")
        guard open ?? 0 < limit else { throw Problem(.tooMany) }
        let sealed = try scope.seal(source, table: "exports", column: "source", row: id)
        try scope.transaction.run(
            """
            INSERT INTO exports (id, owner, noun, format, language, purpose, source, state, created)
            VALUES (\(id), \(user), \(source.noun.rawValue), \(format.rawValue), \(scope.actor.language), \
            \(purpose?.rawValue), \(sealed), 'waiting', \(scope.now))
            """)
        var details = ["noun": source.noun.rawValue, "format": format.rawValue]
        details["purpose"] = purpose?.rawValue
        try scope.record("requested", "export", id, details: details)
        return try find(id, in: scope)
    }

    /// Stops what is being made, or throws away what was made; the server removes the file at its next look.
    package func remove(in scope: Scope) throws {
        try scope.transaction.run(
            """
            UPDATE exports SET state = 'cancelled', runner = NULL, finished = \(scope.now), expires = \(scope.now)
            WHERE id = \(id)
            """)
        try scope.record(isOpen ? "cancelled" : "removed", "export", id, details: ["rows": String(written)])
    }

    /// Notes that the owner takes the file. Throws `Problem.notFound` where there is none, or none any more.
    package func take(in scope: Scope) throws {
        guard state == .done, let expires, expires > scope.now else { throw Problem.notFound }
        var details = ["noun": source.noun.rawValue, "rows": String(written)]
        details["purpose"] = purpose?.rawValue
        try scope.record("downloaded", "export", id, details: details)
    }

    /// How long a link to the file opens it, in milliseconds.
    package static let linkLife: Int64 = 900_000

    /// What stands in a link to the file: until when, and that it was us who said so, to this owner.
    package func link(in scope: Scope) -> (until: Int64, seal: String) {
        let until = scope.now + Export.linkLife
        return (until, Export.seal(id, owner, until, scope.vault))
    }

    /// Throws `Problem.stalePage` for a link whose time is over, or that we did not make for this owner.
    package func check(until: Int64, seal: String, in scope: Scope) throws {
        guard until > scope.now, Export.seal(id, owner, until, scope.vault) == seal else { throw Problem(.stalePage) }
    }

    private static func seal(_ id: RecordID, _ owner: RecordID, _ until: Int64, _ vault: Vault) -> String {
        Hexadecimal.write(vault.blindIndex("\(id) \(owner) \(until)", for: "export link"))
    }
}
