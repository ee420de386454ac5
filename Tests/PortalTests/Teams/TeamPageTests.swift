import Foundation
import HTTPTypes
import Registry
import Support
import Testing

@testable import Portal

@Suite struct TeamPageTests {
    @Test func aTeamIsMadeTrainedAndPutOnDuty() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let (chief, member) = (try #require(officer.user), try #require(clerk.user))
        try await world.browse(officer) { browser in
            let base = "/campaigns/\(drive.campaign)/teams"
            let form = try await browser.get(base + "/new").text
            #expect(form.contains("enumerator of"))
            let id = try #require(form.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
            let fields = [
                ("id", String(id)), ("place", "\(World.chapra)"), ("name", "Chapra 1"), ("members", "\(member)"),
            ]
            let faulty = try await browser.post(base, fields)
            #expect(faulty.status == .unprocessableContent && faulty.text.contains("href=\"#supervisor\""))
            let made = try await browser.post(base, fields + [("supervisor", "\(chief)")])
            #expect(made.location == "\(base)/\(id)")
            #expect(try await browser.get(made.location).text.contains("not yet"))
            let today = Day(world.clock.now)
            let trained = try await browser.post(
                made.location + "/training",
                [("member", "\(member)"), ("trained", Written.turned(today.description))])
            #expect(trained.status == .seeOther)
            let page = try await browser.get(made.location).text
            #expect(page.contains(Written.turned(today.description)) && !page.contains("not yet"))
            let duty = try #require(page.firstMatch(of: /name="duty" value="([^"]*)"/)?.output.1)
            let rostered = try await browser.post(made.location + "/roster", [("duty", String(duty))])
            #expect(rostered.status == .seeOther)
            #expect(try await browser.get(made.location).text.contains("value=\"\(duty)\" checked"))
            #expect(try await browser.get(base).text.contains("Chapra 1"))
            #expect(try await browser.post(made.location + "/ending", [:]).status == .seeOther)
            #expect(try await !browser.get(base).text.contains("Chapra 1"))
        }
    }

    @Test func stockIsIssuedUsedAndNeverMoreThanThereIs() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.browse(officer) { browser in
            let base = "/campaigns/\(drive.campaign)/stock"
            @Sendable func add(_ kind: String, _ quantity: String) async throws -> Browser.Answer {
                try await browser.post(
                    base,
                    [
                        "id": "\(world.registry.environment.newID())", "place": "\(World.chapra)", "item": "forms",
                        "kind": kind, "quantity": quantity,
                    ])
            }
            #expect(try await add("issued", "500").status == .seeOther)
            #expect(try await add("used", "120").status == .seeOther)
            let more = try await add("used", "381")
            #expect(more.status == .unprocessableContent && more.text.contains("There is not so much left"))
            let page = try await browser.get(base).text
            #expect(page.contains(">380<") && page.contains("+500") && page.contains("-120"))
        }
    }
}
