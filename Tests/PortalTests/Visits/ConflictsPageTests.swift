import Foundation
import HTTPTypes
import Registry
import Support
import Testing

@testable import Portal

@Suite struct ConflictsPageTests {
    @Test func anOfficerSeesBothVisitsAndChooses() async throws {
        let world = try await World()
        let list = try await world.leftOuts(3)
        let drive = try await world.drive(on: list)
        let person = try #require(try await world.people(of: list, at: World.bagberia).first)
        for outcome in [HouseVisit.Outcome.found, .moved] {
            let enumerator = try await world.staff(.enumerator, at: World.bagberia)
            let report = HouseVisit.Report(
                id: world.registry.environment.newID(), campaign: drive.id,
                house: world.registry.environment.newID(), leftOut: person.id, place: World.bagberia,
                visited: world.clock.now.milliseconds, outcome: outcome)
            _ = try await world.registry.write(as: enumerator) { try HouseVisit.record(report, in: $0) }
        }
        let waiting = try await world.registry.read(as: .program("test")) {
            try HouseVisit.all(to: person.id, in: $0).first { $0.standing == .waits }?.id
        }
        let chosen = try #require(waiting)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.browse(officer) { browser in
            let page = try await browser.get("/visits/conflicts")
            #expect(page.text.contains("Found, willing") && page.text.contains("Moved away"))
            let answer = try await browser.post(
                "/visits/conflicts", ["visit": chosen.description, "leftOut": person.id.description, "copy": ""])
            #expect(answer.location == "/visits/conflicts")
            #expect(try await !browser.get("/visits/conflicts").text.contains("Moved away"))
        }
        let stranger = try await world.staff(.designatedOfficer, at: World.kaliachak)
        try await world.browse(stranger) { browser in
            let answer = try await browser.post(
                "/visits/conflicts", ["visit": chosen.description, "leftOut": person.id.description])
            #expect(answer.status == .notFound)
        }
    }

    @Test func aCodeForAPhoneIsShownOnce() async throws {
        let world = try await World()
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        try await world.browse(enumerator) { browser in
            let page = try await browser.post("/devices/codes", [:])
            #expect(page.text.contains("data-code"))
            #expect(try await !browser.get("/devices").text.contains("data-code"))
        }
    }
}
