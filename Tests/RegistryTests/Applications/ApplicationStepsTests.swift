import Registry
import Store
import Support
import Testing

@Suite struct ApplicationStepsTests {
    @discardableResult
    private func take(
        _ action: Workflow.Action, _ id: RecordID, as actor: Actor, reason: String? = nil, note: String? = nil,
        of worker: RecordID? = nil, expecting version: Int? = nil, in world: World
    ) async throws -> Application {
        try await world.registry.write(as: actor) { scope in
            var application = try Application.find(id, in: scope)
            try application.take(action, reason: reason, note: note, of: worker, expecting: version, in: scope)
            return application
        }
    }

    @Test func fromADraftToARegisteredWorker() async throws {
        let world = try await World()
        let (counter, verifier) = (
            try await world.staff(.counterOperator, at: World.chapra),
            try await world.staff(.verifier, at: World.chapra)
        )
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let id = try await world.application(maker: counter)
        let submitted = try await take(.submit, id, as: counter, in: world)
        #expect(submitted.number?.hasPrefix("P19") == true)
        #expect(submitted.due == submitted.submitted.map { $0 + 7 * 86_400_000 })
        try await take(.verify, id, as: verifier, in: world)
        let approved = try await take(.approve, id, as: officer, in: world)
        #expect(approved.status == .approved)
        #expect(approved.due == nil)
        let workerID = try #require(approved.worker)
        let worker = try await world.registry.read(as: officer) { try Worker.find(workerID, in: $0) }
        #expect(RegistrationNumber.parse(worker.number) == worker.number)
        #expect(worker.number.hasPrefix("19"))
        #expect(worker.person == World.person())
        let steps = try await world.registry.read(as: officer) { try Step.all(of: id, in: $0) }
        #expect(steps.map(\.action) == ["submit", "verify", "approve"])
        let audit = try await world.registry.read(as: officer) { try AuditChain.entries(of: id, in: $0).map(\.action) }
        #expect(audit == ["submit", "verify", "approve"])
        let told = try await world.registry.read(as: officer) { scope in
            try scope.transaction.rows("SELECT DISTINCT template FROM messages ORDER BY template").map {
                try $0["template"] as String
            }
        }
        #expect(told == ["approved", "submitted"])
    }

    static let refusals: [(Workflow.Action, Application.Status, Role, PlaceID, Problem.Code)] = [
        (.verify, .submitted, .designatedOfficer, World.chapra, .notAllowed),
        (.verify, .submitted, .verifier, World.kaliachak, .notFound),
        (.approve, .submitted, .designatedOfficer, World.chapra, .wrongState),
        (.approve, .verified, .verifier, World.chapra, .notAllowed),
        (.approve, .verified, .auditor, World.chapra, .notAllowed),
        (.approve, .verified, .assistantCommissioner, World.krishnanagar, .notAllowed),
        (.approve, .approved, .designatedOfficer, World.chapra, .wrongState),
        (.approve, .rejected, .designatedOfficer, World.chapra, .wrongState),
        (.return, .submitted, .verifier, World.chapra, .invalid),
        (.reject, .verified, .designatedOfficer, World.chapra, .invalid),
        (.markDuplicate, .submitted, .verifier, World.chapra, .invalid),
        (.reopen, .rejected, .designatedOfficer, World.chapra, .notAllowed),
    ]

    @Test(arguments: refusals) func aStepThatIsNotOnesOwnIsRefused(
        _ action: Workflow.Action, _ status: Application.Status, _ role: Role, _ place: PlaceID, _ code: Problem.Code
    ) async throws {
        let world = try await World()
        let actor = try await world.staff(role, at: place)
        let id = try await world.application(status: status)
        let problem = await #expect(throws: Problem.self) { try await take(action, id, as: actor, in: world) }
        #expect(problem?.code == code)
        let steps = try await world.registry.read(as: .program("test")) { try Step.all(of: id, in: $0).count }
        #expect(steps == 0)
    }

    @Test func whoeverVerifiedDoesNotApprove() async throws {
        let world = try await World()
        let (both, id) = (try await bothRoles(world), try await world.application(status: .submitted))
        try await take(.verify, id, as: both, in: world)
        let problem = await #expect(throws: Problem.self) { try await take(.approve, id, as: both, in: world) }
        #expect(problem?.code == .ownWork)
    }

    @Test func whoeverMadeItDoesNotVerify() async throws {
        let world = try await World()
        let both = try await bothRoles(world)
        let id = try await world.application(status: .submitted, maker: both)
        let problem = await #expect(throws: Problem.self) { try await take(.verify, id, as: both, in: world) }
        #expect(problem?.code == .ownWork)
    }

    /// One user with two parts in the same block.
    private func bothRoles(_ world: World) async throws -> Actor {
        let id = world.registry.environment.newID()
        let parts = [Role.verifier, .designatedOfficer].map { Assignment(role: $0, place: World.chapra) }
        _ = try await world.registry.write(as: .program("test")) {
            try User.create(id: id, signIn: "both", card: .init(name: "Both"), assignments: parts, in: $0)
        }
        return Actor(.user(id), assignments: parts)
    }

    static let relatives: [(User.Card, Bool)] = [
        (.init(name: "A", mobile: "9800000001"), true),
        (.init(name: "A", mobile: "9800000002"), true),
        (.init(name: "A", mobile: "9800000003", familyNumber: "12345678"), true),
        (.init(name: "A", account: "123456789012"), true),
        (.init(name: "A", mobile: "9800000003", familyNumber: "12345679", account: "123456789013"), false),
    ]

    @Test(arguments: relatives) func noOfficerDecidesAboutTheOwnFamily(_ card: User.Card, _ refused: Bool) async throws
    {
        let world = try await World()
        var person = World.person()
        person.alternateMobile = "9800000002"
        person.familyNumber = "12345678"
        person.bank = BankAccount()
        person.bank?.account = "123456789012"
        let application = try await world.application(of: person, status: .submitted)
        let id = world.registry.environment.newID()
        let part = Assignment(role: .verifier, place: World.chapra)
        _ = try await world.registry.write(as: .program("test")) {
            try User.create(id: id, signIn: "relative", card: card, assignments: [part], in: $0)
        }
        let actor = Actor(.user(id), assignments: [part])
        if refused {
            let problem = await #expect(throws: Problem.self) {
                try await take(.verify, application, as: actor, in: world)
            }
            #expect(problem?.code == .ownFamily)
        } else {
            #expect(try await take(.verify, application, as: actor, in: world).status == .verified)
        }
    }

    @Test func anOfficerWhoSawAnOlderVersionIsTold() async throws {
        let world = try await World()
        let verifier = try await world.staff(.verifier, at: World.chapra)
        let id = try await world.application(status: .submitted)
        try await take(
            .return, id, as: verifier, reason: "photo_unsuitable", note: "Face not seen", expecting: 1, in: world)
        let problem = await #expect(throws: Problem.self) {
            try await take(.verify, id, as: verifier, expecting: 1, in: world)
        }
        #expect(problem?.code == .changedMeanwhile)
    }

    @Test func aCertainDuplicateIsNeverApproved() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let id = try await world.application(status: .verified, duplicate: .certain)
        let problem = await #expect(throws: Problem.self) { try await take(.approve, id, as: officer, in: world) }
        #expect(problem?.code == .alreadyRegistered)
    }

    @Test func whoWasRegisteredMeanwhileIsFoundAtTheApproval() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        var person = World.person()
        person.aadhaar = "999941057058"
        let id = try await world.application(of: person, status: .verified, duplicate: .none)
        _ = try await world.worker(person)
        let problem = await #expect(throws: Problem.self) { try await take(.approve, id, as: officer, in: world) }
        #expect(problem?.code == .alreadyRegistered)
    }

    @Test func aNoteIsSealedAndReadBack() async throws {
        let world = try await World()
        let verifier = try await world.staff(.verifier, at: World.chapra)
        let id = try await world.application(status: .submitted)
        try await take(.return, id, as: verifier, reason: "other", note: "জন্মতারিখ মেলে না", in: world)
        let (note, raw) = try await world.registry.read(as: verifier) { scope in
            let raw: [UInt8]? = try scope.transaction.value("SELECT note FROM steps WHERE record = \(id)")
            return (try Step.all(of: id, in: scope).first?.note, raw)
        }
        #expect(note == "জন্মতারিখ মেলে না")
        #expect(raw.map { String(decoding: $0, as: UTF8.self).contains("জন্ম") } == false)
    }

    /// The state is what the steps lead to, whatever was tried in whatever order.
    @Test(arguments: 1...6) func theStateIsAFoldOverTheSteps(_ seed: Int) async throws {
        let world = try await World()
        let cast = [
            try await world.staff(.counterOperator, at: World.chapra),
            try await world.staff(.verifier, at: World.chapra),
            try await world.staff(.designatedOfficer, at: World.chapra),
            try await world.staff(.assistantCommissioner, at: World.krishnanagar),
        ]
        let id = try await world.application(maker: cast[0])
        var number = UInt64(seed)
        func next(_ count: Int) -> Int {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(number >> 33) % count
        }
        for _ in 0..<60 {
            let action = Workflow.Action.allCases[next(Workflow.Action.allCases.count)]
            let actor = cast[next(cast.count)]
            _ = try? await take(action, id, as: actor, reason: "other", note: "n", in: world)
        }
        let (steps, status, version) = try await world.registry.read(as: .program("test")) { scope in
            let application = try Application.find(id, in: scope)
            return (try Step.all(of: id, in: scope), application.status, application.version)
        }
        let actions = steps.compactMap { Workflow.Action(rawValue: $0.action) }
        #expect(!actions.isEmpty)
        #expect(world.registry.rules.workflow.applications.fold(actions) == status)
        #expect(version == steps.count + 1)
    }
}
