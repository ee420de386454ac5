import Foundation
import HTTPTypes
import Registry
import Support
import Testing

@testable import Portal

@Suite struct HouseListPageTests {
    @Test func aListIsReadFilteredAndPrintedAndEachViewIsNoted() async throws {
        let world = try await World()
        var known = World.person("Sabita Mondal")
        known.localName = "সবিতা মণ্ডল"
        let drive = try await world.drive(of: [known, World.person("Anil Das")])
        try await world.visit(drive.leftOuts[1], of: drive.campaign, .moved)
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        try await world.browse(clerk) { browser in
            let address = "/campaigns/\(drive.campaign)/house-list"
            let page = try await browser.get(address).text
            #expect(page.contains("Sabita Mondal") && page.contains("moved away") && page.contains("XXXXXX0001"))
            #expect(!page.contains("9800000001"))
            let open = try await browser.get(address + "?state=open").text
            #expect(open.contains("Sabita Mondal") && !open.contains("Anil Das"))
            let file = try await browser.get(address + ".pdf?language=bn")
            #expect(file.headers[.contentType] == "application/pdf" && file.text.hasPrefix("%PDF"))
            #expect(try await browser.get(address + ".pdf?language=xx").status == .badRequest)
        }
        let actions = try await world.registry.read(as: .program("test")) { scope in
            try AuditSearch().find(limit: 20, in: scope).map { "\($0.entry.action) \($0.entry.noun)" }
        }
        #expect(actions.contains("printed houseList") && actions.contains("listed houseList"))
    }

    @Test func aDistrictChoosesAPlaceFirst() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        try await world.browse(officer) { browser in
            let page = try await browser.get("/campaigns/\(drive.campaign)/house-list").text
            #expect(page.contains("Krishnanagar Sadar") && !page.contains("Sabita"))
            let file = try await browser.get("/campaigns/\(drive.campaign)/house-list.pdf")
            #expect(file.location.contains("/house-list?place=\(World.nadia)"))
            let list = try await browser.get("/campaigns/\(drive.campaign)/house-list?place=\(World.chapra)").text
            #expect(list.contains("Sabita Mondal"))
        }
    }

    @Test func theLaterListIsWorkedOff() async throws {
        let world = try await World()
        let drive = try await world.drive()
        try await world.visit(drive.leftOuts[0], of: drive.campaign, .found)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.browse(officer) { browser in
            let address = "/campaigns/\(drive.campaign)/later"
            #expect(try await browser.get(address).text.contains("willing, no application yet"))
            let next = Written.turned((Day(world.clock.now) + 4).description)
            let base = "\(address)/\(drive.leftOuts[0])"
            #expect(try await browser.post(base + "/date", ["next": next]).status == .seeOther)
            #expect(try await browser.get(address).text.contains(next))
            #expect(try await browser.post(base + "/date", ["next": "31-02-2027"]).status == .unprocessableContent)
            #expect(try await browser.post(base + "/ending", ["ending": "moved"]).status == .seeOther)
            #expect(try await browser.get(address).text.contains("Nobody is on this list"))
            #expect(try await browser.get(address + "?state=closed").text.contains("moved away"))
            let form = try await browser.get("/exports/new?noun=later&campaign=\(drive.campaign)&state=closed").text
            #expect(form.contains("Later registration"))
        }
    }
}
