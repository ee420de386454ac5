import Store

/// How far a drive came in a place and in each place below it, by the end of a day: shortfalls first.
package struct DriveProgress: Sendable {
    package struct Line: Sendable {
        package let place: PlaceID
        /// From the first day to this one.
        package let soFar: DriveFigures
        package let today: DriveFigures
        package let pace: Pace
    }

    /// What the numbers say of the rest of the drive.
    package struct Pace: Sendable, Equatable {
        /// Covered of the target, 0…1 and beyond; nil where there is no target.
        package let share: Double?
        /// People who should have been covered by now, were each day of the drive alike.
        package let expected: Double
        /// People behind that; nought for who is ahead.
        package var shortfall: Double { max(0, expected - Double(covered)) }
        /// People a day that the remaining days need; nil when none is left.
        package let needed: Double?
        /// People covered a day, over the last three days of work.
        package let recent: Double
        /// People covered at the end, if the days to come are like the last three.
        package let forecast: Double
        package let covered: Int
        package let target: Int

        init(_ soFar: DriveFigures, recent: Double, done: Int, left: Int) {
            (covered, target, self.recent) = (soFar[.covered], soFar[.target], recent)
            let reachable = max(0, target - soFar[.untraceable])
            share = target > 0 ? Double(covered) / Double(target) : nil
            expected = done + left > 0 ? Double(target) * Double(done) / Double(done + left) : 0
            needed = left > 0 ? Double(max(0, reachable - covered)) / Double(left) : nil
            forecast = min(Double(max(reachable, covered)), Double(covered) + recent * Double(left))
        }
    }

    package let campaign: Campaign
    package let place: PlaceID
    package let day: Day
    package let total: Line
    /// Places right below, the one farthest behind first; those without target and figures are left out.
    package let lines: [Line]
    /// Figures of the place itself, by day.
    package let days: [Day: DriveFigures]
    /// Days of work up to this one, and after it.
    package let done: Int
    package let left: Int

    /// Throws `Problem.notFound` for a place that isn't in the drive and the actor's area both.
    package init(of campaign: Campaign, at place: PlaceID, on day: Day, in scope: Scope) throws {
        guard let area = campaign.area, scope.places.lies(place, in: area), scope.reaches(place) else {
            throw Problem.notFound
        }
        (self.campaign, self.place, self.day) = (campaign, place, day)
        let work = campaign.workDays
        let doneDays = work.filter { $0 <= day }, recentDays = doneDays.suffix(3)
        (done, left) = (doneDays.count, work.count - doneDays.count)
        let below = scope.places.children(of: place).map(\.id)
        let all = [place] + below
        let soFar = try DriveCounter.figures(of: all, in: campaign.id, to: day, in: scope)
        let today = try DriveCounter.figures(of: all, in: campaign.id, from: day, to: day, in: scope)
        let lately = try recentDays.first.map {
            try DriveCounter.figures(of: all, in: campaign.id, from: $0, to: day, in: scope)
        }
        let (done, left) = (done, left)
        func line(_ place: PlaceID) -> Line {
            let figures = soFar[place] ?? DriveFigures()
            let recent = Double(lately?[place]?[.covered] ?? 0) / Double(max(1, recentDays.count))
            return Line(
                place: place, soFar: figures, today: today[place] ?? DriveFigures(),
                pace: Pace(figures, recent: recent, done: done, left: left))
        }
        total = line(place)
        lines = below.filter { soFar[$0] != nil }.map(line).sorted {
            ($1.pace.shortfall, $0.place.number) < ($0.pace.shortfall, $1.place.number)
        }
        days = try DriveCounter.days(of: place, in: campaign.id, in: scope)
    }

    /// The place of the drive that the actor begins at: the own area, or the drive's where that is smaller.
    package static func start(of campaign: Campaign, in scope: Scope) throws -> PlaceID {
        guard let area = campaign.area else { throw Problem.notFound }
        if scope.reaches(area) { return area }
        guard
            let own = scope.actor.assignments.map(\.place).filter({ scope.places.lies($0, in: area) })
                .min(by: { $0.level < $1.level })
        else { throw Problem.notFound }
        return own
    }
}

/// What a supervisor should ask an office, seen from its figures.
package struct DriveQuestion: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Nobody knocked at a door.
        case idle
        /// Of those looked for more than a fifth could not be traced.
        case untraceable
        /// Forms were taken and not digitised.
        case undigitised
        /// Of the decided applications more than a fifth were rejected.
        case rejected
        /// Many were not at home: go at another hour.
        case away
    }

    package let kind: Kind
    package let number: Int

    /// The questions about a place in a period; those of the whole drive so far where a period says too little.
    package static func all(of line: DriveProgress.Line, in period: DriveFigures, left: Int) -> [DriveQuestion] {
        let soFar = line.soFar
        var questions: [DriveQuestion] = []
        func ask(_ kind: Kind, _ number: Int, when condition: Bool) {
            if condition { questions.append(DriveQuestion(kind: kind, number: number)) }
        }
        ask(.idle, soFar.open, when: period[.houses] == 0 && soFar.open > 0 && left > 0)
        let looked = soFar[.covered] + soFar[.untraceable]
        ask(.untraceable, soFar[.untraceable], when: soFar[.untraceable] >= 10 && soFar[.untraceable] * 5 > looked)
        let waiting = soFar[.forms] - soFar[.digitised]
        ask(.undigitised, waiting, when: waiting >= 10 && waiting * 4 > soFar[.forms])
        let decided = soFar[.approved] + soFar[.rejected]
        ask(.rejected, soFar[.rejected], when: soFar[.rejected] >= 5 && soFar[.rejected] * 5 > decided)
        ask(.away, soFar[.away], when: soFar[.away] >= 10 && soFar[.away] * 4 > soFar[.houses])
        return questions
    }
}
