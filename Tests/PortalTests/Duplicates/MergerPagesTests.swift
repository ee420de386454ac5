import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct MergerPagesTests {
    @Test func oneOfficerProposesAnotherMergesAndTheKeptPageTellsOfBoth() async throws {
        let world = try await World()
        let kept = try await world.worker(World.person("Sabita Mondal"))
        let other = try await world.worker(World.person("Sobita Mandal"))
        let number = try await world.registry.read(as: .program("test")) { try Worker.find(other, in: $0).number }
        let maker = try await world.signIn(try await world.staff(.designatedOfficer, at: World.chapra))
        let checker = try await world.signIn(try await world.staff(.designatedOfficer, at: World.chapra))
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        try await Application(router: portal.router()).test(.router) { client in
            func post(_ path: String, _ who: (cookie: String, csrf: String), _ body: String) async throws
                -> HTTPResponse.Status
            {
                try await client.execute(
                    uri: path, method: .post,
                    headers: [.cookie: who.cookie, .contentType: "application/x-www-form-urlencoded"],
                    body: ByteBuffer(string: "csrf=\(who.csrf)&\(body)")
                ) { $0.status }
            }
            func page(_ path: String, _ who: (cookie: String, csrf: String)) async throws -> String {
                try await client.execute(uri: path, method: .get, headers: [.cookie: who.cookie]) {
                    String(buffer: $0.body)
                }
            }
            #expect(try await post("/workers/\(kept)/same", maker, "number=\(number)") == .seeOther)
            #expect(try await page("/workers/\(kept)", checker).contains("action=\"/workers/\(kept)/merger\""))
            // Whoever said it sees why the button is not there.
            #expect(!(try await page("/workers/\(kept)", maker).contains("/merger\"")))
            #expect(try await page("/mergers", checker).contains("/workers/\(kept)"))
            #expect(try await post("/workers/\(kept)/merger", maker, "other=\(other)") == .forbidden)
            #expect(try await post("/workers/\(kept)/merger", checker, "other=\(other)") == .seeOther)
            let shown = try await page("/workers/\(kept)", checker)
            #expect(shown.contains("/workers/\(other)"))
            let merged = try await page("/workers/\(other)", checker)
            #expect(merged.contains("/workers/\(kept)"))
            #expect(merged.contains("action=\"/workers/\(other)/parting\""))
            #expect(try await post("/workers/\(other)/parting", checker, "") == .seeOther)
            #expect(!(try await page("/workers/\(kept)", checker).contains("/workers/\(other)")))
        }
    }

    @Test func theWatchPageCountsAndOpens() async throws {
        let world = try await World()
        for name in ["Ram Das", "Kamala Roy", "Rafikul Islam", "Sita Murmu", "Gopal Saha", "Rina Bibi", "Amal Pal"] {
            _ = try await world.worker(World.person(name, mobile: "9831000001"))
        }
        try await world.registry.watch()
        let officer = try await world.signIn(try await world.staff(.designatedOfficer, at: World.chapra))
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let id = try await world.registry.read(as: .program("test")) { try WatchFinding.all(.mobile, in: $0).first?.id }
        let finding = try #require(id)
        try await Application(router: portal.router()).test(.router) { client in
            for (path, text) in [
                ("/watch", "kind=mobile"), ("/watch?kind=mobile", "/watch/\(finding)"),
                ("/watch/\(finding)", "Sita Murmu"),
            ] {
                try await client.execute(uri: path, method: .get, headers: [.cookie: officer.cookie]) { response in
                    #expect(response.status == .ok)
                    #expect(String(buffer: response.body).contains(text))
                }
            }
        }
    }
}
