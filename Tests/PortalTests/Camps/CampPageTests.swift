import Foundation
import HTTPTypes
import Registry
import Support
import Testing

@testable import Portal

@Suite struct CampPageTests {
    @Test func aSecretaryPlansACampInvitesAndMovesIt() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let secretary = try await world.staff(.secretary, at: World.bagberia)
        let helper = try await world.staff(.enumerator, at: World.bagberia)
        try await world.browse(secretary) { browser in
            let base = "/campaigns/\(drive.campaign)/camps"
            #expect(try await browser.get(base).text.contains("No camp is planned here"))
            let form = try await browser.get(base + "/new").text
            #expect(form.contains("Rampur") && form.contains("enumerator of"))
            let id = try #require(form.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
            let day = Written.turned((Day(world.clock.now) + 2).description)
            let fields: [(String, String)] = [
                ("id", String(id)), ("place", "\(World.bagberia)"), ("part", "\(World.bagberia)|Rampur"),
                ("venue", "Primary school"), ("begins", "10:00"), ("ends", "16:30"), ("expected", "120"),
                ("staff", helper.user?.description ?? ""),
            ]
            let faulty = try await browser.post(base, fields + [("day", "31-02-2027")])
            #expect(faulty.status == .unprocessableContent && faulty.text.contains("href=\"#day\""))
            #expect(faulty.text.contains("value=\"\(World.bagberia)|Rampur\" checked"))
            let planned = try await browser.post(base, fields + [("day", day)])
            #expect(planned.location == "\(base)/\(id)")
            #expect(try await browser.get(planned.location).text.contains("1 people of these places are open"))
            let invited = try await browser.post("\(base)/\(id)/invitations", [:])
            #expect(try await browser.get(invited.location).text.contains("1 people were invited or told"))
            let changed = try await browser.post(
                "\(base)/\(id)/change",
                [
                    "venue": "Panchayat hall", "day": day, "begins": "11:00", "ends": "15:00", "expected": "100",
                    "reason": "The school has examinations",
                ])
            #expect(changed.location == "\(base)/\(id)?told=1")
            let list = try await browser.get(base).text
            #expect(list.contains("Panchayat hall") && list.contains("11:00–15:00"))
            let file = try await browser.get("\(base)/\(id)/notice.pdf?language=ne")
            #expect(file.text.hasPrefix("%PDF"))
            #expect(try await browser.post("\(base)/\(id)/cancellation", ["reason": "Flood"]).status == .seeOther)
            #expect(try await browser.get("\(base)/\(id)").text.contains("Flood"))
            #expect(try await browser.get("\(base)/\(id)/notice.pdf").status == .conflict)
        }
    }
}
