import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct ReviewPageTests {
    private func queued(in world: World) async throws -> ReviewPair {
        var home = Location()
        (home.state, home.district, home.block) = (World.westBengal, World.nadia, World.chapra)
        let (location, content) = (
            home,
            ReviewPair.Content(
                fields: [.init(column: "name", first: "Rafikul <Islam>", second: "রফিকুল ইসলাম")],
                parts: [
                    .init(column: "name", level: "alike", weight: 4.5),
                    .init(column: "birth", level: "different", weight: -2),
                ])
        )
        let (a, b) = (world.registry.environment.newID(), world.registry.environment.newID())
        try await world.registry.write(as: .program("test")) {
            try ReviewPair.queue(a, b, weight: 3, content: content, at: location, in: $0)
        }
        return try #require(try await world.registry.read(as: .program("test")) { try ReviewPair.next(in: $0) })
    }

    @Test func aPairIsShownSideBySideAndDecided() async throws {
        let world = try await World()
        let pair = try await queued(in: world)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let officer = try await world.signIn(try await world.staff(.designatedOfficer, at: World.chapra))
        let stranger = try await world.signIn(try await world.staff(.designatedOfficer, at: World.kaliachak))
        try await Application(router: portal.router()).test(.router) { client in
            try await client.execute(uri: "/review", method: .get, headers: [.cookie: officer.cookie]) { response in
                let page = String(buffer: response.body)
                #expect(response.status == .ok)
                #expect(page.contains("Rafikul &lt;Islam&gt;"))
                #expect(page.contains("রফিকুল ইসলাম"))
                #expect(page.contains("<meter"))
            }
            try await client.execute(uri: "/review", method: .get, headers: [.cookie: stranger.cookie]) { response in
                #expect(!String(buffer: response.body).contains("Rafikul"))
            }
            func decide(_ who: (cookie: String, csrf: String)) async throws -> HTTPResponse.Status {
                try await client.execute(
                    uri: "/review/\(pair.id)/decision", method: .post,
                    headers: [.cookie: who.cookie, .contentType: "application/x-www-form-urlencoded"],
                    body: ByteBuffer(string: "csrf=\(who.csrf)&decision=different")
                ) { $0.status }
            }
            #expect(try await decide(stranger) == .notFound)
            #expect(try await decide(officer) == .seeOther)
        }
        let progress = try await world.registry.read(as: .program("test")) { try ReviewPair.progress(in: $0) }
        #expect(progress.different == 1)
    }
}
