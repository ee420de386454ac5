import Store

extension Worker {
    /// Takes a step with a registration: suspension, cancellation by two officers, reinstatement, death, lapse, renewal.
    ///
    /// `day` is the day of death, `yyyy-mm-dd`. The worker is told of a proposed and of a decided cancellation. Throws `Problem`
    /// as `Application.take` does, and `invalid` (`worker`, `deathRecorded`) for a second death of one person.
    package mutating func take(
        _ action: Action, reason: String? = nil, note: String? = nil, on day: String? = nil,
        expecting expected: Int? = nil, in scope: Scope
    ) throws {
        if let expected, expected != version { throw Problem(.changedMeanwhile) }
        // These two name another worker.
        guard action != .merge, action != .unmerge else { throw Problem.notAllowed }
        let (machine, record) = (scope.rules.workflow.workers, stepRecord)
        let transition = try machine.permit(action, with: record, reason: reason, note: note, in: scope)
        if action == .recordDeath { try writeDeath(on: day, in: scope) }
        if action == .correctDeath { try scope.transaction.run("DELETE FROM deaths WHERE worker = \(id)") }
        try machine.write(action, to: transition.to, with: record, reason: reason, note: note, in: scope)
        status = transition.to
        due = machine.due(in: status, from: scope.now)
        if action == .renew {
            validUntil = scope.rules.workflow.validity(of: scheme, from: max(scope.now, validUntil ?? 0))
        }
        let changed = try scope.transaction.run(
            """
            UPDATE workers SET status = \(status.rawValue), valid_until = \(validUntil), due = \(due), updated = \(scope.now), \
            version = version + 1 WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem(.changedMeanwhile) }
        version += 1
        try tell(action, reason: reason, in: scope)
    }

    package func choices(in scope: Scope) throws -> [Choice<Action>] {
        try scope.rules.workflow.workers.choices(with: stepRecord, in: scope).filter {
            $0.action != .merge && $0.action != .unmerge
        }
    }

    /// Whether the actor could merge or part it, and what is in the way.
    package func choice(_ action: Action, in scope: Scope) throws -> Choice<Action>? {
        try scope.rules.workflow.workers.choices(with: stepRecord, in: scope).first { $0.action == action }
    }

    var stepRecord: StepRecord<Status> {
        StepRecord(
            noun: "worker", id: id, state: status, location: location, maker: nil, person: person, escalated: 0)
    }

    /// One death per person, ever: by the record, and by the Aadhaar number over all records.
    private func writeDeath(on day: String?, in scope: Scope) throws {
        guard let day, day.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil else { throw Problem.invalid("day", "required") }
        let identity = person.aadhaar.map { scope.vault.blindIndex($0, for: "death") }
        let known: Int? = try scope.transaction.value(
            "SELECT 1 FROM deaths WHERE worker = \(id) OR (identity IS NOT NULL AND identity = \(identity ?? [])) LIMIT 1"
        )
        guard known == nil else { throw Problem.invalid("worker", "deathRecorded") }
        let sealed = try scope.seal(day, table: "deaths", column: "day", row: id)
        try scope.transaction.run(
            "INSERT INTO deaths (worker, identity, day, recorded) VALUES (\(id), \(identity), \(sealed), \(scope.now))")
    }

    private func tell(_ action: Action, reason: String?, in scope: Scope) throws {
        let template: Message.Template
        switch action {
        case .proposeCancellation: template = .cancellationProposed
        case .approveCancellation: template = .cancelled
        default: return
        }
        // The reason that was given when it was proposed stands for the decision too.
        let code = try reason ?? Step.all(of: id, in: scope).last { $0.reason != nil }?.reason
        let language = try language(in: scope)
        try Message.queue(
            template, to: person, language: language, about: id, at: location,
            values: [
                "number": RegistrationNumber.grouped(number),
                "reason": code.map { scope.rules.workflow.text(ofReason: $0, in: language) } ?? "",
            ], in: scope)
    }

    /// The language that the worker asked for in the application; Bengali, Hindi or English by state is not guessed.
    package func language(in scope: Scope) throws -> String {
        try application.flatMap {
            try scope.transaction.value("SELECT language FROM applications WHERE id = \($0)")
        } ?? "en"
    }
}

/// Registrations whose time ran out lapse by themselves, until they are renewed.
package enum Lapse {
    /// Run it as the program, daily; returns how many lapsed, at most `limit`.
    @discardableResult
    package static func run(limit: Int = 500, in scope: Scope) throws -> Int {
        let rows = try scope.transaction.rows(
            "SELECT * FROM workers WHERE status = 'active' AND valid_until < \(scope.now) ORDER BY valid_until LIMIT \(limit)"
        )
        for row in rows {
            var worker = try Worker(row, in: scope)
            try worker.take(.lapse, in: scope)
        }
        return rows.count
    }
}
