import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct WorkerStepsTests {
    @discardableResult
    private func take(
        _ action: Worker.Action, _ id: RecordID, as actor: Actor, reason: String? = nil, on day: String? = nil,
        in world: World
    ) async throws -> Worker {
        try await world.registry.write(as: actor) { scope in
            var worker = try Worker.find(id, in: scope)
            let board: Set<Worker.Action> = [.approveCancellation, .refuseCancellation]
            let resolution =
                try board.contains(action)
                ? Resolution(number: "BOCWWB/2026/114", day: "2026-11-20", today: world.clock.now) : nil
            try worker.take(action, reason: reason, note: "n", on: day, resolution: resolution, in: scope)
            return worker
        }
    }

    private func templates(about id: RecordID, in world: World) async throws -> Set<String> {
        try await world.registry.read(as: .program("test")) { scope in
            Set(
                try scope.transaction.rows("SELECT template FROM messages WHERE about = \(id)").map {
                    try $0["template"]
                })
        }
    }

    @Test func aCancellationNeedsNoticeAndASecondOfficer() async throws {
        let world = try await World()
        let first = try await world.staff(.districtOfficer, at: World.nadia)
        let second = try await world.staff(.districtOfficer, at: World.nadia)
        let id = try await world.worker()
        #expect(
            try await take(.proposeCancellation, id, as: first, reason: "false_document", in: world).status
                == .cancellationProposed)
        #expect(try await templates(about: id, in: world) == ["cancellationProposed"])
        let early = await #expect(throws: Problem.self) {
            try await take(.approveCancellation, id, as: second, in: world)
        }
        #expect(early?.fields.first?.reason == "tooEarly")
        world.clock.advance(minutes: 15 * 24 * 60)
        let own = await #expect(throws: Problem.self) {
            try await take(.approveCancellation, id, as: first, in: world)
        }
        #expect(own?.code == .ownWork)
        #expect(try await take(.approveCancellation, id, as: second, in: world).status == .cancelled)
        #expect(try await templates(about: id, in: world) == ["cancellationProposed", "cancelled"])
    }

    @Test func theBoardDecidesByAResolutionThatTheStepNames() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let board = try await world.staff(.districtOfficer, at: World.nadia)
        let id = try await world.worker()
        try await take(.suspend, id, as: officer, reason: "under_inquiry", in: world)
        try await take(.proposeCancellation, id, as: officer, reason: "not_eligible", in: world)
        let without = await #expect(throws: Problem.self) {
            try await world.registry.write(as: board) { scope in
                var worker = try Worker.find(id, in: scope)
                try worker.take(.refuseCancellation, note: "n", in: scope)
            }
        }
        #expect(without?.fields.first?.name == "resolution")
        let refused = try await take(.refuseCancellation, id, as: board, in: world)
        #expect(refused.status == .suspended, "it comes back to where it was")
        #expect(try await templates(about: id, in: world) == ["cancellationProposed", "cancellationRefused"])
        let last = try await world.registry.read(as: board) { try Step.all(of: id, in: $0).last }
        #expect(last?.resolution?.number == "BOCWWB/2026/114" && last?.resolution?.day == "2026-11-20")
    }

    static let resolutions: [(String?, String?, [String])] = [
        (nil, nil, ["required", "required"]), ("7", "2026-02-30", ["date"]), ("7", "2100-01-01", ["past"]),
        (String(repeating: "7", count: 61), "2026-11-01", ["tooLong"]),
    ]

    @Test(arguments: resolutions) func aResolutionHasANumberAndADayThatHasBeen(
        _ number: String?, _ day: String?, _ reasons: [String]
    ) throws {
        let problem = #expect(throws: Problem.self) {
            _ = try Resolution(number: number, day: day, today: Date(timeIntervalSince1970: 1_800_000_000))
        }
        #expect(problem?.fields.map(\.reason) == reasons)
    }

    @Test func nobodyDiesTomorrowAndADeathRecordedInErrorLeadsBack() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let id = try await world.worker()
        for (day, reason) in [("2099-01-01", "past"), ("2026-02-30", "date")] {
            let problem = await #expect(throws: Problem.self) {
                try await take(.recordDeath, id, as: officer, on: day, in: world)
            }
            #expect(problem?.fields.first?.reason == reason)
        }
        try await take(.suspend, id, as: officer, reason: "under_inquiry", in: world)
        try await take(.recordDeath, id, as: officer, on: "2026-11-02", in: world)
        #expect(try await take(.correctDeath, id, as: district, in: world).status == .suspended)
        #expect(try await take(.recordDeath, id, as: officer, on: "2026-11-03", in: world).status == .deceased)
    }

    @Test func anOfficerDecidesNothingAboutTheOwnFamily() async throws {
        let world = try await World()
        let id = try await world.worker(World.person(mobile: "9800000077"))
        let user = world.registry.environment.newID()
        let assignment = Assignment(role: .designatedOfficer, place: World.chapra)
        try await world.registry.write(as: .program("test")) { scope in
            _ = try User.create(
                id: user, signIn: "kin", card: .init(name: "Kin", mobile: "9800000077"), assignments: [assignment],
                in: scope)
        }
        let kin = Actor(.user(user), assignments: [assignment], device: "test")
        for action in [Worker.Action.suspend, .proposeCancellation, .recordDeath] {
            let problem = await #expect(throws: Problem.self) {
                try await take(
                    action, id, as: kin, reason: action == .suspend ? "under_inquiry" : "not_eligible",
                    on: "2026-11-02", in: world)
            }
            #expect(problem?.code == .ownFamily, "\(action)")
        }
    }

    @Test func aLateDecisionGoesToTheNextOfficerOnce() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let id = try await world.worker()
        try await take(.proposeCancellation, id, as: officer, reason: "not_eligible", in: world)
        func escalate() async throws -> Int {
            try await world.registry.write(as: .program("escalation")) { try Escalation.run(in: $0) }
        }
        func mayDecide() async throws -> Bool {
            try await world.registry.read(as: state) { scope in
                try Worker.find(id, in: scope).choices(in: scope).contains { $0.action == .refuseCancellation }
            }
        }
        #expect(try await escalate() == 0)
        #expect(try await !mayDecide())
        world.clock.advance(minutes: 30 * 24 * 60 + 1)
        #expect(try await escalate() == 1)
        #expect(try await escalate() == 0)
        #expect(try await mayDecide())
    }

    @Test func suspensionIsLiftedByAnother() async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        let other = try await world.staff(.districtOfficer, at: World.nadia)
        let id = try await world.worker()
        try await take(.suspend, id, as: officer, reason: "under_inquiry", in: world)
        let own = await #expect(throws: Problem.self) { try await take(.reinstate, id, as: officer, in: world) }
        #expect(own?.code == .ownWork)
        #expect(try await take(.reinstate, id, as: other, in: world).status == .active)
    }

    @Test func nobodyDiesTwice() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        var person = World.person()
        person.aadhaar = "999941057058"
        let first = try await world.worker(person)
        let second = try await world.worker(person)
        let without = await #expect(throws: Problem.self) {
            try await take(.recordDeath, first, as: officer, in: world)
        }
        #expect(without?.fields.first?.name == "day")
        #expect(try await take(.recordDeath, first, as: officer, on: "2026-11-02", in: world).status == .deceased)
        let again = await #expect(throws: Problem.self) {
            try await take(.recordDeath, second, as: officer, on: "2026-11-02", in: world)
        }
        #expect(again?.fields.first?.reason == "deathRecorded")
        let stranger = try await world.worker(World.person("Another"))
        #expect(try await take(.recordDeath, stranger, as: officer, on: "2026-11-03", in: world).status == .deceased)
    }

    @Test func aRegistrationLapsesAndIsRenewed() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let (yearly, endless) = (try await world.worker(), try await world.worker(scheme: "bocw"))
        func lapse() async throws -> Int {
            try await world.registry.write(as: .program("lapse")) { try Lapse.run(in: $0) }
        }
        #expect(try await lapse() == 0)
        world.clock.advance(minutes: 365 * 24 * 60 + 1)
        #expect(try await lapse() == 1)
        #expect(try await lapse() == 0)
        let states = try await world.registry.read(as: counter) { scope in
            try [yearly, endless].map { try Worker.find($0, in: scope).status }
        }
        #expect(states == [.lapsed, .active])
        let renewed = try await take(.renew, yearly, as: counter, in: world)
        #expect(renewed.status == .active)
        #expect(renewed.validUntil == world.clock.now.milliseconds + 365 * 86_400_000)
        #expect(try await lapse() == 0)
    }

    static let refusals: [(Worker.Action, Role, PlaceID, Problem.Code)] = [
        (.suspend, .verifier, World.chapra, .notAllowed), (.suspend, .auditor, World.nadia, .notAllowed),
        (.suspend, .designatedOfficer, World.kaliachak, .notFound),
        (.lapse, .districtOfficer, World.nadia, .notAllowed),
        (.approveCancellation, .districtOfficer, World.nadia, .wrongState),
        (.restore, .designatedOfficer, World.chapra, .notAllowed),
    ]

    @Test(arguments: refusals) func aStepThatIsNotOnesOwnIsRefused(
        _ action: Worker.Action, _ role: Role, _ place: PlaceID, _ code: Problem.Code
    ) async throws {
        let world = try await World()
        let actor = try await world.staff(role, at: place)
        let id = try await world.worker()
        let problem = await #expect(throws: Problem.self) {
            try await take(action, id, as: actor, reason: "under_inquiry", in: world)
        }
        #expect(problem?.code == code)
    }
}
