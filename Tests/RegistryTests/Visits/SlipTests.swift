import Registry
import Store
import Support
import Testing

@Suite struct SlipTests {
    /// What a counter knows of a slip, or the reason why it knows nothing.
    private static func read(_ text: String, _ world: World, as actor: Actor) async throws -> Slip.Bearer {
        try await world.registry.read(as: actor) { try Slip.bearer(of: text, in: $0) }
    }

    private static func begin(_ text: String, _ world: World, as actor: Actor) async throws -> RecordID {
        let id = world.registry.environment.newID()
        try await world.registry.write(as: actor) { scope in
            let draft = Draft(id: id, channel: .counter, scheme: "wb_migrant", place: World.chapra)
            try PersonApplication.begin(draft, withSlip: text, in: scope)
        }
        return id
    }

    @Test func aCounterOfTheBlockKnowsWhoseSlipItIsByCodeAndByNumber() async throws {
        let world = try await World()
        let (campaign, _, people) = try await world.drive(
            of: [World.person(), World.person()], in: World.westBengal, villages: ["Rampur"])
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let far = try await world.staff(.counterOperator, at: World.kaliachak)
        let slip = Slip.leftOut(people[1])
        #expect(slip.code.count == 34 && slip.code.hasPrefix("L:"))
        for text in [slip.code, slip.code.lowercased(), slip.number, slip.number.lowercased().filter { $0 != " " }] {
            let bearer = try await Self.read(text, world, as: clerk)
            #expect(bearer.campaign == campaign && bearer.leftOut == people[1] && bearer.place == World.bagberia)
            #expect(bearer.person.permanentAddress?.village == "Rampur")
        }
        let unknown = Problem.invalid("slip", "slipUnknown")
        for (text, actor) in [
            (slip.code, far), (slip.number, far), ("", clerk), ("L:", clerk), ("X:" + slip.code.dropFirst(2), clerk),
            ("'; DROP TABLE left_outs", clerk), ("0000 0000 0000", clerk), (String(repeating: "A", count: 5000), clerk),
        ] {
            await #expect(throws: unknown) { try await Self.read(text, world, as: actor) }
        }
    }

    @Test func somebodyOnNoListIsKnownByTheVisit() async throws {
        let world = try await World()
        let (campaign, _, _) = try await world.drive()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let visit = try await world.visit(nil, of: campaign, .new) { report in
            report.form = .slip
            report.person = Person()
            report.person?.name = "Anil Das"
        }
        for text in [Slip.visit(visit).code, Slip.visit(visit).number] {
            let bearer = try await Self.read(text, world, as: clerk)
            #expect(bearer.person.name == "Anil Das" && bearer.leftOut == nil && bearer.campaign == campaign)
        }
    }

    @Test func theApplicationCountsInTheDriveAndIsTheOnlyOne() async throws {
        let world = try await World()
        let (campaign, _, people) = try await world.drive(of: [.sample()])
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let text = Slip.leftOut(people[0]).code
        // A draft that is thrown away leaves the person free.
        let first = try await Self.begin(text, world, as: clerk)
        try await world.registry.write(as: clerk) { try PersonApplication.discard(first, in: $0) }
        let second = try await Self.begin(text, world, as: clerk)
        try await world.registry.write(as: clerk) { scope in
            var application = try PersonApplication.find(second, in: scope)
            #expect(application.location.finest == World.bagberia && application.person.name == "Rahima Khatun")
            #expect(
                try AuditChain.entries(of: people[0], in: scope).contains { $0.action == "viewed" && $0.noun == "slip" }
            )
            try application.submit(in: scope)
        }
        let (figures, differences, leftOut) = try await world.registry.read(as: .program("test")) { scope in
            let drive = try Campaign.find(campaign, in: scope)
            return (
                try DriveCounter.figures(of: [World.nadia], in: campaign, in: scope)[World.nadia] ?? DriveFigures(),
                try drive.differences(in: scope), try LeftOut.find(people[0], in: scope)
            )
        }
        #expect(figures[.digitised] == 1 && differences.isEmpty && leftOut.application == second)
        await #expect(throws: Problem.invalid("slip", "applied")) { try await Self.read(text, world, as: clerk) }
    }

    @Test func afterTheDriveIsClosedASlipIsJustPaper() async throws {
        let world = try await World()
        let (campaign, _, people) = try await world.drive()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        try await world.registry.write(as: officer) { scope in
            try Campaign.find(campaign, in: scope).close(in: scope)
        }
        await #expect(throws: Problem.invalid("slip", "slipUnknown")) {
            try await Self.read(Slip.leftOut(people[0]).code, world, as: clerk)
        }
    }
}
