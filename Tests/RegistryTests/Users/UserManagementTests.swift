import Registry
import Support
import Testing

@Suite struct UserManagementTests {
    private func make(_ world: World, by actor: Actor, _ role: Role, at place: PlaceID) async throws -> RecordID {
        let id = world.registry.environment.newID()
        return try await world.registry.write(as: actor) { scope in
            try User.create(
                id: id, signIn: "user.\(id)", card: .init(name: "Made Up"),
                assignments: [Assignment(role: role, place: place)], in: scope)
        }
    }

    @Test func anAdministratorGivesRolesBelowOnly() async throws {
        let world = try await World()
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        _ = try await make(world, by: district, .verifier, at: World.chapra)
        _ = try await make(world, by: state, .districtOfficer, at: World.malda)
        for (role, place) in [
            (Role.verifier, World.kaliachak), (.districtOfficer, World.nadia), (.districtOfficer, World.malda),
            (.stateAdministrator, World.westBengal), (.auditor, World.nadia), (.auditor, World.westBengal),
        ] {
            await #expect(throws: Problem.notAllowed) { try await make(world, by: district, role, at: place) }
        }
        await #expect(throws: Problem.notAllowed) {
            try await make(world, by: state, .stateAdministrator, at: World.westBengal)
        }
        await #expect(throws: Problem.invalid("place", "wrongLevel")) {
            try await make(world, by: district, .verifier, at: World.bagberia)
        }
        let verifier = try await world.staff(.verifier, at: World.chapra)
        await #expect(throws: Problem.notAllowed) {
            try await make(world, by: verifier, .enumerator, at: World.bagberia)
        }
    }

    @Test func nobodyManagesOneselfAnEqualOrAnotherArea() async throws {
        let world = try await World()
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let equal = try #require(try await world.staff(.districtOfficer, at: World.nadia).user)
        let other = try #require(try await world.staff(.verifier, at: World.kaliachak).user)
        let own = try #require(district.user)
        let actions: [@Sendable (RecordID, Scope) throws -> Void] = [
            { try User.disable($0, in: $1) }, { try User.enable($0, in: $1) },
            { _ = try Invitation.issue(to: $0, in: $1) },
            { try User.find($0, in: $1).assign(Assignment(role: .verifier, place: World.chapra), in: $1) },
            { try User.find($0, in: $1).end(Assignment(role: .districtOfficer, place: World.nadia), in: $1) },
        ]
        for action in actions {
            for (id, problem) in [(own, Problem.notAllowed), (equal, .notAllowed), (other, .notFound)] {
                await #expect(throws: problem) { try await world.registry.write(as: district) { try action(id, $0) } }
            }
        }
    }

    @Test func aRoleHoldsBetweenItsDates() async throws {
        let world = try await World()
        let id = try #require(try await world.staff(.verifier, at: World.chapra).user)
        let token = try await world.signIn(Actor(.user(id)))
        let now = world.clock.now.milliseconds
        func roles() async throws -> Set<Role> {
            try await world.registry.write(as: .anyone) { scope in
                let session = token.cookie.replacing("shramik=", with: "")
                try Session.touch(session, in: scope)
                return Set(try Session.resume(session, in: scope)?.actor.assignments.map(\.role) ?? [])
            }
        }
        let later = Assignment(role: .designatedOfficer, place: World.chapra)
        try await world.registry.write(as: .program("test")) { scope in
            try User.find(id, in: scope).assign(later, from: now + 300_000, to: now + 900_000, in: scope)
        }
        #expect(try await roles() == [.verifier])
        world.clock.advance(minutes: 6)
        #expect(try await roles() == [.verifier, .designatedOfficer])
        try await world.registry.write(as: .program("test")) { scope in
            try User.find(id, in: scope).end(Assignment(role: .verifier, place: World.chapra), in: scope)
        }
        #expect(try await roles() == [.designatedOfficer])
        world.clock.advance(minutes: 10)
        #expect(try await roles() == [])
    }

    @Test func theListShowsTheAreaAndNoMore() async throws {
        let world = try await World()
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let verifier = try #require(try await world.staff(.verifier, at: World.chapra).user)
        _ = try await world.staff(.verifier, at: World.kaliachak)
        func list(_ filter: User.Filter) async throws -> Set<RecordID> {
            try await world.registry.write(as: district) {
                Set(try User.list(filter, limit: 50, in: $0).map(\.user.id))
            }
        }
        #expect(try await list(.init()) == [try #require(district.user), verifier])
        var filter = User.Filter()
        filter.text = "VERIFIER"
        #expect(try await list(filter) == [verifier])
        filter.text = "verifier%"
        #expect(try await list(filter).isEmpty)
        filter.text = nil
        filter.role = .districtOfficer
        #expect(try await list(filter) == [try #require(district.user)])
        filter = .init()
        filter.place = World.chapra
        #expect(try await list(filter) == [verifier])
        filter.state = .active
        #expect(try await list(filter).isEmpty)
        filter.state = .invited
        #expect(try await list(filter) == [verifier])
    }
}
