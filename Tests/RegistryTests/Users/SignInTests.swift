import Registry
import Store
import Support
import Testing

@Suite struct SignInTests {
    private static let password = "a long enough sentence"

    /// An officer who has accepted an invitation, with the authenticator's secret.
    private func officer(_ world: World) async throws -> (id: RecordID, name: String, secret: [UInt8]) {
        let id = try #require(try await world.staff(.verifier, at: World.chapra).user)
        let token = try await world.registry.write(as: .program("test")) { try Invitation.issue(to: id, in: $0) }
        let invitation = try await world.registry.read(as: .anyone) { try Invitation.find(token, in: $0) }
        _ = try await world.registry.acceptInvitation(
            token, password: Self.password, repeated: Self.password, code: world.code(invitation.secret), device: "test"
        )
        world.clock.advance(minutes: 1)
        return (id, invitation.user.signIn, invitation.secret)
    }

    private func resume(_ token: String, _ world: World) async throws -> Session? {
        try await world.registry.read(as: .anyone) { try Session.resume(token, in: $0) }
    }

    @Test func anInvitedOfficerSignsInWithPasswordAndCode() async throws {
        let world = try await World()
        let officer = try await officer(world)
        let token = try await world.registry.signIn(
            name: officer.name.uppercased(), password: Self.password, code: world.code(officer.secret), device: "test")
        #expect(try await resume(token, world)?.actor.user == officer.id)
    }

    @Test func aCodeCannotBeUsedTwice() async throws {
        let world = try await World()
        let officer = try await officer(world)
        let code = world.code(officer.secret)
        _ = try await world.registry.signIn(name: officer.name, password: Self.password, code: code, device: "test")
        await #expect(throws: Problem(.credentials)) {
            try await world.registry.signIn(name: officer.name, password: Self.password, code: code, device: "test")
        }
    }

    @Test func aCodeOfTheMinuteBeforeIsTooOldAndOneOfTheStepBeforeIsNot() async throws {
        let world = try await World()
        let officer = try await officer(world)
        let old = world.code(officer.secret)
        world.clock.advance(minutes: 1)
        let recent = world.code(officer.secret)
        world.clock.advance(minutes: 0.5)
        await #expect(throws: Problem(.credentials)) {
            try await world.registry.signIn(name: officer.name, password: Self.password, code: old, device: "test")
        }
        _ = try await world.registry.signIn(name: officer.name, password: Self.password, code: recent, device: "test")
    }

    @Test func everyWrongAttemptGetsTheSameAnswer() async throws {
        let world = try await World()
        let officer = try await officer(world)
        let waiting =
            "\(Role.verifier.rawValue).\(try #require(try await world.staff(.verifier, at: World.chapra).user))"
        let code = world.code(officer.secret)
        for (name, password, code) in [
            ("nobody.here", Self.password, code), (officer.name, "another long sentence", code),
            (officer.name, Self.password, "000000"), (waiting, "", ""), (officer.name, "", ""), ("", "", ""),
        ] {
            await #expect(throws: Problem(.credentials)) {
                try await world.registry.signIn(name: name, password: password, code: code, device: "test")
            }
        }
    }

    @Test func anAccountIsLockedAfterFailuresAndOpensAgainByItself() async throws {
        let world = try await World()
        let officer = try await officer(world)
        for _ in 0..<5 {
            _ = try? await world.registry.signIn(name: officer.name, password: "wrong", code: "000000", device: "test")
        }
        await #expect(throws: Problem(.credentials)) {
            try await world.registry.signIn(
                name: officer.name, password: Self.password, code: world.code(officer.secret), device: "test")
        }
        world.clock.advance(minutes: 1)
        _ = try await world.registry.signIn(
            name: officer.name, password: Self.password, code: world.code(officer.secret), device: "test")
    }

    @Test func sessionsEndWhenIdleAfterADayAndWhenSignedOut() async throws {
        let world = try await World()
        let officer = try await officer(world)
        func signIn(_ old: String? = nil) async throws -> String {
            world.clock.advance(minutes: 1)
            return try await world.registry.signIn(
                name: officer.name, password: Self.password, code: world.code(officer.secret), device: "test",
                replacing: old)
        }
        let idle = try await signIn()
        world.clock.advance(minutes: 16)
        #expect(try await resume(idle, world) == nil)

        let old = try await signIn()
        let rotated = try await signIn(old)
        #expect(rotated != old)
        #expect(try await resume(old, world) == nil)
        try await world.registry.write(as: .anyone) { try Session.end(rotated, in: $0) }
        #expect(try await resume(rotated, world) == nil)

        let long = try await signIn()
        for _ in 0..<40 {
            world.clock.advance(minutes: 12)
            try await world.registry.write(as: .anyone) { try Session.touch(long, in: $0) }
        }
        #expect(try await resume(long, world) == nil)
    }

    @Test func disablingEndsEverySessionAtOnceAndEnablingGivesThePasswordBack() async throws {
        let world = try await World()
        let officer = try await officer(world)
        let token = try await world.registry.signIn(
            name: officer.name, password: Self.password, code: world.code(officer.secret), device: "test")
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        try await world.registry.write(as: district) { try User.disable(officer.id, in: $0) }
        #expect(try await resume(token, world) == nil)
        world.clock.advance(minutes: 1)
        await #expect(throws: Problem(.credentials)) {
            try await world.registry.signIn(
                name: officer.name, password: Self.password, code: world.code(officer.secret), device: "test")
        }
        try await world.registry.write(as: district) { try User.enable(officer.id, in: $0) }
        _ = try await world.registry.signIn(
            name: officer.name, password: Self.password, code: world.code(officer.secret), device: "test")
    }

    @Test func anInvitationHoldsOnceForThreeDaysAndTheLatestOnly() async throws {
        let world = try await World()
        let id = try #require(try await world.staff(.verifier, at: World.chapra).user)
        func issue() async throws -> String {
            try await world.registry.write(as: .program("test")) { try Invitation.issue(to: id, in: $0) }
        }
        func secret(_ token: String) async throws -> [UInt8] {
            try await world.registry.read(as: .anyone) { try Invitation.find(token, in: $0).secret }
        }
        func accept(_ token: String, _ password: String = Self.password, _ again: String? = nil, code: String)
            async throws
        {
            _ = try await world.registry.acceptInvitation(
                token, password: password, repeated: again ?? password, code: code, device: "test")
        }
        let first = try await issue()
        let second = try await issue()
        await #expect(throws: Problem.notFound) { try await secret(first) }
        let code = world.code(try await secret(second))
        await #expect(throws: Problem.invalid("password", "passwordShort")) {
            try await accept(second, "short", code: code)
        }
        await #expect(throws: Problem.invalid("password", "passwordGuessable")) {
            try await accept(second, "aaaaaaaaaaaaaaa", code: code)
        }
        await #expect(throws: Problem.invalid("repeated", "passwordDiffers")) {
            try await accept(second, Self.password, "something else", code: code)
        }
        await #expect(throws: Problem.invalid("code", "codeWrong")) { try await accept(second, code: "000000") }
        try await accept(second, code: code)
        await #expect(throws: Problem.notFound) { try await accept(second, code: code) }
        let third = try await issue()
        world.clock.advance(minutes: 72 * 60)
        await #expect(throws: Problem.notFound) { try await secret(third) }
    }

    @Test func attemptsAreWrittenDownWithoutNames() async throws {
        let world = try await World()
        _ = try? await world.registry.signIn(name: "mina.das", password: "x", code: "1", device: "test")
        let rows = try await world.registry.read(as: .program("test")) { scope in
            try scope.transaction.rows("SELECT action, noun, details FROM audit ORDER BY sequence DESC LIMIT 1").map(
                \.values)
        }
        #expect(rows == [[.text("refused"), .text("session"), .text("{}")]])
    }
}

extension World {
    func code(_ secret: [UInt8]) -> String { OneTimeCode.current(secret, at: clock.now.milliseconds) }
}
