import Registry
import Store
import Support
import Testing

@Suite struct GrievanceTests {
    static func draft(
        _ world: World, _ kind: Grievance.Kind = .grievance, _ topic: Grievance.Topic? = .wages,
        text: String = "No wages"
    ) -> Grievance.Draft {
        .init(id: world.registry.environment.newID(), kind: kind, topic: topic, text: text, language: "bn")
    }

    static func file(_ world: World, _ actor: Actor, _ draft: Grievance.Draft) async throws -> Grievance {
        try await world.registry.write(as: actor) { try Grievance.file(draft, in: $0) }
    }

    static func helper(_ mobile: String = "9811111111", worker: String? = nil, address: String = "a")
        -> Grievance.Helper
    {
        .init(name: "Rahim Molla", mobile: mobile, worker: worker, district: World.nadia, address: address)
    }

    static func report(_ world: World, _ helper: Grievance.Helper) async throws -> Grievance {
        let draft = draft(world, .emergency, .accident)
        return try await world.registry.write(as: .anyone) { try Grievance.report(draft, by: helper, in: $0) }
    }

    static func templates(_ world: World, _ about: RecordID) async throws -> [Message.Template] {
        try await world.registry.read(as: .program("test")) { try Message.about(about, in: $0).map(\.template) }
    }

    @Test func aGrievanceHasANumberAClockAndAnOfficerAndIsConfirmed() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        _ = try await world.worker()
        let (worker, _) = try await world.proved("9800000001")
        let draft = GrievanceTests.draft(world)
        let filed = try await GrievanceTests.file(world, worker, draft)
        #expect(filed.number.wholeMatch(of: /G\d{12}/) != nil && filed.isProved)
        #expect(filed.due == world.clock.now.milliseconds + 168 * 3_600_000)
        #expect(filed.officer == officer.user)
        #expect(try await GrievanceTests.templates(world, filed.id) == [.grievanceReceived])
        #expect(try await GrievanceTests.file(world, worker, draft).number == filed.number)
    }

    @Test func theAnswerReachesTheWorkerAndOnlyOnceFromTheArea() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let other = try await world.staff(.designatedOfficer, at: World.kaliachak)
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        _ = try await world.worker()
        let (worker, _) = try await world.proved("9800000001")
        let id = try await GrievanceTests.file(world, worker, GrievanceTests.draft(world)).id
        func answer(_ actor: Actor, _ text: String) async throws {
            try await world.registry.write(as: actor) { try Grievance.find(id, in: $0).answer(text, in: $0) }
        }
        await #expect(throws: Problem.notFound) { try await answer(other, "x") }
        await #expect(throws: Problem.notAllowed) { try await answer(clerk, "x") }
        await #expect(throws: Problem.invalid("answer", "required")) { try await answer(officer, "") }
        try await answer(officer, "The employer pays on Monday")
        await #expect(throws: Problem(.wrongState)) { try await answer(officer, "again") }
        let own = try await world.registry.read(as: worker) { try Grievance.own(in: $0) }
        #expect(own.map(\.answer) == ["The employer pays on Monday"])
        #expect(try await GrievanceTests.templates(world, id).filter { $0 == .grievanceAnswered }.count == 2)
    }

    @Test func emergenciesComeFirstThenWhatIsDueFirst() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        _ = try await world.worker()
        let (worker, _) = try await world.proved("9800000001")
        var ids: [RecordID] = []
        for (kind, topic) in [
            (Grievance.Kind.grievance, Grievance.Topic.wages), (.grievance, .staff), (.emergency, .medical),
        ] {
            ids.append(try await GrievanceTests.file(world, worker, GrievanceTests.draft(world, kind, topic)).id)
            world.clock.advance(minutes: 1)
        }
        let (all, first, rest) = try await world.registry.read(as: officer) { scope in
            let first = try Grievance.list(.init(), limit: 1, in: scope)
            return (
                try Grievance.list(.init(), limit: 10, in: scope), first,
                try Grievance.list(.init(after: first.last?.cursor), limit: 10, in: scope)
            )
        }
        #expect(all.map(\.id) == [ids[2], ids[0], ids[1]])
        #expect((first + rest).map(\.id) == all.map(\.id))
        let counts = try await world.registry.read(as: officer) { scope in
            try [
                Grievance.Filter(), .init(kind: .emergency), .init(isMine: true), .init(age: 0), .init(age: 1),
                .init(isLate: true), .init(status: .answered),
            ].map { try Grievance.count($0, in: scope) }
        }
        #expect(counts == [3, 1, 3, 3, 0, 0, 0])
        world.clock.advance(minutes: 2 * 1440)
        let later = try await world.registry.read(as: officer) { scope in
            try [Grievance.Filter(age: 0), .init(age: 1), .init(isLate: true)].map {
                try Grievance.count($0, in: scope)
            }
        }
        #expect(later == [0, 3, 1])
    }

    @Test func whatIsLateGoesUpTheLadderStepByStep() async throws {
        let world = try await World()
        let officers = [
            try await world.staff(.designatedOfficer, at: World.chapra),
            try await world.staff(.assistantCommissioner, at: World.krishnanagar),
            try await world.staff(.districtOfficer, at: World.nadia),
        ]
        let id = try await world.emergency().id
        func officer() async throws -> RecordID? {
            try await world.registry.write(as: .program("test")) { scope in
                try Grievance.escalateLate(in: scope)
                try Grievance.escalateLate(in: scope)
                return try Grievance.find(id, in: scope).officer
            }
        }
        #expect(try await officer() == officers[0].user)
        world.clock.advance(minutes: 4 * 60 + 1)
        #expect(try await officer() == officers[1].user)
        world.clock.advance(minutes: 2 * 60)
        #expect(try await officer() == officers[2].user)
        world.clock.advance(minutes: 24 * 60)
        #expect(try await officer() == officers[2].user)
    }

    @Test func anOfficerHandsOnToAColleagueOfTheAreaAndPutsItUp() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let commissioner = try await world.staff(.assistantCommissioner, at: World.krishnanagar)
        let stranger = try await world.staff(.designatedOfficer, at: World.kaliachak)
        let id = try await world.emergency().id
        func handOn(to user: RecordID?) async throws {
            let user = try #require(user)
            try await world.registry.write(as: officer) { try Grievance.find(id, in: $0).handOn(to: user, in: $0) }
        }
        await #expect(throws: Problem.invalid("officer", "unknown")) { try await handOn(to: stranger.user) }
        await #expect(throws: Problem.invalid("officer", "unknown")) { try await handOn(to: officer.user) }
        try await handOn(to: commissioner.user)
        try await handOn(to: officer.user)
        try await world.registry.write(as: officer) { try Grievance.find(id, in: $0).escalate(in: $0) }
        let moved = try await world.registry.read(as: officer) { try Grievance.find(id, in: $0) }
        #expect(moved.officer == commissioner.user && moved.escalated == 1)
        await #expect(throws: Problem(.wrongState)) {
            try await world.registry.write(as: officer) { try Grievance.find(id, in: $0).escalate(in: $0) }
        }
        let audit = try await world.registry.read(as: .program("test")) { try AuditChain.entries(of: id, in: $0) }
        #expect(audit.map(\.action) == ["filed", "handedOn", "handedOn", "escalated"])
    }

    @Test func aHelperIsHeardWithoutAnAccountAndLearnsNothing() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let worker = try await world.worker()
        let number = try await world.registry.read(as: .program("test")) { try Worker.find(worker, in: $0).number }
        let known = try await GrievanceTests.report(world, GrievanceTests.helper(worker: number))
        #expect(known.worker == worker && known.officer == officer.user && !known.isProved)
        let unknown = try await GrievanceTests.report(world, GrievanceTests.helper(worker: "1900 0000 9999"))
        #expect(unknown.worker == nil && unknown.location.district == World.nadia && unknown.location.block == nil)
        #expect(known.due == unknown.due)
        let (reader, _) = try await world.proved("9811111111")
        #expect(try await world.registry.read(as: reader) { try Grievance.own(in: $0) }.count == 2)
    }

    @Test func aHelperWhoSaysTooLittleIsToldWhatIsMissing() async throws {
        let world = try await World()
        let draft = GrievanceTests.draft(world, .emergency, .wages, text: "")
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.write(as: .anyone) {
                try Grievance.report(
                    draft, by: .init(name: "", mobile: "12", worker: nil, district: World.chapra, address: "a"), in: $0)
            }
        }
        #expect(problem?.fields.map(\.name).sorted() == ["district", "mobile", "name", "text", "topic"])
    }

    @Test func helpersAreLimitedByMobileAndByAddress() async throws {
        let world = try await World()
        for _ in 0..<3 { _ = try await GrievanceTests.report(world, GrievanceTests.helper()) }
        await #expect(throws: Problem(.tooMany)) {
            try await GrievanceTests.report(world, GrievanceTests.helper(address: "b"))
        }
        for place in 0..<2 { _ = try await GrievanceTests.report(world, GrievanceTests.helper("981111112\(place)")) }
        await #expect(throws: Problem(.tooMany)) {
            try await GrievanceTests.report(world, GrievanceTests.helper("9811111119"))
        }
        _ = try await GrievanceTests.report(world, GrievanceTests.helper("9811111119", address: "b"))
    }

    @Test func nobodyAnswersTheOwnFamily() async throws {
        let world = try await World()
        let id = try await world.emergency().id
        let mobile = try await world.registry.read(as: .program("test")) { try Grievance.find(id, in: $0).mobile }
        let user = world.registry.environment.newID()
        let assignment = Assignment(role: .designatedOfficer, place: World.chapra)
        _ = try await world.registry.write(as: .program("test")) { scope in
            try User.create(
                id: user, signIn: "relative", card: .init(name: "A relative", mobile: mobile),
                assignments: [assignment],
                in: scope)
        }
        let relative = Actor(.user(user), assignments: [assignment])
        await #expect(throws: Problem(.ownFamily)) {
            try await world.registry.write(as: relative) { try Grievance.find(id, in: $0).answer("no", in: $0) }
        }
    }
}
