import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct AuditPageTests {
    private func get(_ uri: String, as actor: Actor, in world: World) async throws -> (HTTPResponse.Status, String) {
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let cookie = try await world.signIn(actor).cookie
        return try await Application(router: portal.router()).test(.router) { client in
            try await client.execute(uri: uri, method: .get, headers: [.cookie: cookie]) {
                ($0.status, String(buffer: $0.body))
            }
        }
    }

    @Test func anAuditorSeesTheEntriesOfTheOwnAreaOnly() async throws {
        let world = try await World()
        let auditor = try await world.staff(.auditor, at: World.malda)
        let near = try await world.staff(.verifier, at: World.kaliachak)
        let far = try await world.staff(.verifier, at: World.chapra)
        let (status, page) = try await get("/audit", as: auditor, in: world)
        #expect(status == .ok)
        #expect(page.contains(try #require(near.user).description))
        #expect(!page.contains(try #require(far.user).description))
        let state = try await world.staff(.auditor, at: World.westBengal)
        let (_, all) = try await get("/audit", as: state, in: world)
        #expect(all.contains(try #require(far.user).description))
    }

    @Test func onlyThoseWhoCheckTheOthersMayLook() async throws {
        let world = try await World()
        for role in Role.allCases where !AuditSearch.readers.contains(role) {
            let places = [World.westBengal, World.nadia, World.krishnanagar, World.chapra]
            guard let place = places.first(where: { role.levels.contains($0.level) }) else { continue }
            let actor = try await world.staff(role, at: place)
            #expect(try await get("/audit", as: actor, in: world).0 == .forbidden, "\(role)")
        }
    }

    @Test func entriesAreFilteredAndPaged() async throws {
        let world = try await World()
        let auditor = try await world.staff(.auditor, at: World.westBengal)
        var last: Actor = auditor
        for _ in 0..<60 { last = try await world.staff(.verifier, at: World.chapra) }
        let (_, first) = try await get("/audit?action=created", as: auditor, in: world)
        #expect(first.split(separator: "<th scope=\"row\">").count == 51)
        let older = try #require(first.firstMatch(of: /href="(\/audit\?[^"]*before=\d+)"/)).1
        let (_, second) = try await get(
            String(older).replacing("&amp;", with: "&").replacing("&#38;", with: "&"), as: auditor, in: world)
        #expect(second.split(separator: "<th scope=\"row\">").count == 12)
        let record = try #require(last.user)
        let (_, one) = try await get("/audit?record=\(record)", as: auditor, in: world)
        let entries = try await world.registry.read(as: auditor) { try AuditChain.entries(of: record, in: $0).count }
        #expect(entries > 0 && one.split(separator: "<th scope=\"row\">").count == entries + 1)
        let (_, none) = try await get("/audit?from=2031-01-01", as: auditor, in: world)
        #expect(!none.contains("<th scope=\"row\">"))
        let (_, wrong) = try await get("/audit?record=%27%20OR%201=1", as: auditor, in: world)
        #expect(wrong.contains("role=\"alert\""))
    }

    @Test func theVerificationTellsWhetherTheChainHolds() async throws {
        let world = try await World()
        let auditor = try await world.staff(.auditor, at: World.westBengal)
        #expect(try await get("/audit/verification", as: auditor, in: world).1.contains("notice good"))
        try await world.registry.write(as: .program("test")) { try World.alterAudit(in: $0) }
        #expect(try await get("/audit/verification", as: auditor, in: world).1.contains("notice bad"))
    }
}
