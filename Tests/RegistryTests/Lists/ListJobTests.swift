import Registry
import Support
import Testing

@Suite struct ListJobTests {
    static func run(in world: World, as officer: Actor) async throws -> RecordID {
        let lists = (try await world.uploadedList(), try await world.uploadedList())
        let id = world.registry.environment.newID()
        _ = try await world.registry.write(as: officer) {
            try LinkageRun.begin(
                id, left: lists.0, right: lists.1,
                request: .init(left: .init(headings: [:]), right: .init(headings: [:])), in: $0)
        }
        return id
    }

    private func claim(_ world: World) async throws -> (job: ListJob?, runner: RecordID) {
        let runner = world.registry.environment.newID()
        return (
            try await world.registry.write(as: .program("lists")) { try ListJob.claim([.link], by: runner, in: $0) },
            runner
        )
    }

    @Test func oneLinkageRunsAtATimeAndALostOneIsTakenOverAndGivenUpInTheEnd() async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        let first = try await Self.run(in: world, as: officer)
        world.clock.advance(minutes: 0.1)
        let second = try await Self.run(in: world, as: officer)
        for attempt in 1...3 {
            let (job, runner) = try await claim(world)
            #expect(job?.subject == first && job?.attempts == attempt)
            #expect(try await claim(world).job == nil, "the machine is taken")
            world.clock.advance(minutes: 0.9)
            let claimed = try #require(job)
            let kept = try await world.registry.write(as: .program("lists")) {
                try claimed.advance(to: "scoring", done: 500, by: runner, in: $0)
            }
            #expect(kept)
            world.clock.advance(minutes: 0.9)
            #expect(try await claim(world).job == nil, "what was said a moment ago counts")
            world.clock.advance(minutes: 2)
        }
        #expect(try await claim(world).job?.subject == second)
        let given = try await world.registry.read(as: officer) { try ListJob.find(.link, for: first, in: $0) }
        #expect(given?.status == .failed && given?.problem == "givenUp")
    }

    @Test func aStoppedOneCanNeitherGoOnNorFinish() async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        let id = try await Self.run(in: world, as: officer)
        let (claimed, runner) = try await claim(world)
        let job = try #require(claimed)
        try await world.registry.write(as: officer) { try ListJob.find(.link, for: id, in: $0)?.cancel(in: $0) }
        let goesOn = try await world.registry.write(as: .program("lists")) { scope in
            try job.finish(by: runner, in: scope) { Issue.record("nothing is written for it") }
            return try job.advance(to: "x", done: 1, by: runner, in: scope)
        }
        #expect(!goesOn)
        let run = try await world.registry.read(as: officer) { try LinkageRun.find(id, in: $0) }
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.write(as: officer) { try run.ask(.publish, in: $0) }
        }
        #expect(problem?.code == .wrongState)
    }

    @Test func aListThatIsBeingLinkedIsNotRemoved() async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        let id = try await Self.run(in: world, as: officer)
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.write(as: officer) { scope in
                try UploadedList.find(LinkageRun.find(id, in: scope).left, in: scope).remove(in: scope)
            }
        }
        #expect(problem?.code == .wrongState)
    }
}
