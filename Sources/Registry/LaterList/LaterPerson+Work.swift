import Store

extension LaterPerson {
    /// Agrees on another day; somebody whose case was closed is open again.
    ///
    /// Throws `Problem`: not allowed, `invalid` for a day before today or more than a year ahead.
    package func postpone(to day: Day, in scope: Scope) throws {
        let today = Day(scope.environment.now())
        guard today <= day, day <= today + 366 else { throw Problem.invalid("next", "range") }
        try keep(nextOn: day, ending: nil, in: scope)
        try scope.record("postponed", "laterPerson", id, at: location.finest, details: ["next": day.description])
    }

    /// Ends the case without an application.
    ///
    /// Throws `Problem`: not allowed, `invalid` for an outcome that ends nothing, wrong state where it was closed already.
    package func close(as ending: HouseVisit.Outcome, in scope: Scope) throws {
        guard LaterPerson.endings.contains(ending) else { throw Problem.invalid("ending", "unknown") }
        guard self.ending == nil || self.ending == ending else { throw Problem(.wrongState) }
        guard self.ending == nil else { return }
        try keep(nextOn: nextOn, ending: ending, in: scope)
        try scope.record("closed", "laterPerson", id, at: location.finest, details: ["outcome": ending.rawValue])
    }

    private func keep(nextOn: Day?, ending: HouseVisit.Outcome?, in scope: Scope) throws {
        guard scope.reaches(location, roles: LaterPerson.workers) else { throw Problem.notAllowed }
        try scope.transaction.run(
            """
            INSERT INTO later_people (campaign, person, next_on, ending, actor, changed)
            VALUES (\(campaign), \(id), \(nextOn?.description), \(ending?.rawValue), \(scope.actor.user), \(scope.now))
            ON CONFLICT (campaign, person) DO UPDATE SET next_on = excluded.next_on, ending = excluded.ending,
            actor = excluded.actor, changed = excluded.changed
            """)
    }
}
