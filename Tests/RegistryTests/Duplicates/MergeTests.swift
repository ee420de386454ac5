import Registry
import Store
import Support
import Testing

@Suite struct MergeTests {
    private struct Pair {
        let world: World
        let kept: RecordID
        let other: RecordID
        let maker: Actor
        let checker: Actor

        init() async throws {
            world = try await World()
            kept = try await Villagers.register(Villagers.rafikul(), in: world)
            other = try await Villagers.register(Villagers.rafikul(), in: world)
            maker = try await world.staff(.designatedOfficer, at: World.chapra)
            checker = try await world.staff(.designatedOfficer, at: World.chapra)
        }

        func propose() async throws {
            try await world.registry.write(as: maker) { [kept, other] scope in
                try MergeProposal.propose(
                    try Worker.find(kept, in: scope), same: try Worker.find(other, in: scope), in: scope)
            }
        }

        func merge(as actor: Actor) async throws {
            try await world.registry.write(as: actor) { [kept, other] in
                try Worker.find(kept, in: $0).merge(other, in: $0)
            }
        }

        func find(_ id: RecordID) async throws -> Worker {
            try await world.registry.read(as: checker) { try Worker.find(id, in: $0) }
        }
    }

    @Test func oneOfficerSaysThatTwoAreOneAndAnotherMergesThem() async throws {
        let pair = try await Pair()
        await #expect(throws: Problem.invalid("pair", "notDecided")) { try await pair.merge(as: pair.checker) }
        try await pair.propose()
        await #expect(throws: Problem(.ownWork)) { try await pair.merge(as: pair.maker) }
        let waiting = try await pair.world.registry.read(as: pair.checker) {
            try MergeProposal.all(in: $0).map { Set([$0.first.id, $0.second.id]) }
        }
        #expect(waiting == [[pair.kept, pair.other]])
        try await pair.merge(as: pair.checker)
        let merged = try await pair.find(pair.other)
        #expect(merged.status == .merged)
        #expect(try await pair.world.registry.read(as: pair.checker) { try MergeProposal.all(in: $0).isEmpty })
        #expect(try await Villagers.check(Villagers.rafikul(), in: pair.world).candidates.map(\.worker) == [pair.kept])
        await #expect(throws: Problem.self) { try await pair.merge(as: pair.checker) }
    }

    @Test func theMergedNumberLeadsToTheKeptOneAndTheKeptOneKnowsTheOther() async throws {
        let pair = try await Pair()
        try await pair.propose()
        try await pair.merge(as: pair.checker)
        let number = try await pair.find(pair.other).number
        let (found, searched, merged) = try await pair.world.registry.read(as: pair.checker) {
            [kept = pair.kept] scope in
            (
                try Worker.find(number: number, in: scope).id,
                try WorkerSearch.find(number, limit: 5, in: scope).map(\.id),
                try Worker.find(kept, in: scope).merged(in: scope).map(\.id)
            )
        }
        #expect(found == pair.kept)
        #expect(searched == [pair.kept, pair.other])
        #expect(merged == [pair.other])
        let actions = try await pair.world.registry.read(as: pair.checker) {
            [kept = pair.kept, other = pair.other] scope in
            (
                try AuditChain.entries(of: kept, in: scope).map(\.action),
                try AuditChain.entries(of: other, in: scope).map(\.action), try Step.all(of: other, in: scope).last
            )
        }
        #expect(actions.0.contains("kept"))
        #expect(actions.1.contains("merge"))
        #expect(actions.2?.subject == pair.kept)
    }

    @Test func undoingRestoresBothAndOpensTheDecisionAgain() async throws {
        let pair = try await Pair()
        try await pair.world.registry.write(as: pair.maker) { [other = pair.other] scope in
            var worker = try Worker.find(other, in: scope)
            try worker.take(.suspend, reason: "under_inquiry", note: "Two records.", in: scope)
        }
        try await pair.propose()
        try await pair.merge(as: pair.checker)
        try await pair.world.registry.write(as: pair.checker) { [other = pair.other] in
            try Worker.find(other, in: $0).unmerge(in: $0)
        }
        let parted = try await pair.find(pair.other)
        #expect(parted.status == .suspended)
        #expect(try await pair.world.registry.read(as: pair.checker) { try parted.mergedInto(in: $0) } == nil)
        #expect(try await Villagers.check(Villagers.rafikul(), in: pair.world).candidates.count == 2)
        #expect(try await pair.world.registry.read(as: pair.checker) { try MergeProposal.all(in: $0).isEmpty })
        let verdict = try await pair.world.registry.read(as: pair.checker) { try AuditChain.verify(in: $0) }
        #expect(verdict.broken == nil)
    }

    @Test func aChainOfMergesLeadsToItsEnd() async throws {
        let pair = try await Pair()
        let third = try await Villagers.register(Villagers.rafikul(), in: pair.world)
        try await pair.world.registry.write(as: .program("test")) { [kept = pair.kept, other = pair.other] scope in
            try Worker.find(kept, in: scope).merge(other, in: scope)
            try Worker.find(third, in: scope).merge(kept, in: scope)
            #expect(try Worker.find(other, in: scope).kept(in: scope).id == third)
            #expect(Set(try Worker.find(third, in: scope).merged(in: scope).map(\.id)) == [kept, other])
        }
    }

    @Test func aPlainStepCanNeitherMergeNorPart() async throws {
        let pair = try await Pair()
        await #expect(throws: Problem.notAllowed) {
            try await pair.world.registry.write(as: pair.checker) { [kept = pair.kept] scope in
                var worker = try Worker.find(kept, in: scope)
                try worker.take(.merge, in: scope)
            }
        }
        let choices = try await pair.world.registry.read(as: pair.checker) { [kept = pair.kept] in
            try Worker.find(kept, in: $0).choices(in: $0).map(\.action)
        }
        #expect(!choices.contains(.merge))
        #expect(choices.contains(.suspend))
    }

    @Test func aMergeReachesNoWorkerOfAnotherArea() async throws {
        let world = try await World()
        let kept = try await Villagers.register(Villagers.rafikul(), in: world)
        let other = try await Villagers.register(
            Villagers.rafikul(), at: Villagers.location(World.kaliachak), in: world)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        await #expect(throws: Problem.notFound) {
            try await world.registry.write(as: officer) { try Worker.find(kept, in: $0).merge(other, in: $0) }
        }
    }
}
