import Registry
import Store
import Support
import Testing

@Suite struct PaperBundleTests {
    private func received(_ count: Int, as actor: Actor, in world: World) async throws -> [RecordID] {
        var ids: [RecordID] = []
        for _ in 0..<count {
            let id = try await world.application(status: .submitted)
            try await world.registry.write(as: actor) { try Application.find(id, in: $0).receiveOriginal(in: $0) }
            ids.append(id)
        }
        return ids
    }

    private func hand(_ papers: [RecordID], as actor: Actor, in world: World) async throws -> RecordID {
        let id = world.registry.environment.newID()
        _ = try await world.registry.write(as: actor) { try PaperBundle.hand(id, papers, in: $0) }
        return id
    }

    private func states(_ ids: [RecordID], in world: World) async throws -> [Original.Status?] {
        try await world.registry.read(as: .program("test")) { scope in
            try ids.map { try Original.find($0, in: scope)?.status }
        }
    }

    @Test func paperGoesFromTheCounterIntoCustodyAndWhatIsNotThereShows() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let papers = try await received(3, as: counter, in: world)
        let never = try await world.application(status: .submitted)
        #expect(try await states(papers + [never], in: world) == [.received, .received, .received, nil])
        let id = try await hand(papers, as: counter, in: world)
        #expect(try await states(papers, in: world) == [.handed, .handed, .handed])
        let there = Set(papers.prefix(2))
        try await world.registry.write(as: officer) { try PaperBundle.find(id, in: $0).take(present: there, in: $0) }
        #expect(try await states(papers, in: world) == [.kept, .kept, .missing])
        let bundle = try await world.registry.read(as: officer) { try PaperBundle.find(id, in: $0) }
        #expect(
            bundle.count == 3 && bundle.missing == 1 && bundle.taker == officer.user && bundle.giver == counter.user)
        var filter = DeskFilter()
        (filter.reach, filter.isPaperOutstanding) = (.area, true)
        let wanted = filter
        let (lines, figures) = try await world.registry.read(as: officer) { scope in
            (try Desk.page(wanted, in: scope).lines, try Original.figures(in: scope))
        }
        #expect(Set(lines.map(\.id)) == [papers[2], never])
        #expect(figures.outstanding == 2 && figures.counts == [.kept: 2, .missing: 1])
        // It is found after all.
        let lost = papers[2]
        try await world.registry.write(as: counter) { try Application.find(lost, in: $0).receiveOriginal(in: $0) }
        #expect(try await states([lost], in: world) == [.received])
    }

    @Test func bothSignaturesAreOfTwoPeopleAndOnlyOnce() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let both = Actor(
            counter.kind,
            assignments: counter.assignments + [Assignment(role: .designatedOfficer, place: World.chapra)],
            device: "test")
        let id = try await hand(try await received(1, as: counter, in: world), as: counter, in: world)
        func take(_ actor: Actor) async throws {
            try await world.registry.write(as: actor) { try PaperBundle.find(id, in: $0).take(present: [], in: $0) }
        }
        let own = await #expect(throws: Problem.self) { try await take(both) }
        #expect(own?.code == .ownWork)
        let clerk = await #expect(throws: Problem.self) { try await take(counter) }
        #expect(clerk?.code == .notAllowed)
        try await take(officer)
        let twice = await #expect(throws: Problem.self) { try await take(officer) }
        #expect(twice?.code == .wrongState)
    }

    @Test func whatIsNotAtTheCounterIsNotHandedOver() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let never = try await world.application(status: .submitted)
        let draft = try await world.application(status: .draft)
        let problem = await #expect(throws: Problem.self) { try await hand([never], as: counter, in: world) }
        #expect(problem?.code == .wrongState)
        let none = await #expect(throws: Problem.self) { try await hand([], as: counter, in: world) }
        #expect(none?.code == .invalid)
        let early = await #expect(throws: Problem.self) {
            try await world.registry.write(as: counter) { try Application.find(draft, in: $0).receiveOriginal(in: $0) }
        }
        #expect(early?.code == .wrongState)
        let papers = try await received(1, as: counter, in: world)
        let id = try await hand(papers, as: counter, in: world)
        #expect(try await world.registry.write(as: counter) { try PaperBundle.hand(id, papers, in: $0).id } == id)
        let again = await #expect(throws: Problem.self) { try await hand(papers, as: counter, in: world) }
        #expect(again?.code == .wrongState)
    }

    @Test func aBundleOfAnotherAreaIsNoBundle() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let id = try await hand(try await received(1, as: counter, in: world), as: counter, in: world)
        let elsewhere = try await world.staff(.designatedOfficer, at: World.kaliachak)
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.read(as: elsewhere) { _ = try PaperBundle.find(id, in: $0) }
        }
        #expect(problem == .notFound)
    }
}
