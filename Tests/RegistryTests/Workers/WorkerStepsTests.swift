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
            try worker.take(action, reason: reason, note: "n", on: day, in: scope)
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
