import Registry
import Store
import Support
import Testing

@Suite struct FullDiskTests {
    /// The writing connection may add no page to the file from now on, as if the disk had no room; nil lets it grow again.
    private func limit(_ world: World, pages: Int64?) async throws {
        try await world.registry.write(as: .program("test")) { scope in
            let now: Int64 = try scope.transaction.value("PRAGMA page_count") ?? 0
            let most = pages.map { now + $0 } ?? 1_000_000
            _ = try scope.transaction.rows("PRAGMA max_page_count = \(unchecked: String(most))")
        }
    }

    private func draft(_ number: Int, in world: World) -> Draft {
        Draft(
            id: world.registry.environment.newID(), channel: .counter, scheme: "wb_migrant", place: World.bagberia,
            person: .sample(mobile: String(9_800_000_000 + number)))
    }

    @Test(.enabled(if: World.isOnSQLite)) func aFullDiskRefusesWhatItCannotKeepAndLosesNothing() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        func submit(_ draft: Draft) async throws {
            _ = try await world.registry.write(as: clerk) { try PersonApplication.submit(draft, in: $0) }
        }
        try await limit(world, pages: 12)
        var (kept, refused): ([Draft], [Draft]) = ([], [])
        for number in 0..<60 {
            let draft = draft(number, in: world)
            do {
                try await submit(draft)
                kept.append(draft)
            } catch let problem as Problem {
                #expect(problem.code == .unavailable)
                refused.append(draft)
            }
        }
        #expect(!kept.isEmpty && !refused.isEmpty)
        try await limit(world, pages: nil)
        for draft in refused { try await submit(draft) }
        let all = kept + refused
        try await world.registry.read(as: clerk) { scope in
            for draft in all {
                let application = try PersonApplication.find(draft.id, in: scope)
                #expect(application.status == .submitted)
            }
        }
        let verdict = try await world.registry.read(as: .program("test")) { try AuditChain.verify(in: $0) }
        #expect(verdict.broken == nil)
    }
}
