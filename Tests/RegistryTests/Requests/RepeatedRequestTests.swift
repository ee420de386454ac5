import Registry
import Store
import Support
import Testing

@Suite struct RepeatedRequestTests {
    @Test func keysAreEachUsersOwnAndForgottenAfterAMonth() async throws {
        let world = try await World()
        let (one, other) = (
            try await world.staff(.verifier, at: World.chapra), try await world.staff(.verifier, at: World.chapra)
        )
        let key = world.registry.environment.newID()
        func ask(_ actor: Actor, _ answer: String, content: String = "the same") async throws -> String {
            try await world.registry.write(as: actor) {
                try RepeatedRequest.once(key, content: content, in: $0) { answer }
            }
        }
        #expect(try await ask(one, "first") == "first")
        #expect(try await ask(one, "second") == "first")
        #expect(try await ask(other, "third") == "third")
        await #expect(throws: Problem.invalid("Idempotency-Key", "reused")) {
            try await ask(one, "x", content: "other")
        }
        world.clock.advance(minutes: 31 * 1440)
        let next = world.registry.environment.newID()
        _ = try await world.registry.write(as: other) { try RepeatedRequest.once(next, content: "", in: $0) { "" } }
        #expect(try await ask(one, "again") == "again")
    }
}
