import Store

extension Camp {
    /// Who plans, changes and cancels camps, where they have the role.
    package static let planners: Set<Role> = [
        .secretary, .designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator,
    ]
    /// Who writes down how many came.
    package static let counters = planners.union(HouseVisit.visitors)

    package struct Plan: Sendable {
        package var parts: [Part] = []
        package var venue = ""
        package var day: Day?
        /// Minutes after midnight in India: ten to four.
        package var begins = 600
        package var ends = 960
        package var expected = 0
        package var staff: [RecordID] = []

        package init() {}
    }

    /// Puts a camp on the calendar; the same id again is the same camp.
    ///
    /// Throws `Problem`: not allowed outside the actor's area, `invalid` with every field that can't be, wrong state for a drive
    /// that is closed.
    @discardableResult
    package static func plan(id: RecordID, _ plan: Plan, in campaign: RecordID, in scope: Scope) throws -> Camp {
        let campaign = try Campaign.find(campaign, in: scope)
        if try scope.transaction.value("SELECT 1 FROM camps WHERE id = \(id)") as Int? != nil {
            return try find(id, in: campaign.id, in: scope)
        }
        guard campaign.closed == nil else { throw Problem(.wrongState) }
        var faults = check(plan, campaign, in: scope)
        let places = Set(plan.parts.map(\.place))
        guard let first = places.first else { throw Problem(.invalid, fields: faults) }
        var location = Location(first, in: scope.places)
        if places.count > 1 { location.panchayat = nil }
        if places.contains(where: { Location($0, in: scope.places).block != location.block }) {
            faults.append(.init("parts", "twoBlocks"))
        }
        guard scope.reaches(location, roles: planners) else { throw Problem.notAllowed }
        guard faults.isEmpty, let day = plan.day else { throw Problem(.invalid, fields: faults) }
        try scope.transaction.run(
            """
            INSERT INTO camps (id, campaign, \(Location.columns), venue, day, begins, ends, expected, status, maker, created)
            VALUES (\(id), \(campaign.id), \(location.values), \(plan.venue), \(day.description), \(plan.begins), \
            \(plan.ends), \(plan.expected), 'planned', \(scope.actor.user), \(scope.now))
            """)
        for part in Set(plan.parts) {
            try scope.transaction.run(
                "INSERT INTO camp_places (camp, place, village) VALUES (\(id), \(part.place), \(part.village ?? ""))")
        }
        let camp = try find(id, in: campaign.id, in: scope)
        try camp.place(staff: plan.staff, in: scope)
        try scope.record("planned", "camp", id, at: location.finest, details: ["day": day.description])
        return camp
    }

    private static func check(_ plan: Plan, _ campaign: Campaign, in scope: Scope) -> [Problem.Field] {
        var faults: [Problem.Field] = []
        if plan.parts.isEmpty { faults.append(.init("parts", "required")) }
        if plan.parts.count > 500 { faults.append(.init("parts", "tooMany")) }
        let known = plan.parts.allSatisfy { part in
            part.place.level >= .block && campaign.area.map { scope.places.lies(part.place, in: $0) } ?? false
        }
        if !known { faults.append(.init("parts", "otherArea")) }
        if plan.venue.allSatisfy(\.isWhitespace) { faults.append(.init("venue", "required")) }
        if plan.venue.count > 120 { faults.append(.init("venue", "tooLong")) }
        if let day = plan.day {
            if day < Day(scope.environment.now()) || day < campaign.firstDay || campaign.lastDay < day {
                faults.append(.init("day", "notInDrive"))
            }
        } else {
            faults.append(.init("day", "date"))
        }
        if !(0..<1440).contains(plan.begins) { faults.append(.init("begins", "form")) }
        if !(0..<1440).contains(plan.ends) || plan.ends <= plan.begins { faults.append(.init("ends", "order")) }
        if !(0...100_000).contains(plan.expected) { faults.append(.init("expected", "range")) }
        return faults
    }

    /// Moves a planned camp to another venue, day or hours; who was invited is told by `tell`.
    ///
    /// Throws `Problem`: not allowed, `invalid`, wrong state once it was held or cancelled.
    package func change(to plan: Plan, reason: String, in scope: Scope) throws {
        try demand(.planned, Camp.planners, in: scope)
        let campaign = try Campaign.find(campaign, in: scope)
        var plan = plan
        plan.parts = try parts(in: scope)
        var faults = Camp.check(plan, campaign, in: scope)
        if reason.allSatisfy(\.isWhitespace) { faults.append(.init("reason", "required")) }
        if reason.count > 300 { faults.append(.init("reason", "tooLong")) }
        guard faults.isEmpty, let day = plan.day else { throw Problem(.invalid, fields: faults) }
        try scope.transaction.run(
            """
            UPDATE camps SET venue = \(plan.venue), day = \(day.description), begins = \(plan.begins), ends = \(plan.ends),
            expected = \(plan.expected), reason = \(reason), version = version + 1 WHERE id = \(id)
            """)
        try scope.record("changed", "camp", id, at: location.finest, details: ["day": day.description])
    }

    /// Takes a planned camp off the calendar; who was invited is told by `tell`.
    package func cancel(reason: String, in scope: Scope) throws {
        try demand(.planned, Camp.planners, in: scope)
        guard !reason.allSatisfy(\.isWhitespace) else { throw Problem.invalid("reason", "required") }
        guard reason.count <= 300 else { throw Problem.invalid("reason", "tooLong") }
        try scope.transaction.run(
            "UPDATE camps SET status = 'cancelled', reason = \(reason), version = version + 1 WHERE id = \(id)")
        try scope.record("cancelled", "camp", id, at: location.finest)
    }

    /// Writes down how many came and how many forms were collected; again, to correct it. The forms count in the drive's figures.
    ///
    /// Throws `Problem`: not allowed, `invalid`, wrong state before the day and for a cancelled camp.
    package func count(footfall: Int, forms: Int, in scope: Scope) throws {
        guard scope.reaches(location, roles: Camp.counters) else { throw Problem.notAllowed }
        guard status != .cancelled, day <= Day(scope.environment.now()) else { throw Problem(.wrongState) }
        guard (0...100_000).contains(footfall) else { throw Problem.invalid("footfall", "range") }
        guard (0...100_000).contains(forms) else { throw Problem.invalid("forms", "range") }
        try scope.transaction.run(
            "UPDATE camps SET status = 'held', footfall = \(footfall), forms = \(forms) WHERE id = \(id)")
        DriveCounter.add(
            forms - (self.forms ?? 0), .forms, of: campaign, at: location, on: day.description, in: scope)
        try scope.record(
            "counted", "camp", id, at: location.finest, details: ["footfall": String(footfall), "forms": String(forms)])
    }

    func demand(_ status: Status, _ roles: Set<Role>, in scope: Scope) throws {
        guard scope.reaches(location, roles: roles) else { throw Problem.notAllowed }
        guard self.status == status else { throw Problem(.wrongState) }
    }
}
