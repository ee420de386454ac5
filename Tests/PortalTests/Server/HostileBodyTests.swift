import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

/// Bodies of every wrong kind to every route that takes one, from somebody who may use it.
@Suite struct HostileBodyTests {
    static let bodies: [(type: String?, body: String)] = [
        (nil, ""), (nil, "\u{0}\u{1}\u{2}"), ("application/json", "{"), ("application/json", "{\"id\":"),
        ("application/json", "[]"), ("application/json", "null"), ("application/json", "\"x\""),
        ("application/json", "{\"id\":7,\"person\":[],\"place\":{\"a\":1e999}}"),
        ("application/json", String(repeating: "[", count: 50_000)),
        ("application/json", String(repeating: "{\"a\":", count: 20_000)),
        ("application/x-www-form-urlencoded", "%"), ("application/x-www-form-urlencoded", "a=%ff&b=%fe"),
        ("application/x-www-form-urlencoded", String(repeating: "&=", count: 20_000)),
        ("application/x-www-form-urlencoded", "id=1&id=2&id=%00&version=99999999999999999999&place=-1&at=1e99"),
        ("multipart/form-data; boundary=x", "--x\r\n\r\n--x"), ("multipart/form-data; boundary=x", "--x--"),
        (
            "multipart/form-data; boundary=x",
            String(repeating: "--x\r\nContent-Disposition: form-data\r\n\r\n", count: 2_000)
        ),
        ("multipart/form-data; boundary=", "----"), ("multipart/form-data", ""), ("text/xml", "<a>&b;</a>"),
        ("application/zip", "PK\u{3}\u{4}"),
    ]

    static func role(_ route: Route) -> Role? {
        switch route.access {
        case .anyone, .staff: .verifier
        case .roles(let roles): Role.allCases.first { roles.contains($0) }
        case .worker, .device: nil
        }
    }

    @Test func everyRouteAnswersWithoutAFault() async throws {
        let world = try await World()
        try await Area.save(in: world)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        try await Hummingbird.Application(router: portal.router()).test(.router) { client in
            for route in Routes.all where !route.isSafe && route.path != "/sign-out" {
                guard let role = HostileBodyTests.role(route) else { continue }
                let actor = try await world.staff(role, at: Area.own.place(of: role))
                let signed = try await world.signIn(actor)
                for (type, body) in HostileBodyTests.bodies {
                    let values = try await RouteFixtures.maker(of: route)?(world) ?? [:]
                    var headers: HTTPFields = [.cookie: signed.cookie]
                    headers[.contentType] = type
                    headers[HTTPField.Name("X-CSRF-Token")!] = signed.csrf
                    let answer = try await client.execute(
                        uri: route.address(values), method: route.method, headers: headers,
                        body: ByteBuffer(string: body))
                    let what = "\(route.method) \(route.path) \(type ?? "no type") \(body.prefix(20))"
                    #expect(answer.status.code < 500, "\(what): \(answer.status)")
                }
            }
        }
    }
}
