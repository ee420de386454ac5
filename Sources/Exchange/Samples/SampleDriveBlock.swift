import Foundation
import Registry

/// One block of a sample drive: its houses, its enumerator and officers, and its own book of what happened.
actor SampleDriveBlock {
    struct Someone: Sendable {
        let row: String
        var person: Person
    }

    struct House: Sendable {
        let village: String
        var people: [Someone]
    }

    let place: PlaceID
    let people: Int
    private let registry: Registry
    private let list: RecordID
    private let campaign: RecordID
    private let enumerator: Actor
    private let verifier: Actor
    private let officer: Actor
    /// How fast the block works; some begin late.
    private let tempo: Double
    private let begins: Int
    private var random: SampleRandom
    private var houses: [House]
    private var next = 0
    private var again: [(day: Day, house: House)] = []
    private var waiting: [RecordID] = []
    // The book.
    private var days: [Day: DriveFigures] = [:]
    private var last: [String: (outcome: HouseVisit.Outcome, day: Day)] = [:]
    private var (visits, repeated, contradictions, applications, decided) = (0, 0, 0, 0, 0)

    init(
        _ place: PlaceID, houses: [House], list: RecordID, campaign: RecordID, number: Int, seed: UInt64,
        in registry: Registry
    ) async throws {
        (self.place, self.houses, self.list, self.campaign) = (place, houses, list, campaign)
        self.registry = registry
        people = houses.reduce(0) { $0 + $1.people.count }
        random = SampleRandom(seed: seed, stream: 1000 + UInt64(number))
        tempo = [1.15, 0.95, 1.3, 0.6, 1.05, 0.8, 1.2, 0.45][number % 8]
        begins = number % 8 == 7 ? 2 : 1
        enumerator = try await Self.staff(.enumerator, at: place, number, in: registry)
        verifier = try await Self.staff(.verifier, at: place, number, in: registry)
        officer = try await Self.staff(.designatedOfficer, at: place, number, in: registry)
    }

    /// Somebody of the office, the same whenever the drive is played.
    private static func staff(
        _ role: Role, at place: PlaceID, _ number: Int, in registry: Registry
    ) async throws -> Actor {
        let id = RecordID(ofRow: "\(role.rawValue) \(place)", source: "sample drive", in: registry)
        let assignment = Assignment(role: role, place: place)
        _ = try await registry.write(as: .program("sample drive")) { scope in
            try User.create(
                id: id, signIn: "sample.\(role.rawValue).\(place)",
                card: .init(name: "Sample \(role.rawValue) \(number + 1)"), assignments: [assignment], in: scope)
        }
        return Actor(.user(id), assignments: [assignment], device: "sample phone")
    }

    func add(to report: inout SampleDrive.Report) {
        report.visits += visits
        report.repeated += repeated
        report.contradictions += contradictions
        report.applications += applications
        report.decided += decided
    }

    /// What the register must say of the block, by day.
    func tally() -> [Day: DriveFigures] {
        var tally = days
        for (outcome, day) in last.values {
            guard let measure = DriveMeasure(rawValue: outcome.rawValue) else { continue }
            tally[day, default: DriveFigures()][measure] += 1
            if outcome.isCovered { tally[day, default: DriveFigures()][.covered] += 1 }
        }
        return tally
    }

    /// A day of work: houses that were due again, new houses, and at the office yesterday's applications.
    func play(_ day: Day, number: Int, of workDays: Int) async throws {
        try await decide(day)
        guard number >= begins else { return }
        let due = again.filter { $0.day <= day }.map(\.house)
        again.removeAll { $0.day <= day }
        // In the last days people are brought to the offices and few houses are left.
        let share = tempo * Double(random.between(85, 115)) / 100 / (Double(workDays) * 0.75)
        let wanted = min(houses.count - next, max(1, Int(Double(houses.count) * share)))
        let fresh = wanted > 0 ? Array(houses[next..<(next + wanted)]) : []
        next += max(0, wanted)
        for house in due + fresh { try await visit(house, day) }
    }

    private func visit(_ house: House, _ day: Day) async throws {
        let door = registry.environment.newID()
        let isHome = random.chance(0.86)
        var (left, knocked) = (house, false)
        left.people = []
        for someone in house.people {
            let outcome = isHome ? fate() : .away
            var report = HouseVisit.Report(
                id: registry.environment.newID(), campaign: campaign, house: door, leftOut: id(of: someone),
                place: place,
                visited: registry.environment.now().milliseconds, outcome: outcome)
            switch outcome {
            case .away:
                report.nextOn = (day + 2).description
                left.people.append(someone)
            case .ineligible: report.note = "Works in the village all year"
            case .registered: report.number = RegistrationNumber.make(state: 19, running: 1)
            case .found: report.form = random.chance(0.75) ? .filled : .slip
            default: break
            }
            if report.form == .filled, random.chance(0.9) { report.application = registry.environment.newID() }
            try await send(report, of: someone, day, isFirst: !knocked)
            knocked = true
        }
        if random.chance(0.03) {
            let new = HouseVisit.Report(
                id: registry.environment.newID(), campaign: campaign, house: door, place: place,
                visited: registry.environment.now().milliseconds, outcome: .new)
            try await record(new)
            days[day, default: DriveFigures()][.new] += 1
        }
        if !left.people.isEmpty { again.append((day + 2, left)) }
    }

    private func fate() -> HouseVisit.Outcome {
        let draw = random.below(100)
        return draw < 62
            ? .found
            : draw < 71
                ? .registered
                : draw < 80
                    ? .moved
                    : draw < 88
                        ? .untraceable
                        : draw < 91 ? .refused : draw < 94 ? .notMigrant : draw < 97 ? .ineligible : .deceased
    }

    private func send(_ report: HouseVisit.Report, of someone: Someone, _ day: Day, isFirst: Bool) async throws {
        try await record(report)
        if isFirst { days[day, default: DriveFigures()][.houses] += 1 }
        if report.form == .filled { days[day, default: DriveFigures()][.forms] += 1 }
        last[someone.row] = (report.outcome, day)
        // A line that breaks after the answer was sent: the phone tries again.
        if random.chance(0.02) {
            try await record(report)
            repeated += 1
        }
        if report.outcome == .found, random.chance(0.005) {
            var other = report
            other.id = registry.environment.newID()
            (other.outcome, other.form, other.application) = (.moved, .none, nil)
            try await record(other)
            contradictions += 1
        }
        if let application = report.application { try await file(application, for: someone, report, day) }
    }

    private func record(_ report: HouseVisit.Report) async throws {
        visits += 1
        _ = try await registry.write(as: enumerator) { try HouseVisit.record(report, in: $0) }
    }

    private func file(
        _ id: RecordID, for someone: Someone, _ report: HouseVisit.Report, _ day: Day
    ) async throws {
        let (campaign, place, leftOut) = (campaign, place, report.leftOut)
        let draft = Draft(
            id: id, channel: .field, scheme: "wb_migrant", place: place, language: "bn", person: someone.person)
        let isTaken =
            try? await registry.write(as: enumerator) { scope in
                try Application.join(
                    campaign, application: id, at: place, for: leftOut, collector: place, in: scope)
                _ = try Application.submit(draft, in: scope).get()
                return true
            }
        // Sample people may be alike enough to be taken for one; the register refuses them as it should.
        guard isTaken == true else { return }
        applications += 1
        days[day, default: DriveFigures()][.digitised] += 1
        waiting.append(id)
    }

    /// The office decides four of five that wait, the next day.
    private func decide(_ day: Day) async throws {
        let some = waiting.prefix(waiting.count * 4 / 5)
        waiting.removeFirst(some.count)
        for id in some {
            let isApproved = random.chance(0.9)
            let (verifier, officer, registry) = (verifier, officer, registry)
            do {
                try await registry.write(as: verifier) { scope in
                    var application = try Application.find(id, in: scope)
                    try application.take(.verify, in: scope)
                }
                try await registry.write(as: officer) { scope in
                    var application = try Application.find(id, in: scope)
                    if isApproved {
                        try application.take(.approve, in: scope)
                    } else {
                        try application.take(
                            .reject, reason: "not_resident", note: "Lives in another state since 2010.", in: scope)
                    }
                }
            } catch is Problem { continue }
            decided += 1
            days[day, default: DriveFigures()][isApproved ? .approved : .rejected] += 1
        }
    }

    private func id(of someone: Someone) -> RecordID {
        RecordID(ofRow: someone.row, source: "list \(list)", in: registry)
    }
}
