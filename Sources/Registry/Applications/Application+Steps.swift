import Store

extension Application {
    /// Takes a step of the workflow: checks that the actor may, writes the step, the new state, when the next one is due, and
    /// the audit; an approval enters the worker into the register.
    ///
    /// `version` is the one that the officer saw; `worker` is whom the application repeats, for `markDuplicate`. Throws `Problem`:
    /// changed meanwhile, not allowed, wrong state, invalid, own work, own family, already registered.
    package mutating func take(
        _ action: Workflow.Action, reason: String? = nil, note: String? = nil, of worker: RecordID? = nil,
        expecting expected: Int? = nil, in scope: Scope
    ) throws {
        if let expected, expected != version { throw Problem(.changedMeanwhile) }
        let machine = scope.rules.workflow.applications
        let record = stepRecord
        let transition = try machine.permit(action, with: record, reason: reason, note: note, in: scope)
        if action == .approve { try refuseDuplicates(in: scope) }
        if action == .markDuplicate {
            guard let worker else { throw Problem.invalid("worker", "required") }
            _ = try Worker.find(worker, in: scope)
        }
        try machine.write(
            action, to: transition.to, with: record, reason: reason, note: note, subject: worker, in: scope)
        try tally(status, by: -1, in: scope)
        try tally(transition.to, by: 1, in: scope)
        let before = status
        status = transition.to
        due = machine.due(in: status, from: scope.now)
        escalated = 0
        if number == nil, status == .submitted {
            number = try RegistrationNumber.next(for: location, provisional: true, in: scope)
        }
        if status == .submitted, submitted == nil { submitted = scope.now }
        let registered = status == .approved ? try register(in: scope) : nil
        if let registered { self.worker = registered.id }
        try save(expecting: version, in: scope)
        try countInDrive(before, in: scope)
        try tell(as: registered?.number ?? number, reason: reason, in: scope)
    }

    /// The message to the person about the state that was reached, in the same transaction.
    private func tell(as number: String?, reason: String?, in scope: Scope) throws {
        let template: Message.Template? =
            switch status {
            case .submitted: .submitted
            case .returned: .returned
            case .approved: .approved
            case .rejected: .rejected
            default: nil
            }
        guard let template else { return }
        var values = ["number": RegistrationNumber.grouped(number ?? "")]
        values["reason"] = reason.map { scope.rules.workflow.text(ofReason: $0, in: language) }
        try Message.queue(
            template, to: person, language: language, about: worker ?? id, at: location, values: values, in: scope)
    }

    var stepRecord: StepRecord<Status> {
        StepRecord(
            noun: "application", id: id, state: status, location: location, maker: maker, person: person,
            escalated: escalated)
    }

    /// Looks again, because somebody may have been registered since the submission: who was unique then need not be now.
    private func refuseDuplicates(in scope: Scope) throws {
        let verdict = try DuplicateCheck.check(person, at: location, excluding: id, in: scope).verdict
        if duplicate == .certain || verdict == .certain { throw Problem(.alreadyRegistered) }
        if duplicate == .none, verdict == .possible { throw Problem(.changedMeanwhile) }
    }

    /// Keeps what a newer check found, so that the lists and the next decision know it.
    package func keep(_ finding: DuplicateFinding, in scope: Scope) throws {
        guard DeskFilter.open.contains(status), finding.verdict != duplicate else { return }
        try scope.transaction.run(
            "UPDATE applications SET duplicate = \(finding.verdict.rawValue) WHERE id = \(id)")
        try scope.record(
            "checked", "application", id, at: location.finest, details: ["duplicate": finding.verdict.rawValue])
    }

    private func register(in scope: Scope) throws -> Worker {
        try Worker.register(
            person, id: scope.environment.newID(), scheme: scheme, at: location, application: id, in: scope)
    }

    private mutating func save(expecting version: Int, in scope: Scope) throws {
        let changed = try scope.transaction.run(
            """
            UPDATE applications SET status = \(status.rawValue), number = \(number), submitted = \(submitted), due = \(due), \
            escalated = \(escalated), worker = \(worker), updated = \(scope.now), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem(.changedMeanwhile) }
        self.version += 1
    }
}
