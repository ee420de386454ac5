import Registry
import Store
import Support
import Testing

@Suite struct AccessTokenTests {
    private func resume(_ token: String, in world: World) async throws -> Session? {
        try await world.registry.read(as: .anyone) { try AccessToken.resume(token, in: $0) }
    }

    @Test func aTokenHoldsUntilItsLastDay() async throws {
        let world = try await World()
        let verifier = try await world.staff(.verifier, at: World.chapra)
        let user = try #require(verifier.user)
        let token = try await world.registry.write(as: .program("test")) {
            try AccessToken.issue(to: user, name: "Block software", days: 2, in: $0)
        }
        #expect(token.hasPrefix("shramik_") && token.utf8.count == 72)
        world.clock.advance(minutes: 2 * 1440 - 1)
        let session = try await resume(token, in: world)
        #expect(session?.actor.user == user)
        #expect(session?.actor.assignments == verifier.assignments)
        #expect(session?.wantsTouch == true)
        try await world.registry.write(as: .anyone) { try AccessToken.touch(token, in: $0) }
        #expect(try await resume(token, in: world)?.wantsTouch == false)
        world.clock.advance(minutes: 2)
        #expect(try await resume(token, in: world) == nil)
    }

    @Test func onlyItsDigestIsKept() async throws {
        let world = try await World()
        let user = try #require(try await world.staff(.verifier, at: World.chapra).user)
        let token = try await world.registry.write(as: .program("test")) {
            try AccessToken.issue(to: user, name: "Block software", days: 2, in: $0)
        }
        let kept: [UInt8]? = try await world.registry.read(as: .anyone) {
            try $0.transaction.value("SELECT token FROM access_tokens")
        }
        #expect(kept?.count == 32)
        #expect(kept.map { !$0.elementsEqual(token.utf8) } == true)
    }

    @Test func whoManagesAUserMakesAndEndsTokensAndItIsWrittenDown() async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        let stranger = try await world.staff(.districtOfficer, at: World.malda)
        let user = try #require(try await world.staff(.verifier, at: World.chapra).user)
        for (actor, code) in [(stranger, Problem.Code.notFound), (officer, nil)] {
            do {
                _ = try await world.registry.write(as: actor) {
                    try AccessToken.issue(to: user, name: "Block software", days: 30, in: $0)
                }
                #expect(code == nil)
            } catch let problem as Problem { #expect(problem.code == code) }
        }
        let token = try #require(
            try await world.registry.read(as: officer) { try AccessToken.all(of: user, in: $0) }.first)
        await #expect(throws: Problem.notFound) {
            try await world.registry.write(as: stranger) { try AccessToken.revoke(token.id, in: $0) }
        }
        for _ in 0..<2 { try await world.registry.write(as: officer) { try AccessToken.revoke(token.id, in: $0) } }
        let (tokens, entries) = try await world.registry.read(as: officer) { scope in
            (try AccessToken.all(of: user, in: scope), try AuditChain.entries(of: token.id, in: scope))
        }
        #expect(tokens.map { $0.holds(at: 0) } == [false])
        #expect(Set(entries.map(\.action)) == ["issued", "revoked"] && entries.count == 2)
        let own = try #require(officer.user)
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(as: officer) { try AccessToken.issue(to: own, name: "x", days: 1, in: $0) }
        }
    }

    @Test func aTokenEndsWithItsUserForGood() async throws {
        let world = try await World()
        let user = try #require(try await world.staff(.verifier, at: World.chapra).user)
        let token = try await world.registry.write(as: .program("test")) { scope in
            let token = try AccessToken.issue(to: user, name: "Block software", days: 2, in: scope)
            try User.disable(user, in: scope)
            return token
        }
        #expect(try await resume(token, in: world) == nil)
        try await world.registry.write(as: .program("test")) { try User.enable(user, in: $0) }
        #expect(try await resume(token, in: world) == nil)
    }

    @Test(arguments: [("", 1, "name"), ("a\u{0}b", 1, "name"), ("x", 0, "days"), ("x", 367, "days")])
    func whatCannotBeIsRefused(_ name: String, _ days: Int, _ field: String) async throws {
        let world = try await World()
        let user = try #require(try await world.staff(.verifier, at: World.chapra).user)
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.write(as: .program("test")) {
                try AccessToken.issue(to: user, name: name, days: days, in: $0)
            }
        }
        #expect(problem?.fields.map(\.name) == [field])
    }
}
