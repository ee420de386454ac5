import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

/// Every route × every role × own area, other area, signed out.
@Suite struct ScopeTests {
    /// Somebody at a browser; nobody where there is no session.
    struct Visitor {
        let client: any TestClientProtocol
        var cookie: String?
        var csrf = ""

        func send(_ route: Route, _ values: [String: String] = [:]) async throws -> HTTPResponse.Status {
            var headers = HTTPFields()
            headers[.cookie] = cookie
            if let endpoint = API.endpoints.first(where: { $0.method == route.method && $0.path == route.path }) {
                headers[.contentType] = "application/json"
                headers[HTTPField.Name("X-CSRF-Token")!] = csrf
                headers[HTTPField.Name("Idempotency-Key")!] = UUID().uuidString
                return try await client.execute(
                    uri: route.address(values), method: route.method, headers: headers,
                    body: endpoint.exampleBody.map { ByteBuffer(bytes: $0) }
                ) { $0.status }
            }
            if !route.isSafe { headers[.contentType] = "application/x-www-form-urlencoded" }
            return try await client.execute(
                uri: route.address(values), method: route.method, headers: headers,
                body: route.isSafe ? nil : ByteBuffer(string: "csrf=\(csrf)")
            ) { $0.status }
        }
    }

    static func withVisitors(
        _ body: @escaping @Sendable (World, Visitor, _ visitor: (Actor) async throws -> Visitor) async throws -> Void
    ) async throws {
        let world = try await World()
        try await Area.save(in: world)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        try await Application(router: portal.router()).test(.router) { client in
            try await body(world, Visitor(client: client)) { actor in
                let signed = try await world.signIn(actor)
                return Visitor(client: client, cookie: signed.cookie, csrf: signed.csrf)
            }
        }
    }

    static func isJSON(_ route: Route) -> Bool {
        route.path.hasPrefix("/api/") || route.path.hasPrefix("/field/api/")
    }

    static func admits(_ route: Route, _ role: Role) -> Bool {
        switch route.access {
        case .anyone, .staff: true
        case .roles(let roles): roles.contains(role)
        case .worker, .device: false
        }
    }

    @Test func everyRouteWithAParameterHasAFixture() {
        let without = Routes.all.filter {
            !$0.parameters.isEmpty && RouteFixtures.maker(of: $0) == nil && !RouteFixtures.isSecret($0)
        }
        #expect(without.map(\.path) == [], "add a line to RouteFixtures")
        for route in Routes.all where RouteFixtures.isSecret(route) {
            guard case .anyone = route.access else {
                Issue.record("\(route.path) is not open, so it needs a fixture")
                continue
            }
        }
    }

    @Test func whoeverIsNotSignedInIsSentToTheDoor() async throws {
        try await ScopeTests.withVisitors { _, nobody, _ in
            for route in Routes.all {
                if case .anyone = route.access { continue }
                let values = Dictionary(uniqueKeysWithValues: route.parameters.map { ($0, UUID().uuidString) })
                let status = try await nobody.send(route, values)
                let wanted: HTTPResponse.Status = ScopeTests.isJSON(route) ? .unauthorized : .seeOther
                #expect(status == wanted, "\(route.method) \(route.path)")
            }
        }
    }

    @Test(arguments: Role.allCases) func aRoleWithoutAccessIsRefused(_ role: Role) async throws {
        try await ScopeTests.withVisitors { world, _, visitor in
            let staff = try await visitor(world.staff(role, at: Area.own.place(of: role)))
            for route in Routes.all where !ScopeTests.admits(route, role) {
                let values = Dictionary(uniqueKeysWithValues: route.parameters.map { ($0, UUID().uuidString) })
                let status = try await staff.send(route, values)
                if case .device = route.access {
                    #expect(status == .unauthorized, "\(route.method) \(route.path)")
                } else if case .worker = route.access {
                    #expect([.seeOther, .unauthorized].contains(status), "\(route.method) \(route.path)")
                } else {
                    #expect(status == .forbidden, "\(route.method) \(route.path)")
                }
            }
        }
    }

    /// What lies in another area answers exactly like what isn't there at all.
    @Test(arguments: Role.allCases) func recordsOfAnotherAreaLookLikeNoRecords(_ role: Role) async throws {
        try await ScopeTests.withVisitors { world, _, visitor in
            let stranger = try await visitor(world.staff(role, at: Area.other.place(of: role)))
            for route in Routes.all where !route.parameters.isEmpty && !RouteFixtures.isSecret(route) {
                guard ScopeTests.admits(route, role), let maker = RouteFixtures.maker(of: route) else { continue }
                let values = try await maker(world)
                var unknown = values
                unknown["id"] = world.registry.environment.newID().description
                let (there, nowhere) = (try await stranger.send(route, values), try await stranger.send(route, unknown))
                #expect(there.code >= 400 && there.code < 500, "\(route.method) \(route.path)")
                #expect(there == nowhere, "\(route.method) \(route.path)")
                if route.isSafe { #expect(there == .notFound, "\(route.path)") }
            }
        }
    }

    /// The counterpart, without which the test above would pass on a portal that shows nothing.
    @Test(arguments: Role.allCases) func recordsOfTheOwnAreaAreShown(_ role: Role) async throws {
        try await ScopeTests.withVisitors { world, _, visitor in
            let staff = try await visitor(world.staff(role, at: Area.own.place(of: role)))
            for route in Routes.all where route.isSafe && ScopeTests.admits(route, role) {
                if RouteFixtures.isSecret(route) || RouteFixtures.isPersonal(route) { continue }
                if RouteFixtures.isOffices(route) && [.enumerator, .secretary].contains(role) { continue }
                let values = try await RouteFixtures.maker(of: route)?(world) ?? [:]
                let status = try await staff.send(route, values)
                #expect(status.code < 400, "\(route.path)")
            }
        }
    }
}
