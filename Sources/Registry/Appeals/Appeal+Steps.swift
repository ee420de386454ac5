import Store

extension Appeal {
    /// Writes an appeal down; the same id again is the same appeal.
    ///
    /// Staff of the area write it for the worker, or the worker does. Throws `Problem.wrongState` where nothing was refused,
    /// or an appeal waits already.
    @discardableResult
    package static func lodge(
        id: RecordID, against noun: Noun, _ record: RecordID, grounds: String, in scope: Scope
    ) throws -> Appeal {
        if let row = try scope.transaction.row("SELECT * FROM appeals p WHERE id = \(id) AND \(scope.reach("p"))") {
            return try Appeal(row, in: scope)
        }
        guard !grounds.isEmpty else { throw Problem.invalid("grounds", "required") }
        let (location, number, refused) = try subject(noun, record, in: scope)
        let open = try all(on: record, in: scope).contains { [.lodged, .heard].contains($0.status) }
        guard refused, !open else { throw Problem(.wrongState) }
        if scope.actor.user != nil, !scope.reaches(location, roles: Set(Role.allCases.filter { !$0.readsOnly })) {
            throw Problem.notAllowed
        }
        let machine = scope.rules.workflow.appeals
        let sealed = try scope.seal(grounds, table: "appeals", column: "grounds", row: id)
        try scope.transaction.run(
            """
            INSERT INTO appeals (id, noun, record, number, status, \(Location.columns), grounds, maker, created, updated, due)
            VALUES (\(id), \(noun.rawValue), \(record), \(number), \(machine.start.rawValue), \(location.values), \(sealed), \
            \(scope.actor.user), \(scope.now), \(scope.now), \(machine.due(in: machine.start, from: scope.now)))
            """)
        try scope.record("lodged", "appeal", id, at: location.finest, details: ["noun": noun.rawValue])
        guard let row = try scope.transaction.row("SELECT * FROM appeals WHERE id = \(id)") else {
            throw Problem.notFound
        }
        return try Appeal(row, in: scope)
    }

    private static func subject(_ noun: Noun, _ record: RecordID, in scope: Scope) throws -> (Location, String?, Bool) {
        switch noun {
        case .application:
            let application = try Application.find(record, in: scope)
            return (application.location, application.number, application.status == .rejected)
        case .worker:
            let worker = try Worker.find(record, in: scope)
            return (worker.location, worker.number, worker.status == .cancelled)
        }
    }

    /// Takes a step: hearing, allowing, dismissing. An appeal that is allowed opens the application again or restores the worker.
    ///
    /// Nobody who took part in what is appealed against decides. Throws `Problem` as `Application.take` does.
    package mutating func take(
        _ action: Action, reason: String? = nil, note: String? = nil, expecting expected: Int? = nil, in scope: Scope
    ) throws {
        if let expected, expected != version { throw Problem(.changedMeanwhile) }
        let machine = scope.rules.workflow.appeals
        let (record, language) = try stepRecord(in: scope)
        let transition = try machine.permit(action, with: record, reason: reason, note: note, in: scope)
        if try tookPart(in: scope) { throw Problem(.ownWork) }
        try machine.write(action, to: transition.to, with: record, reason: reason, note: note, in: scope)
        status = transition.to
        due = machine.due(in: status, from: scope.now)
        escalated = 0
        let changed = try scope.transaction.run(
            """
            UPDATE appeals SET status = \(status.rawValue), due = \(due), escalated = 0, updated = \(scope.now), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem(.changedMeanwhile) }
        version += 1
        if status == .allowed { try carryOut(note: note, in: scope) }
        guard [.allowed, .dismissed].contains(status) else { return }
        try Message.queue(
            .appealDecided, to: record.person, language: language, about: self.record, at: location,
            values: [
                "number": number.map(RegistrationNumber.grouped) ?? "",
                "outcome": scope.rules.workflow.text(ofReason: "appeal_\(status.rawValue)", in: language),
            ], in: scope)
    }

    package func choices(in scope: Scope) throws -> [Choice<Action>] {
        let (record, _) = try stepRecord(in: scope)
        let part = try tookPart(in: scope)
        return try scope.rules.workflow.appeals.choices(with: record, in: scope).map {
            Choice(
                action: $0.action, reasons: $0.reasons, needsNote: $0.needsNote, needsResolution: $0.needsResolution,
                obstacle: $0.obstacle ?? (part ? .ownWork : nil))
        }
    }

    private func carryOut(note: String?, in scope: Scope) throws {
        switch noun {
        case .application:
            var application = try Application.find(record, in: scope)
            try application.take(.reopen, note: note, in: scope)
        case .worker:
            var worker = try Worker.find(record, in: scope)
            try worker.take(.restore, note: note, in: scope)
        }
    }

    private func tookPart(in scope: Scope) throws -> Bool {
        guard let user = scope.actor.user else { return false }
        let part: Int? = try scope.transaction.value(
            "SELECT 1 FROM steps WHERE record = \(record) AND actor = \(user) LIMIT 1")
        return part != nil
    }

    private func stepRecord(in scope: Scope) throws -> (StepRecord<Status>, language: String) {
        let (person, language): (Person, String)
        switch noun {
        case .application:
            let application = try Application.find(record, in: scope)
            (person, language) = (application.person, application.language)
        case .worker:
            let worker = try Worker.find(record, in: scope)
            (person, language) = (worker.person, try worker.language(in: scope))
        }
        return (
            StepRecord(
                noun: "appeal", id: id, state: status, location: location, maker: maker, person: person,
                escalated: escalated),
            language
        )
    }
}
