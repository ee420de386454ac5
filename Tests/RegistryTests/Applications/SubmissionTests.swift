import Foundation
import Registry
import Support
import Testing

@Suite struct SubmissionTests {
    private func draft(_ world: World, _ name: String = "Rahima Khatun", at place: PlaceID = World.bagberia) -> Draft {
        Draft(
            id: world.registry.environment.newID(), channel: .api, scheme: "wb_migrant", place: place,
            person: .sample(name: name))
    }

    @Test func theSameSubmissionIsTakenOnceAndAnsweredAlike() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let draft = draft(world)
        let first = try await world.registry.write(as: clerk) { try Application.submit(draft, in: $0) }.get()
        let again = try await world.registry.write(as: clerk) { try Application.submit(draft, in: $0) }.get()
        #expect(first.number == again.number)
        #expect(first.number?.hasPrefix("P19") == true)
        #expect(first.version == again.version)
        #expect(again.status == .submitted)
    }

    @Test func anotherContentUnderTheSameIdIsKeptBesideTheFirst() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let first = draft(world)
        var other = first
        other.person.name = "Rahima Bibi"
        let changed = other
        _ = try await world.registry.write(as: clerk) { try Application.submit(first, in: $0) }.get()
        for _ in 0..<2 {
            let answer = try await world.registry.write(as: clerk) { try Application.submit(changed, in: $0) }
            #expect(throws: Problem(.conflictingCopy)) { try answer.get() }
        }
        let (kept, copies) = try await world.registry.read(as: clerk) { scope in
            (try Application.find(first.id, in: scope), try Application.conflictingCopies(of: first.id, in: scope))
        }
        #expect(kept.person.name == "Rahima Khatun")
        #expect(copies.map(\.person.name) == ["Rahima Bibi"])
    }

    @Test func nobodyEntersApplicationsOfAnotherArea() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let auditor = try await world.staff(.auditor, at: World.nadia)
        let elsewhere = draft(world, at: World.alipur)
        let here = draft(world)
        await #expect(throws: Problem.invalid("place", "otherArea")) {
            try await world.registry.write(as: clerk) { try Application.submit(elsewhere, in: $0) }
        }
        await #expect(throws: Problem.invalid("place", "otherArea")) {
            try await world.registry.write(as: auditor) { try Application.submit(here, in: $0) }
        }
    }

    @Test func aStrangersIdTellsNothingAndChangesNothing() async throws {
        let world = try await World()
        let chapra = try await world.staff(.counterOperator, at: World.chapra)
        let kaliachak = try await world.staff(.counterOperator, at: World.kaliachak)
        let first = draft(world)
        let stolen = Draft(
            id: first.id, channel: .api, scheme: "wb_migrant", place: World.alipur, person: .sample(name: "Other"))
        _ = try await world.registry.write(as: chapra) { try Application.submit(first, in: $0) }.get()
        let answer = try await world.registry.write(as: kaliachak) { try Application.submit(stolen, in: $0) }
        #expect(throws: Problem(.conflictingCopy)) { try answer.get() }
        await #expect(throws: Problem.notFound) {
            try await world.registry.write(as: kaliachak) { try Application.save(stolen, in: $0) }
        }
        let kept = try await world.registry.read(as: chapra) { try Application.find(first.id, in: $0) }
        #expect(kept.person.name == "Rahima Khatun")
    }

    @Test func aDraftGrowsStepByStepAndIsSubmittedOnce() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        var draft = draft(world)
        draft.channel = .counter
        let whole = draft.person
        draft.person = Person()
        let begun = draft
        let first = try await world.registry.write(as: clerk) { try Application.save(begun, in: $0) }
        #expect(first.status == .draft && first.version == 1)
        draft.person = whole
        let grown = draft
        let second = try await world.registry.write(as: clerk) {
            try Application.save(grown, version: 1, in: $0)
        }
        #expect(second.version == 2)
        await #expect(throws: Problem(.changedMeanwhile)) {
            try await world.registry.write(as: clerk) { try Application.save(begun, version: 1, in: $0) }
        }
        // The answer was lost on its way, and the browser sends the page again.
        _ = try await world.registry.write(as: clerk) { try Application.save(grown, version: 1, in: $0) }
        #expect(try await world.registry.read(as: clerk) { try Application.drafts(in: $0).count } == 1)
        let sent = try await world.registry.write(as: clerk) { scope in
            var application = try Application.find(grown.id, in: scope)
            try application.submit(in: scope)
            return application
        }
        #expect(sent.status == .submitted && sent.number != nil)
        await #expect(throws: Problem(.wrongState)) {
            try await world.registry.write(as: clerk) { try Application.save(begun, version: 2, in: $0) }
        }
        #expect(try await world.registry.read(as: clerk) { try Application.drafts(in: $0).isEmpty })
    }

    @Test func whatIsWrongIsSaidAndNothingIsKept() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let empty = Draft(
            id: world.registry.environment.newID(), channel: .api, scheme: "wb_migrant", place: World.bagberia)
        await #expect(throws: Problem.self) {
            try await world.registry.write(as: clerk) { try Application.submit(empty, in: $0) }
        }
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: clerk) { try Application.find(empty.id, in: $0) }
        }
    }
}
