import Store

extension Team {
    /// Makes a team, or gives one another name, supervisor and members.
    ///
    /// Who leaves it loses the duties from today on. Throws `Problem`: not allowed outside the actor's area, `invalid` with every
    /// field that can't be.
    @discardableResult
    package static func keep(
        id: RecordID, in campaign: RecordID, at place: PlaceID, name: String, supervisor: RecordID?,
        members: [RecordID], in scope: Scope
    ) throws -> Team {
        let campaign = try Campaign.find(campaign, in: scope)
        let known = try scope.transaction.row("SELECT * FROM teams WHERE id = \(id)").map(Team.init)
        guard known == nil || known?.campaign == campaign.id else { throw Problem.notFound }
        let location = known?.location ?? Location(place, in: scope.places)
        guard let finest = location.finest, let area = campaign.area, location.lies(in: area) else {
            throw Problem.invalid("place", "otherArea")
        }
        guard scope.reaches(location, roles: leaders) else { throw Problem.notAllowed }
        guard known?.ended == nil else { throw Problem(.wrongState) }
        let staff = Set(try DriveStaff.all(at: finest, in: scope).map(\.user))
        // Officers of the places above supervise teams below.
        let above = try scope.places.path(of: finest).flatMap { try DriveStaff.all(at: $0.id, in: scope) }.map(\.user)
        var faults: [Problem.Field] = []
        if name.allSatisfy(\.isWhitespace) { faults.append(.init("name", "required")) }
        if name.count > 100 { faults.append(.init("name", "tooLong")) }
        if supervisor == nil { faults.append(.init("supervisor", "required")) }
        if let supervisor, !staff.union(above).contains(supervisor) { faults.append(.init("supervisor", "unknown")) }
        if !Set(members).isSubset(of: staff) { faults.append(.init("members", "unknown")) }
        guard faults.isEmpty, let supervisor else { throw Problem(.invalid, fields: faults) }
        try scope.transaction.run(
            """
            INSERT INTO teams (id, campaign, \(Location.columns), name, supervisor, maker, created)
            VALUES (\(id), \(campaign.id), \(location.values), \(name), \(supervisor), \(scope.actor.user), \(scope.now))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, supervisor = excluded.supervisor
            """)
        try scope.transaction.run("DELETE FROM team_members WHERE team = \(id)")
        for user in Set(members).sorted() {
            try scope.transaction.run("INSERT INTO team_members (team, user_id) VALUES (\(id), \(user))")
        }
        try scope.transaction.run(
            """
            DELETE FROM team_duties WHERE team = \(id) AND day >= \(Day(scope.environment.now()).description)
            AND user_id NOT IN (SELECT user_id FROM team_members WHERE team = \(id))
            """)
        try scope.record(
            known == nil ? "made" : "changed", "team", id, at: finest, details: ["members": String(Set(members).count)])
        return try find(id, in: campaign.id, in: scope)
    }

    private func demandLeader(in scope: Scope) throws {
        guard scope.reaches(location, roles: Team.leaders) || scope.actor.user == supervisor else {
            throw Problem.notAllowed
        }
        guard ended == nil else { throw Problem(.wrongState) }
    }

    /// True for whoever leads the area, and for the supervisor.
    package func isLed(in scope: Scope) -> Bool { ended == nil && (try? demandLeader(in: scope)) != nil }

    /// Says who is on duty on each of the days, and nobody else. Throws `Problem.invalid` for who isn't a member or a day outside
    /// the drive.
    package func roster(_ duties: [Day: Set<RecordID>], in scope: Scope) throws {
        try demandLeader(in: scope)
        let campaign = try Campaign.find(campaign, in: scope)
        let members = Set(try members(in: scope))
        for (day, users) in duties.sorted(by: { $0.key < $1.key }) {
            guard campaign.firstDay <= day, day <= campaign.lastDay else { throw Problem.invalid("day", "notInDrive") }
            guard users.isSubset(of: members) else { throw Problem.invalid("members", "unknown") }
            try scope.transaction.run("DELETE FROM team_duties WHERE team = \(id) AND day = \(day.description)")
            for user in users.sorted() {
                try scope.transaction.run(
                    "INSERT INTO team_duties (team, day, user_id) VALUES (\(id), \(day.description), \(user))")
            }
        }
        try scope.record("rostered", "team", id, at: location.finest, details: ["days": String(duties.count)])
    }

    /// Notes the day on which a member was trained; nil takes it away. Throws `Problem.invalid` for a day to come.
    package func train(_ user: RecordID, on day: Day?, in scope: Scope) throws {
        try demandLeader(in: scope)
        guard try members(in: scope).contains(user) else { throw Problem.invalid("members", "unknown") }
        guard let day else {
            try scope.transaction.run("DELETE FROM trainings WHERE campaign = \(campaign) AND user_id = \(user)")
            return try scope.record("untrained", "user", user, at: location.finest)
        }
        guard day <= Day(scope.environment.now()) else { throw Problem.invalid("trained", "past") }
        try scope.transaction.run(
            """
            INSERT INTO trainings (campaign, user_id, day) VALUES (\(campaign), \(user), \(day.description))
            ON CONFLICT (campaign, user_id) DO UPDATE SET day = excluded.day
            """)
        try scope.record("trained", "user", user, at: location.finest, details: ["day": day.description])
    }

    /// Ends the team; what it did stays known.
    package func end(in scope: Scope) throws {
        guard scope.reaches(location, roles: Team.leaders) else { throw Problem.notAllowed }
        guard ended == nil else { return }
        try scope.transaction.run("UPDATE teams SET ended = \(scope.now) WHERE id = \(id)")
        try scope.record("ended", "team", id, at: location.finest)
    }
}
