import Registry
import Store
import Support
import Testing

@Suite struct MobileCodeTests {
    static let mobile = "9800000001"

    static func request(_ world: World, _ lookup: String = mobile, address: String = "a") async throws -> RecordID {
        try await world.registry.write(as: .anyone) {
            try MobileCode.request(lookup, language: "bn", address: address, in: $0)
        }
    }

    static func redeem(_ world: World, _ code: String, _ challenge: RecordID) async throws -> String? {
        try await world.registry.write(as: .anyone) {
            try MobileCode.redeem(code, challenge: challenge, device: "test", in: $0)
        }
    }

    static func codes(_ world: World) async throws -> [Message] {
        try await world.registry.read(as: .program("test")) {
            try Message.list(.init(), limit: 100, in: $0).filter { $0.template == .oneTimeCode }
        }
    }

    private static func other(than code: String) -> String { code == "111111" ? "222222" : "111111" }

    @Test(arguments: ["9800000001", "+91 98000 00001", "09800000001", "৯৮০০০০০০০১"])
    func aCodeGoesToTheMobileThatIsKnownAndOpensTheDoorOnce(_ written: String) async throws {
        let world = try await World()
        _ = try await world.worker()
        let challenge = try await MobileCodeTests.request(world, written)
        let code = try await world.sentCode()
        #expect(code.count == 6)
        #expect(try await MobileCodeTests.redeem(world, MobileCodeTests.other(than: code), challenge) == nil)
        #expect(try await MobileCodeTests.redeem(world, code, challenge) != nil)
        #expect(try await MobileCodeTests.redeem(world, code, challenge) == nil)
    }

    @Test func aNumberThatNobodyHasSendsNothingAndLooksTheSame() async throws {
        let world = try await World()
        for lookup in ["9811111111", "1900 0000 0019", "12345678", "x", "P 1900 0000 0019"] {
            let challenge = try await MobileCodeTests.request(world, lookup)
            #expect(try await MobileCodeTests.redeem(world, "123456", challenge) == nil)
        }
        #expect(try await MobileCodeTests.codes(world).isEmpty)
    }

    @Test func registrationAndFamilyNumbersLeadToTheirMobiles() async throws {
        let world = try await World()
        var person = World.person()
        person.familyNumber = "12345678"
        let id = try await world.worker(person)
        let number = try await world.registry.read(as: .program("test")) { try Worker.find(id, in: $0).number }
        for lookup in [number, RegistrationNumber.grouped(number), "12345678"] {
            let challenge = try await MobileCodeTests.request(world, lookup)
            let code = try await world.sentCode()
            #expect(try await MobileCodeTests.redeem(world, code, challenge) != nil, "\(lookup)")
            world.clock.advance(minutes: 2)
        }
    }

    @Test func theCodeOfAnotherBrowserDoesNotCount() async throws {
        let world = try await World()
        _ = try await world.worker()
        _ = try await MobileCodeTests.request(world)
        let code = try await world.sentCode()
        let stranger = try await MobileCodeTests.request(world, "9811111111")
        #expect(try await MobileCodeTests.redeem(world, code, stranger) == nil)
    }

    @Test func afterFiveWrongTriesTheRightCodeIsRefusedToo() async throws {
        let world = try await World()
        _ = try await world.worker()
        let challenge = try await MobileCodeTests.request(world)
        let code = try await world.sentCode()
        for _ in 0..<5 {
            #expect(try await MobileCodeTests.redeem(world, MobileCodeTests.other(than: code), challenge) == nil)
        }
        #expect(try await MobileCodeTests.redeem(world, code, challenge) == nil)
    }

    @Test func aCodeLastsTenMinutes() async throws {
        let world = try await World()
        _ = try await world.worker()
        let challenge = try await MobileCodeTests.request(world)
        let code = try await world.sentCode()
        world.clock.advance(minutes: 10)
        #expect(try await MobileCodeTests.redeem(world, code, challenge) == nil)
    }

    @Test func aMobileGetsOneCodeInThreeQuartersOfAMinuteAndFiveInAnHour() async throws {
        let world = try await World()
        _ = try await world.worker()
        for _ in 0..<3 { _ = try await MobileCodeTests.request(world) }
        #expect(try await MobileCodeTests.codes(world).count == 1)
        for _ in 0..<10 {
            world.clock.advance(minutes: 1)
            _ = try await MobileCodeTests.request(world)
        }
        #expect(try await MobileCodeTests.codes(world).count == 5)
        world.clock.advance(minutes: 60)
        _ = try await MobileCodeTests.request(world)
        #expect(try await MobileCodeTests.codes(world).count == 6)
    }

    @Test func anAddressMayAskThirtyTimesAnHour() async throws {
        let world = try await World()
        for _ in 0..<30 { _ = try await MobileCodeTests.request(world, "9811111111") }
        await #expect(throws: Problem(.tooMany)) { try await MobileCodeTests.request(world, "9811111111") }
        _ = try await MobileCodeTests.request(world, "9811111111", address: "b")
        world.clock.advance(minutes: 61)
        _ = try await MobileCodeTests.request(world, "9811111111")
    }

    @Test func codesAreShownOnPagesInADemonstrationOnly() async throws {
        let world = try await World()
        _ = try await world.worker()
        let challenge = try await MobileCodeTests.request(world)
        func shown() async throws -> String? {
            try await world.registry.read(as: .program("test")) { try MobileCode.shown(challenge, in: $0) }
        }
        #expect(try await shown() == nil)
        try await world.registry.installSampleCast()
        let code = try await world.sentCode()
        #expect(try await shown() == code)
    }
}
