import Foundation
import HTTPTypes
import Registry
import Store
import Support
import Testing

@testable import Portal

@Suite struct IncentivePageTests {
    @Test func aStatementIsMadeShownAndOfferedAsAFile() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let application = try await world.application(status: .approved)
        let worker = try await world.worker()
        try await world.registry.write(as: .program("test")) { scope in
            try PersonApplication.join(drive.campaign, application: application, at: World.bagberia, in: scope)
            try scope.transaction.run("UPDATE applications SET worker = \(worker) WHERE id = \(application)")
        }
        try await world.browse(officer) { browser in
            let base = "/campaigns/\(drive.campaign)/incentives"
            let page = try await browser.get(base).text
            #expect(page.contains("Bagberia") && page.contains("₹ 5.00"))
            func value(_ name: String) throws -> String {
                let pattern = try Regex("name=\"\(name)\" value=\"([^\"]*)\"")
                return try #require(page.matches(of: pattern).last?.output[1].substring.map(String.init))
            }
            let fields = [
                "id": try value("id"), "body": try value("body"), "from": try value("from"),
                "until": try value("until"),
            ]
            let made = try await browser.post(base, fields)
            #expect(made.location == "\(base)/\(fields["id"] ?? "")")
            let statement = try await browser.get(made.location).text
            #expect(statement.contains("320-00001") && statement.contains("Frozen and unaltered"))
            var again = fields
            again["id"] = "\(world.registry.environment.newID())"
            let refused = try await browser.post(base, again)
            #expect(refused.status == .unprocessableContent && refused.text.contains("Nothing is left to be paid"))
            let form = try await browser.get(
                "/exports/new?noun=incentive&campaign=\(drive.campaign)&statement=\(fields["id"] ?? "")")
            #expect(form.text.contains("Incentive statement"))
        }
    }

    @Test func theStateGrantsACentreTheRightAndTakesItBack() async throws {
        let world = try await World()
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(state) { browser in
            let form = try await browser.get("/centres/new").text
            let id = try #require(form.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
            let faulty = try await browser.post(
                "/centres", ["id": String(id), "kind": "bsk", "place": "\(World.nadia)"])
            #expect(faulty.status == .unprocessableContent && faulty.text.contains("href=\"#place\""))
            let fields = ["id": String(id), "kind": "bsk", "name": "BSK Chapra", "place": "\(World.chapra)"]
            #expect(try await browser.post("/centres", fields).location == "/centres/\(id)")
            let user = try #require(clerk.user)
            #expect(try await browser.post("/centres/\(id)/operators", ["operators": "\(user)"]).status == .seeOther)
            #expect(try await browser.get("/centres/\(id)").text.contains("value=\"\(user)\" checked"))
            #expect(try await browser.post("/centres/\(id)/withdrawal", ["reason": "Fees"]).status == .seeOther)
            #expect(try await browser.get("/centres").text.contains("withdrawn on"))
            #expect(try await browser.post("/centres/\(id)/restoration", [:]).status == .seeOther)
            #expect(try await !browser.get("/centres").text.contains("withdrawn on"))
        }
    }
}
