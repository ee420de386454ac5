package import Foundation
package import Registry

/// Plays a drive of the sample district, or of its whole state, day by day, through the same functions as phones and desks, and counts for itself what
/// must come out.
///
/// Every block has a tempo of its own, so that charts tell something: some are ahead, some lag, some began late. Phones send
/// some visits twice and some contradict each other. The same seed makes the same drive.
package struct SampleDrive {
    package struct Order: Sendable {
        package var leftOuts: Int
        /// Length of the drive, and how many of its days are played, the last one being today.
        package var days: Int
        package var played: Int
        package var seed: UInt64
        package var isOfState: Bool

        package init(leftOuts: Int, days: Int = 10, played: Int = 10, seed: UInt64 = 1, isOfState: Bool = false) {
            (self.leftOuts, self.days, self.played, self.seed) = (leftOuts, days, played, seed)
            self.isOfState = isOfState
        }
    }

    package struct Report: Sendable, Codable {
        package var campaign: RecordID
        package var leftOuts = 0
        package var visits = 0
        package var repeated = 0
        package var contradictions = 0
        package var applications = 0
        package var decided = 0
        package var seconds = 0.0
        /// Figures compared, and those that the register counts otherwise.
        package var compared = 0
        package var wrong: [String] = []
    }

    let registry: Registry
    let setClock: @Sendable (Date) -> Void
    let order: Order
    let campaign: RecordID
    let firstDay: Day
    let area: PlaceID

    /// - Parameters:
    ///   - registry: gets the sample cast where it isn't there.
    ///   - setClock: sets the clock that the registry's environment reads.
    package init(
        _ order: Order, in registry: Registry, today: Date = Date(), setClock: @escaping @Sendable (Date) -> Void
    ) {
        (self.order, self.registry, self.setClock) = (order, registry, setClock)
        campaign = RecordID(ofRow: "drive \(order.seed)", source: "sample drive", in: registry)
        firstDay = Day(today) + (1 - order.played)
        let state = Location(SampleCast.district, in: registry.places).state
        area = order.isOfState ? state ?? SampleCast.district : SampleCast.district
    }

    package func run(progress: (JobProgress) -> Void = { _ in }) async throws -> Report {
        let began = ContinuousClock.now
        var report = Report(campaign: campaign)
        setClock(moment(firstDay + -2))
        try await registry.installSampleCast()
        let blocks = try await publish(&report, progress)
        try await begin()
        for played in 0..<order.played {
            let day = firstDay + played
            setClock(moment(day))
            let work = try await registry.read(as: .program("sample")) { try Campaign.find(campaign, in: $0).workDays }
            if work.contains(day) { try await play(day, work, blocks) }
            progress(JobProgress(phase: "day \(played + 1)", done: Double(played + 1) / Double(order.played)))
        }
        for block in blocks { await block.add(to: &report) }
        try await compare(blocks, &report)
        report.seconds = began.duration(to: .now) / .seconds(1)
        return report
    }

    /// Four in the afternoon in India.
    private func moment(_ day: Day) -> Date {
        Date(timeIntervalSince1970: Double(day.number) * 86_400 + 16 * 3600 - 19_800)
    }

    /// Writes the list of left-outs of the area, house by house, and opens an office in each block.
    private func publish(_ report: inout Report, _ progress: (JobProgress) -> Void) async throws -> [SampleDriveBlock] {
        let places = registry.places
        let offices = [PlaceLevel.block, .municipality].flatMap { places.places(below: area, level: $0).map(\.id) }
        let list = RecordID(ofRow: "list \(order.seed)", source: "sample drive", in: registry)
        let state = try await registry.sampleActor(.stateAdministrator)
        let name = "Sample list of left-outs"
        _ = try await registry.write(as: state) { try LeftOutList.begin(id: list, name: name, at: area, in: $0) }
        let forms = SampleForms(seed: order.seed)
        var random = SampleRandom(seed: order.seed, stream: 88), blocks: [SampleDriveBlock] = []
        for (place, office) in offices.enumerated() {
            let share = order.leftOuts / offices.count + (place < order.leftOuts % offices.count ? 1 : 0)
            let houses = houses(share, number: place, forms, &random)
            let location = Location(office, in: places)
            let entries = houses.flatMap { house in
                house.people.map {
                    LeftOutList.Entry(row: $0.row, person: $0.person, location: location, village: house.village)
                }
            }
            for start in stride(from: 0, to: entries.count, by: 500) {
                let some = Array(entries[start..<min(start + 500, entries.count)])
                try await registry.write(as: state) { try LeftOutList.find(list, in: $0).add(some, in: $0) }
            }
            report.leftOuts += entries.count
            blocks.append(
                try await SampleDriveBlock(
                    office, houses: houses, list: list, campaign: campaign, number: place, seed: order.seed,
                    in: registry))
            progress(JobProgress(phase: "list of left-outs", done: Double(place + 1) / Double(offices.count)))
        }
        let targets = zip(offices, blocks).map { office, block in
            LeftOutList.Target(place: office, recorded: block.people * 3, registered: block.people * 2)
        }
        try await registry.write(as: state) { try LeftOutList.find(list, in: $0).publish(targets: targets, in: $0) }
        return blocks
    }

    private func houses(
        _ people: Int, number: Int, _ forms: SampleForms, _ random: inout SampleRandom
    ) -> [SampleDriveBlock.House] {
        let villages = ["Char", "Purba", "Paschim", "Uttar", "Dakshin", "Naya"].flatMap { part in
            ["Para", "Gram", "Danga", "Pur", "Tala"].map { "\(part) \($0) \(number + 1)" }
        }
        var houses: [SampleDriveBlock.House] = [], made = 0, household = 0
        while made < people {
            household += 1
            let home = forms.household(number * 1_000_000 + household, &random)
            var house = SampleDriveBlock.House(village: random.pick(villages), people: [])
            for (who, sample) in home.people.enumerated().prefix(people - made) {
                var person = forms.person(
                    sample, guardian: home.guardians[who].first, on: registry.environment.now(), &random)
                person.familyNumber = String(10_000_000 + number * 100_000 + household % 100_000)
                house.people.append(.init(row: "\(number)-\(household)-\(who)", person: person))
            }
            made += house.people.count
            houses.append(house)
        }
        return houses.sorted { $0.village < $1.village }
    }

    private func begin() async throws {
        let leader = try await registry.sampleActor(order.isOfState ? .stateAdministrator : .districtOfficer)
        let list = RecordID(ofRow: "list \(order.seed)", source: "sample drive", in: registry)
        var plan = Campaign.Plan(area: area, firstDay: firstDay, lastDay: firstDay + (order.days - 1))
        plan.name = "Sample drive"
        plan.list = list
        plan.visitsUntil = firstDay + max(0, order.days * 6 / 10 - 1)
        plan.recipients = ["labour@example.org"]
        let asked = plan
        _ = try await registry.write(as: leader) { try Campaign.begin(id: campaign, asked, in: $0) }
    }

    /// All blocks at the same time, as it is.
    private func play(_ day: Day, _ work: [Day], _ blocks: [SampleDriveBlock]) async throws {
        let done = work.filter { $0 <= day }.count
        try await withThrowingTaskGroup(of: Void.self) { group in
            for block in blocks { group.addTask { try await block.play(day, number: done, of: work.count) } }
            try await group.waitForAll()
        }
    }
}
