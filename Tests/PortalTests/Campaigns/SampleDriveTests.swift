import Exchange
import Foundation
import Registry
import Support
import Testing

@Suite struct SampleDriveTests {
    /// The whole drive at small size: visits, repeats, contradictions, applications, decisions.
    @Test func everyFigureOfADriveIsWhatItsOwnBookSays() async throws {
        let world = try await World()
        let order = SampleDrive.Order(leftOuts: 400, days: 8, played: 8, seed: 5)
        let drive = SampleDrive(order, in: world.registry, today: world.clock.now) { world.clock.set(to: $0) }
        let report = try await drive.run()
        #expect(report.leftOuts == 400)
        #expect(report.wrong == [])
        #expect(report.compared > 100)
        #expect(report.visits > 350 && report.repeated > 0 && report.applications > 100 && report.decided > 50)
        let campaign = report.campaign
        let differences = try await world.registry.read(as: .program("test")) {
            try Campaign.find(campaign, in: $0).differences(in: $0)
        }
        #expect(differences == [])
    }
}
