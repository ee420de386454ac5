import Registry
import Store
import Support
import Testing

@Suite struct ReviewPairTests {
    private static let content = ReviewPair.Content(
        fields: [.init(column: "name", first: "Rafikul Islam", second: "রফিকুল ইসলাম")],
        parts: [.init(column: "name", level: "same", weight: 4.5)])

    private func queue(_ first: RecordID, _ second: RecordID, weight: Double, in world: World) async throws {
        try await world.registry.write(as: .program("test")) {
            try ReviewPair.queue(
                first, second, list: "run", weight: weight, content: ReviewPairTests.content, at: Villagers.home, in: $0
            )
        }
    }

    @Test func thePairsOfAnAreaComeByWeightAndADecisionTakesThemOut() async throws {
        let world = try await World()
        let ids = (0..<6).map { _ in world.registry.environment.newID() }
        for (place, weight) in [2.0, 5.0, 3.5].enumerated() {
            try await queue(ids[2 * place], ids[2 * place + 1], weight: weight, in: world)
        }
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let elsewhere = try await world.staff(.designatedOfficer, at: World.kaliachak)
        #expect(try await world.registry.read(as: elsewhere) { try ReviewPair.next(in: $0)?.id } == nil)
        let first = try #require(try await world.registry.read(as: officer) { try ReviewPair.next(in: $0) })
        #expect(first.weight == 5)
        #expect(first.content == ReviewPairTests.content)
        let second = try await world.registry.read(as: officer) {
            try ReviewPair.next(after: (first.weight, first.id), in: $0)?.weight
        }
        #expect(second == 3.5)
        try await world.registry.write(as: officer) { try first.decide(.different, in: $0) }
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: elsewhere) { _ = try ReviewPair.find(first.id, in: $0) }
        }
        let progress = try await world.registry.read(as: officer) { try ReviewPair.progress(in: $0) }
        #expect(progress.waiting == 2)
        #expect(progress.different == 1)
    }

    @Test func aDecisionSurvivesALaterRunThatFindsThePairAgain() async throws {
        let world = try await World()
        let (a, b) = (world.registry.environment.newID(), world.registry.environment.newID())
        try await queue(a, b, weight: 3, in: world)
        try await queue(b, a, weight: 4, in: world)
        let pair = try #require(try await world.registry.read(as: .program("test")) { try ReviewPair.next(in: $0) })
        #expect(pair.weight == 3)
        try await world.registry.write(as: .program("test")) { scope in
            try pair.decide(.same, in: scope)
            try scope.transaction.run("DELETE FROM review_pairs")
        }
        try await queue(a, b, weight: 4, in: world)
        #expect(try await world.registry.read(as: .program("test")) { try ReviewPair.next(in: $0)?.id } == nil)
        #expect(try await world.registry.read(as: .program("test")) { try ReviewPair.progress(in: $0).same } == 1)
    }

    @Test func precisionComesWithItsInterval() {
        var progress = ReviewPair.Progress()
        #expect(progress.precision == nil)
        (progress.same, progress.different, progress.unsure) = (8, 2, 5)
        // Wilson's interval of 8 in 10, as published tables have it.
        #expect(abs((progress.precision?.low ?? 0) - 0.4902) < 0.0005)
        #expect(abs((progress.precision?.high ?? 0) - 0.9433) < 0.0005)
    }
}
