import Store

/// What a step needs to know of the record it is taken with.
struct StepRecord<State: RawRepresentable<String>> {
    let noun: String
    let id: RecordID
    let state: State
    let location: Location
    let maker: RecordID?
    let person: Person
    /// How many officers were asked beyond the first, because it was late.
    let escalated: Int
}

extension Machine {
    /// Looks whether the actor may take the action now, with this reason and note.
    ///
    /// Throws `Problem`: not allowed, wrong state, invalid (reason, note, resolution), own work, own family.
    func permit(
        _ action: Action, with record: StepRecord<State>, reason: String?, note: String?, resolution: Resolution? = nil,
        in scope: Scope
    ) throws -> Transition {
        guard let transition = transitions[action], holds(transition, record, in: scope) else {
            throw Problem.notAllowed
        }
        guard transition.from.contains(record.state) else { throw Problem(.wrongState) }
        if !transition.reasons.isEmpty, reason.map(transition.reasons.contains) != true {
            throw Problem.invalid("reason", reason == nil ? "required" : "unknown")
        }
        if transition.needsNote, note?.isEmpty ?? true { throw Problem.invalid("note", "required") }
        if transition.needsResolution, resolution == nil { throw Problem.invalid("resolution", "required") }
        if let days = transition.earliest, let last = try Machine.lastStep(of: record.id, in: scope),
            scope.now < last + Int64(days) * Machine.day
        {
            throw Problem.invalid("date", "tooEarly")
        }
        if try tookPart(transition, record, in: scope) { throw Problem(.ownWork) }
        if !transition.ownFamilyAllowed, try User.isFamily(record.person, in: scope) { throw Problem(.ownFamily) }
        return transition
    }

    private func holds(_ transition: Transition, _ record: StepRecord<State>, in scope: Scope) -> Bool {
        switch scope.actor.kind {
        case .program: return transition.byProgram
        case .anyone: return false
        case .worker(let mobile):
            return transition.byWorker
                && record.person.mobile.map { scope.vault.blindIndex($0, for: "mobile") } == mobile
        case .user(let user):
            if transition.byMaker, record.maker == user { return true }
            var roles = transition.roles
            if let wait = waits[record.state], let first = wait.roles.first, roles.contains(first) {
                roles.formUnion(wait.roles.prefix(record.escalated + 1))
            }
            return scope.reaches(record.location, roles: roles.filter { !$0.readsOnly })
        }
    }

    private func tookPart(_ transition: Transition, _ record: StepRecord<State>, in scope: Scope) throws -> Bool {
        guard let user = scope.actor.user else { return false }
        if transition.notByMaker, record.maker == user { return true }
        guard !transition.notBy.isEmpty else { return false }
        let taken: Int? = try scope.transaction.value(
            """
            SELECT 1 FROM steps WHERE record = \(record.id) AND actor = \(user) \
            AND action IN \(list: transition.notBy.map(\.rawValue).sorted()) LIMIT 1
            """)
        return taken != nil
    }

    /// Where a transition leads from the record's state: for one that leads back, to the last state that nobody waited in.
    func target(of transition: Transition, for record: StepRecord<State>, in scope: Scope) throws -> State {
        guard transition.leadsBack else { return transition.to }
        let before = try scope.transaction.rows(
            "SELECT status_before FROM steps WHERE record = \(record.id) ORDER BY number DESC"
        ).compactMap { State(rawValue: try $0["status_before"]) }
        return before.first { $0 != record.state && waits[$0] == nil } ?? transition.to
    }

    private static func lastStep(of record: RecordID, in scope: Scope) throws -> Int64? {
        try scope.transaction.value("SELECT time FROM steps WHERE record = \(record) ORDER BY number DESC LIMIT 1")
    }

    /// Writes the step and its audit entry.
    func write(
        _ action: Action, to after: State, with record: StepRecord<State>, reason: String?, note: String?,
        subject: RecordID? = nil, resolution: Resolution? = nil, in scope: Scope
    ) throws {
        let id = scope.environment.newID()
        let place = record.location.finest
        let sealed = try note.flatMap { $0.isEmpty ? nil : $0 }.map {
            try scope.seal($0, table: "steps", column: "note", row: id)
        }
        try scope.transaction.run(
            """
            INSERT INTO steps (id, noun, record, number, action, status_before, status_after, actor, role, device, reason, note, \
            subject, resolution, resolution_day, time)
            VALUES (\(id), \(record.noun), \(record.id), \
            (SELECT count(*) FROM steps WHERE record = \(record.id)), \(action.rawValue), \(record.state.rawValue), \
            \(after.rawValue), \(scope.actor.user), \(scope.actor.role(at: place, in: scope.places)), \(scope.actor.device), \
            \(reason), \(sealed), \(subject), \(resolution?.number), \(resolution?.day), \(scope.now))
            """)
        try scope.record(
            action.rawValue, record.noun, record.id, at: place,
            details: ["from": record.state.rawValue, "to": after.rawValue].merging(
                reason.map { ["reason": $0] } ?? [:], uniquingKeysWith: { $1 }))
    }
}
