import Logging
import Registry
import Support
import Testing

@testable import Portal

@Suite struct HourlyWorkTests {
    private struct Seen: Equatable {
        let escalated: Int
        let status: Worker.Status
        let version: Int
    }

    @Test func whatIsLateGoesUpAndWhatIsOverLapsesOnce() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let worker = try await world.worker()
        let late = try await world.application(status: .submitted)
        let work = HourlyWork(registry: world.registry, logger: Logger(label: "test"))
        func look() async throws -> Seen {
            try await world.registry.read(as: officer) { scope in
                let found = try Worker.find(worker, in: scope)
                return Seen(
                    escalated: try PersonApplication.find(late, in: scope).escalated, status: found.status,
                    version: found.version)
            }
        }
        try await work.work()
        #expect(try await look() == Seen(escalated: 0, status: .active, version: 1))
        world.clock.advance(minutes: 7 * 24 * 60 + 1)
        for _ in 0..<3 { try await work.work() }
        #expect(try await look() == Seen(escalated: 1, status: .active, version: 1))
        world.clock.advance(minutes: 3 * 24 * 60)
        for _ in 0..<3 { try await work.work() }
        #expect(try await look().escalated == 2)
        world.clock.advance(minutes: 365 * 24 * 60)
        for _ in 0..<3 { try await work.work() }
        #expect(try await look() == Seen(escalated: 3, status: .lapsed, version: 2))
    }
}
