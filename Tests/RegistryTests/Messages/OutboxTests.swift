import Registry
import Store
import Support
import Testing

@Suite struct OutboxTests {
    /// A world with one message in its outbox: an SMS that is of use for 72 hours.
    static func world(_ template: Message.Template = .submitted, mobile: String = "9000000001") async throws -> (
        World, about: RecordID
    ) {
        let world = try await World()
        let about = world.registry.environment.newID()
        try await world.registry.write(as: .program("test")) { scope in
            try Message.queue(
                template, to: MessageQueueTests.person(mobile: mobile), language: "bn", about: about,
                at: MessageQueueTests.location(world), values: ["number": "P1900"], in: scope)
        }
        return (world, about)
    }

    static func claim(_ world: World, _ media: Set<Message.Medium> = [.sms]) async throws -> [Outbox.Delivery] {
        try await world.registry.write(as: .program("test")) { try Outbox.claim(10, media: media, in: $0) }
    }

    static func answer(_ world: World, _ delivery: Outbox.Delivery, _ answer: Outbox.Answer) async throws {
        try await world.registry.write(as: .program("test")) { try Outbox.answered(delivery, answer, in: $0) }
    }

    static func report(_ world: World, _ delivery: Outbox.Delivery, _ report: Outbox.Report) async throws {
        try await world.registry.write(as: .program("test")) {
            try Outbox.report(delivery.id, attempt: delivery.attempt, report, in: $0)
        }
    }

    static func messages(_ world: World, _ about: RecordID) async throws -> [Message] {
        try await world.registry.read(as: .program("test")) { try Message.about(about, in: $0) }
    }

    @Test func whatOneSenderHasClaimedNoOtherGets() async throws {
        let (world, about) = try await OutboxTests.world()
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try await OutboxTests.claim(world).count } }
            return try await group.reduce(0, +)
        }
        #expect(counts == 1)
        #expect(try await OutboxTests.messages(world, about)[0].status == .sending)
    }

    @Test func aMessageIsSentAndThenDelivered() async throws {
        let (world, about) = try await OutboxTests.world()
        let delivery = try #require(try await OutboxTests.claim(world).first)
        #expect(delivery.mobile == "9000000001" && delivery.attempt == 1)
        try await OutboxTests.answer(world, delivery, .taken(reference: nil))
        #expect(try await OutboxTests.messages(world, about)[0].status == .sent)
        try await OutboxTests.report(world, delivery, .delivered(keypress: nil))
        // The operator's acceptance comes late, and takes nothing back.
        try await OutboxTests.report(world, delivery, .accepted)
        try await OutboxTests.report(world, delivery, .failed("notDelivered"))
        #expect(try await OutboxTests.messages(world, about)[0].status == .delivered)
    }

    @Test func aReportBeforeTheAnswerIsKept() async throws {
        let (world, about) = try await OutboxTests.world()
        let delivery = try #require(try await OutboxTests.claim(world).first)
        try await OutboxTests.report(world, delivery, .delivered(keypress: nil))
        try await OutboxTests.answer(world, delivery, .taken(reference: nil))
        #expect(try await OutboxTests.messages(world, about)[0].status == .delivered)
    }

    @Test func failuresAreTriedAgainAfterEverLongerPausesAndThenListedAsDead() async throws {
        let (world, about) = try await OutboxTests.world()
        let pauses = try #require(world.registry.rules.messages.retries[.sms])
        for (attempt, pause) in pauses.enumerated() {
            let delivery = try #require(try await OutboxTests.claim(world).first)
            #expect(delivery.attempt == attempt + 1)
            try await OutboxTests.answer(world, delivery, .taken(reference: nil))
            try await OutboxTests.report(world, delivery, .failed("notDelivered"))
            #expect(try await OutboxTests.messages(world, about)[0].status == .failed)
            world.clock.advance(minutes: Double(pause) - 0.1)
            #expect(try await OutboxTests.claim(world).isEmpty)
            world.clock.advance(minutes: 0.2)
        }
        let last = try #require(try await OutboxTests.claim(world).first)
        try await OutboxTests.answer(world, last, .refused("gateway400"))
        let message = try await OutboxTests.messages(world, about)[0]
        #expect(message.status == .dead && message.problem == "gateway400")
        world.clock.advance(minutes: 1440)
        #expect(try await OutboxTests.claim(world).isEmpty)
    }

    @Test func aSenderThatWasKilledAfterTheGatewayTookTheMessageDoesNotSendItTwice() async throws {
        let (world, about) = try await OutboxTests.world()
        let delivery = try #require(try await OutboxTests.claim(world).first)
        // Killed here: the answer is never written down, but the gateway reports.
        try await OutboxTests.report(world, delivery, .accepted)
        world.clock.advance(minutes: 60)
        #expect(try await OutboxTests.claim(world).isEmpty)
        #expect(try await OutboxTests.messages(world, about)[0].status == .sent)
    }

    @Test func aSenderThatWasKilledBeforeTheGatewayTookTheMessageLeavesItToTheNext() async throws {
        let (world, _) = try await OutboxTests.world()
        _ = try await OutboxTests.claim(world)
        world.clock.advance(minutes: 1)
        #expect(try await OutboxTests.claim(world).isEmpty)
        world.clock.advance(minutes: 1.1)
        let again = try await OutboxTests.claim(world)
        #expect(again.map(\.attempt) == [2])
    }

    @Test func aCallThatNobodyKnowsOfIsAskedForUnderTheSameName() async throws {
        let (world, _) = try await OutboxTests.world(.approved)
        _ = try await OutboxTests.claim(world, [.voice])
        world.clock.advance(minutes: 3)
        #expect(try await OutboxTests.claim(world, [.voice]).map(\.attempt) == [1])
    }

    @Test func theEndOfAnAttemptThatIsOverChangesNothing() async throws {
        let (world, about) = try await OutboxTests.world()
        let first = try #require(try await OutboxTests.claim(world).first)
        world.clock.advance(minutes: 3)
        let second = try #require(try await OutboxTests.claim(world).first)
        try await OutboxTests.report(world, first, .failed("notDelivered"))
        try await OutboxTests.answer(world, first, .refused("late"))
        #expect(try await OutboxTests.messages(world, about)[0].status == .sending)
        try await OutboxTests.answer(world, second, .taken(reference: nil))
        #expect(try await OutboxTests.messages(world, about)[0].status == .sent)
    }

    @Test func aGatewayThatIsAwayCostsNoAttempt() async throws {
        let (world, about) = try await OutboxTests.world()
        for _ in 0..<20 {
            let delivery = try #require(try await OutboxTests.claim(world).first)
            try await OutboxTests.answer(world, delivery, .unreachable)
            world.clock.advance(minutes: 1)
        }
        let message = try await OutboxTests.messages(world, about)[0]
        #expect(message.status == .waiting && message.attempts == 0 && message.problem == "unreachable")
    }

    @Test func whatIsTooOldIsNotSent() async throws {
        let (world, about) = try await OutboxTests.world()
        world.clock.advance(minutes: 4321)
        #expect(try await OutboxTests.claim(world).isEmpty)
        #expect(try await OutboxTests.messages(world, about)[0].status == .expired)
    }

    @Test func telephonesAreSilentAtNight() async throws {
        let (world, _) = try await OutboxTests.world(.approved)
        // 13:30 in India; nine hours later it is half past ten in the evening.
        world.clock.advance(minutes: 540)
        #expect(try await OutboxTests.claim(world, [.voice]).isEmpty)
        #expect(try await OutboxTests.claim(world, [.sms]).count == 1)
        world.clock.advance(minutes: 600)
        #expect(try await OutboxTests.claim(world, [.voice]).count == 1)
    }

    @Test func whoPressesNineGetsNoMoreCalls() async throws {
        let (world, about) = try await OutboxTests.world(.approved)
        let call = try #require(try await OutboxTests.claim(world, [.voice]).first)
        try await OutboxTests.report(world, call, .delivered(keypress: "9"))
        try await world.registry.write(as: .program("test")) { scope in
            try Message.queue(
                .cancelled, to: MessageQueueTests.person(), language: "bn", about: about,
                at: MessageQueueTests.location(world), values: ["number": "1"], in: scope)
        }
        #expect(
            try await OutboxTests.messages(world, about).map(\.medium.rawValue).sorted() == ["sms", "sms", "voice"])
    }

    @Test func aDeadMessageCanBeSentAgainByTheAreasOfficeOnly() async throws {
        let (world, about) = try await OutboxTests.world()
        let delivery = try #require(try await OutboxTests.claim(world).first)
        _ = try await world.registry.write(as: .program("test")) {
            try $0.transaction.run("UPDATE messages SET status = 'dead' WHERE id = \(delivery.id)")
        }
        let other = try await world.staff(.designatedOfficer, at: World.kaliachak)
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: other) { _ = try Message.find(delivery.id, in: $0) }
        }
        let own = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.registry.write(as: own) { try Message.find(delivery.id, in: $0).resend(in: $0) }
        #expect(try await OutboxTests.messages(world, about)[0].status == .waiting)
        await #expect(throws: Problem(.wrongState)) {
            try await world.registry.write(as: own) { try Message.find(delivery.id, in: $0).resend(in: $0) }
        }
    }
}
