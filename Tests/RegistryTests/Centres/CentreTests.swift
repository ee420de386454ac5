import Registry
import Store
import Support
import Testing

@Suite struct CentreTests {
    @Test func operatorsOfAWithdrawnCentreSubmitNothing() async throws {
        let world = try await World()
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let id = world.registry.environment.newID()
        let user = try #require(clerk.user)
        try await world.registry.write(as: state) { scope in
            try Centre.grant(id: id, .csc, name: "CSC Chapra", at: World.chapra, in: scope)
                .place(operators: [user], in: scope)
        }
        @Sendable func submit(_ name: String, _ mobile: String) async throws {
            _ = try await world.registry.write(as: clerk) { scope in
                try PersonApplication.submit(
                    Draft(
                        id: scope.environment.newID(), channel: .counter, scheme: "wb_migrant", place: World.bagberia,
                        language: "bn", person: .sample(name: name, mobile: mobile)), in: scope)
            }
        }
        try await submit("Rahima Khatun", "9876543210")
        try await world.registry.write(as: state) { try Centre.find(id, in: $0).withdraw(reason: "Fees asked", in: $0) }
        await #expect(throws: Problem.notAllowed) { try await submit("Laboni Tudu", "9876543211") }
        try await world.registry.write(as: state) { try Centre.find(id, in: $0).restore(in: $0) }
        try await submit("Laboni Tudu", "9876543211")
    }

    @Test func onlyTheStateGrantsAndOnlyOperatorsOfTheBlockWorkThere() async throws {
        let world = try await World()
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let far = try await world.staff(.counterOperator, at: World.kaliachak)
        let (id, user) = (world.registry.environment.newID(), try #require(far.user))
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(as: district) {
                _ = try Centre.grant(id: id, .bsk, name: "BSK", at: World.chapra, in: $0)
            }
        }
        await #expect(throws: Problem.invalid("place", "wrongLevel")) {
            try await world.registry.write(as: state) {
                _ = try Centre.grant(id: id, .bsk, name: "BSK", at: World.nadia, in: $0)
            }
        }
        try await world.registry.write(as: state) {
            _ = try Centre.grant(id: id, .bsk, name: "BSK", at: World.chapra, in: $0)
        }
        await #expect(throws: Problem.invalid("operators", "unknown")) {
            try await world.registry.write(as: district) {
                try Centre.find(id, in: $0).place(operators: [user], in: $0)
            }
        }
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(as: district) { try Centre.find(id, in: $0).withdraw(reason: "No", in: $0) }
        }
        let other = try await world.staff(.districtOfficer, at: World.malda)
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: other) { _ = try Centre.find(id, in: $0) }
        }
    }
}
