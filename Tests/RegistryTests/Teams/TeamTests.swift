import Registry
import Store
import Support
import Testing

@Suite struct TeamTests {
    private func team(
        at place: PlaceID, under supervisor: Actor, _ members: [Actor] = [], of drive: RecordID, as actor: Actor,
        in world: World
    ) async throws -> RecordID {
        let id = world.registry.environment.newID()
        try await world.registry.write(as: actor) { scope in
            _ = try Team.keep(
                id: id, in: drive, at: place, name: "Team \(place)", supervisor: supervisor.user,
                members: members.compactMap(\.user), in: scope)
        }
        return id
    }

    @Test func eachSupervisorSeesTheOwnBranch() async throws {
        let world = try await World()
        let drive = try await world.drive(in: World.westBengal).campaign
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let block = try await world.staff(.designatedOfficer, at: World.chapra)
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let far = try await world.staff(.designatedOfficer, at: World.kaliachak)
        let top = try await team(at: World.nadia, under: district, of: drive, as: district, in: world)
        let middle = try await team(at: World.chapra, under: block, [clerk], of: drive, as: district, in: world)
        // The block's officer supervises the village's team, from above.
        let low = try await team(at: World.bagberia, under: block, [clerk], of: drive, as: block, in: world)
        let other = try await team(at: World.kaliachak, under: far, of: drive, as: far, in: world)
        @Sendable func seen(_ actor: Actor) async throws -> Set<RecordID> {
            let today = Day(world.clock.now)
            return try await world.registry.read(as: actor) {
                Set(try Team.all(in: drive, on: today, in: $0).map(\.team.id))
            }
        }
        #expect(try await seen(state) == [top, middle, low, other])
        #expect(try await seen(district) == [top, middle, low])
        #expect(try await seen(block) == [middle, low])
        #expect(try await seen(clerk) == [low])
        #expect(try await seen(far) == [other])
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: far) { _ = try Team.find(middle, in: drive, in: $0) }
        }
        await #expect(throws: Problem.notAllowed) {
            try await team(at: World.chapra, under: far, of: drive, as: far, in: world)
        }
        await #expect(throws: Problem.invalid("members", "unknown")) {
            try await team(at: World.chapra, under: block, [far], of: drive, as: block, in: world)
        }
    }

    @Test func dutiesAndTrainingAreOfMembersAndDaysOfTheDrive() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let user = try #require(clerk.user)
        let id = try await team(at: World.chapra, under: officer, [clerk], of: drive, as: officer, in: world)
        let today = Day(world.clock.now)
        try await world.registry.write(as: officer) { scope in
            let team = try Team.find(id, in: drive, in: scope)
            try team.roster([today: [user], today + 1: [user]], in: scope)
            try team.train(user, on: today, in: scope)
        }
        let line = try await world.registry.read(as: officer) { try Team.all(in: drive, on: today, in: $0) }.first
        #expect(line?.members == 1 && line?.trained == 1 && line?.onDuty == 1)
        let stranger = world.registry.environment.newID()
        await #expect(throws: Problem.invalid("members", "unknown")) {
            try await world.registry.write(as: officer) {
                try Team.find(id, in: drive, in: $0).roster([today: [stranger]], in: $0)
            }
        }
        await #expect(throws: Problem.invalid("day", "notInDrive")) {
            try await world.registry.write(as: officer) {
                try Team.find(id, in: drive, in: $0).roster([today + 60: []], in: $0)
            }
        }
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(
                as: Actor(.user(user), assignments: [.init(role: .verifier, place: World.chapra)])
            ) {
                try Team.find(id, in: drive, in: $0).roster([today: []], in: $0)
            }
        }
        // Who leaves the team isn't on duty any more.
        try await world.registry.write(as: officer) { scope in
            _ = try Team.keep(
                id: id, in: drive, at: World.chapra, name: "Team", supervisor: officer.user, members: [], in: scope)
        }
        let after = try await world.registry.read(as: officer) { try Team.all(in: drive, on: today, in: $0) }.first
        #expect(after?.members == 0 && after?.onDuty == 0)
    }
}
