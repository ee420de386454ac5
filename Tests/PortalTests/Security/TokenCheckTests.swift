import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

/// Every route that changes something wants the token of the session, in a form or a header, from a page of our own.
@Suite struct TokenCheckTests {
    private static let unsafe = Routes.all.filter { !$0.isSafe && !ScopeTests.isJSON($0) }

    private func role(_ route: Route) -> Role {
        if case .roles(let roles) = route.access {
            Role.allCases.first { roles.contains($0) } ?? .verifier
        } else {
            .verifier
        }
    }

    @Test func noFormIsTakenWithoutItsToken() async throws {
        let world = try await World()
        try await Area.save(in: world)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        try await Application(router: portal.router()).test(.router) { client in
            for route in Self.unsafe {
                if case .worker = route.access { continue }
                let role = role(route)
                let actor = try await world.staff(role, at: Area.own.place(of: role))
                let signed = try await world.signIn(actor)
                let other = try await world.signIn(actor)
                let values = try await RouteFixtures.maker(of: route)?(world) ?? [:]
                let cases: [(body: String, site: String?)] = [
                    ("", nil), ("csrf=", nil), ("csrf=\(other.csrf)", nil), ("csrf=\(signed.csrf)", "cross-site"),
                    ("csrf=\(signed.csrf)", "same-site"),
                ]
                for (body, site) in cases {
                    var headers: HTTPFields = [
                        .cookie: signed.cookie, .contentType: "application/x-www-form-urlencoded",
                    ]
                    headers[HTTPField.Name("Sec-Fetch-Site")!] = site
                    let answer = try await client.execute(
                        uri: route.address(values), method: route.method, headers: headers,
                        body: ByteBuffer(string: body))
                    #expect(answer.status == .forbidden, "\(route.path) \(body.prefix(5)) \(site ?? "")")
                }
            }
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        let world = try await World()
        var configuration = Configuration()
        configuration.bodyLimit = 1_000
        let portal = try await Portal(registry: world.registry, configuration: configuration)
        try await Application(router: portal.router()).test(.router) { client in
            let answer = try await client.execute(
                uri: "/sign-in", method: .post, body: ByteBuffer(string: "name=" + String(repeating: "x", count: 2_000))
            )
            #expect(answer.status == .contentTooLarge)
        }
    }
}
