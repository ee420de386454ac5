import Registry
import Support
import Testing

@Suite struct AppealTests {
    private func decide(_ action: Appeal.Action, _ id: RecordID, as actor: Actor, in world: World) async throws
        -> Appeal
    {
        try await world.registry.write(as: actor) { scope in
            var appeal = try Appeal.find(id, in: scope)
            try appeal.take(action, reason: action == .dismiss ? "decision_correct" : nil, note: "n", in: scope)
            return appeal
        }
    }

    private func lodge(_ noun: Appeal.Noun, _ record: RecordID, as actor: Actor, in world: World) async throws
        -> RecordID
    {
        let id = world.registry.environment.newID()
        for _ in 0..<2 {
            _ = try await world.registry.write(as: actor) {
                try Appeal.lodge(id: id, against: noun, record, grounds: "The age is right", in: $0)
            }
        }
        return id
    }

    @Test func anAllowedAppealOpensTheFileAgain() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let commissioner = try await world.staff(.assistantCommissioner, at: World.krishnanagar)
        let rejected = try await world.application(status: .rejected)
        let id = try await lodge(.application, rejected, as: counter, in: world)
        let waiting = try await world.registry.read(as: commissioner) {
            try Appeal.page(Appeal.Filter(), limit: 10, in: $0)
        }
        #expect(waiting.map(\.id) == [id])
        #expect(waiting.first?.due == world.clock.now.milliseconds + 30 * 86_400_000)
        #expect(try await decide(.allow, id, as: commissioner, in: world).status == .allowed)
        let status = try await world.registry.read(as: counter) { try Application.find(rejected, in: $0).status }
        #expect(status == .verified)
    }

    @Test func itIsDismissedOnlyAfterAHearing() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let commissioner = try await world.staff(.assistantCommissioner, at: World.krishnanagar)
        let rejected = try await world.application(status: .rejected)
        let id = try await lodge(.application, rejected, as: counter, in: world)
        let early = await #expect(throws: Problem.self) {
            try await decide(.dismiss, id, as: commissioner, in: world)
        }
        #expect(early?.code == .wrongState)
        _ = try await decide(.hear, id, as: commissioner, in: world)
        #expect(try await decide(.dismiss, id, as: commissioner, in: world).status == .dismissed)
        let status = try await world.registry.read(as: counter) { try Application.find(rejected, in: $0).status }
        #expect(status == .rejected)
    }

    @Test func onlyARefusalIsAppealedAgainstAndOnceAtATime() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let open = try await world.application(status: .verified)
        let problem = await #expect(throws: Problem.self) {
            _ = try await lodge(.application, open, as: counter, in: world)
        }
        #expect(problem?.code == .wrongState)
        let rejected = try await world.application(status: .rejected)
        _ = try await lodge(.application, rejected, as: counter, in: world)
        let second = await #expect(throws: Problem.self) {
            _ = try await lodge(.application, rejected, as: counter, in: world)
        }
        #expect(second?.code == .wrongState)
        let stranger = try await world.staff(.counterOperator, at: World.kaliachak)
        let hidden = await #expect(throws: Problem.self) {
            _ = try await lodge(.application, rejected, as: stranger, in: world)
        }
        #expect(hidden?.code == .notFound)
    }

    @Test func aCancelledWorkerIsRestored() async throws {
        let world = try await World()
        let (first, second) = (
            try await world.staff(.districtOfficer, at: World.nadia),
            try await world.staff(.districtOfficer, at: World.nadia)
        )
        let commissioner = try await world.staff(.assistantCommissioner, at: World.krishnanagar)
        let worker = try await world.worker()
        try await world.registry.write(as: first) { scope in
            var worker = try Worker.find(worker, in: scope)
            try worker.take(.proposeCancellation, reason: "other", note: "n", in: scope)
        }
        world.clock.advance(minutes: 16 * 24 * 60)
        try await world.registry.write(as: second) { scope in
            var worker = try Worker.find(worker, in: scope)
            let resolution = try Resolution(number: "7", day: "2026-11-20", today: world.clock.now)
            try worker.take(.approveCancellation, note: "n", resolution: resolution, in: scope)
        }
        let id = try await lodge(.worker, worker, as: first, in: world)
        let own = await #expect(throws: Problem.self) { try await decide(.allow, id, as: second, in: world) }
        #expect(own?.code == .notAllowed)
        _ = try await decide(.allow, id, as: commissioner, in: world)
        #expect(try await world.registry.read(as: first) { try Worker.find(worker, in: $0).status } == .active)
    }
}
