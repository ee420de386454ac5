import Exchange
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct ExportPagesTests {
    /// From the desk's own link to the file in hand.
    @Test func aListIsAskedForMadeAndDownloadedByItsOwnerOnly() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let colleague = try await world.staff(.designatedOfficer, at: World.chapra)
        _ = try await world.application(status: .verified)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let (own, other) = (try await world.signIn(officer), try await world.signIn(colleague))
        try await Application(router: portal.router()).test(.router) { client in
            let browser = Browser(client: client, cookie: own.cookie, csrf: own.csrf)
            let stranger = Browser(client: client, cookie: other.cookie, csrf: other.csrf)
            let desk = try await browser.get("/desk?list=mine&status=verified").text
            let link = try #require(desk.firstMatch(of: /href="(\/exports\/new[^"]*)"/)?.output.1)
            #expect(link.contains("status=verified"))
            let form = try await browser.get(String(link).replacing("&amp;", with: "&")).text
            let post = try #require(form.firstMatch(of: /action="(\/exports\?[^"]*)"/)?.output.1)
            let id = try #require(form.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
            let asked = try await browser.post(
                String(post).replacing("&amp;", with: "&"), [("id", String(id)), ("format", "csv")])
            #expect(asked.status == .seeOther && asked.location == "/exports")
            #expect(try await browser.get("/exports").text.contains("<progress"))
            try await portal.exports.makeNext()
            let list = try await browser.get("/exports").text
            let found = try #require(list.firstMatch(of: /href="(\/exports\/[^"]*file[^"]*)"/)?.output.1)
            let file = String(found).replacing("&amp;", with: "&")
            let got = try await browser.get(file)
            #expect(got.status == .ok && got.text.contains("S… M…") && !got.text.contains("9800000001"))
            #expect(try await stranger.get(file).status == .notFound)
            #expect(try await stranger.post("/exports/\(id)/removal", []).status == .notFound)
            #expect(try await browser.get(file.replacing("seal=", with: "seal=0")).status == .forbidden)
            world.clock.advance(minutes: 14)
            _ = try await browser.get("/exports")
            world.clock.advance(minutes: 2)
            #expect(try await browser.get(file).status == .forbidden)
            let removed = try await browser.post("/exports/\(id)/removal", [])
            #expect(removed.status == .seeOther)
        }
    }

    @Test func numbersInFullNeedAReason() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.browse(officer) { browser in
            let id = world.registry.environment.newID()
            let uri = "/exports?noun=workers&status=active"
            let without = try await browser.post(
                uri, [("id", "\(id)"), ("format", "csv"), ("unmasked", "1"), ("purpose", "")])
            #expect(without.status == .unprocessableContent)
            let with = try await browser.post(
                uri, [("id", "\(id)"), ("format", "csv"), ("unmasked", "1"), ("purpose", "contact")])
            #expect(with.status == .seeOther)
        }
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(counter) { browser in
            let form = try await browser.get("/exports/new?noun=workers")
            #expect(form.status == .ok && !form.text.contains("unmasked"))
            let audit = try await browser.get("/exports/new?noun=audit")
            let nothing = try await browser.get("/exports/new?noun=nonsense")
            #expect(audit.status == .forbidden && nothing.status == .notFound)
        }
    }
}
