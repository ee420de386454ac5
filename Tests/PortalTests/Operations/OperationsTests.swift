import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Registry
import Support
import Testing

@testable import Portal

@Suite struct OperationsTests {
    private func browse(
        _ world: World, token: String? = nil,
        _ body: @escaping @Sendable (Portal, any TestClientProtocol) async throws -> Void
    ) async throws {
        var configuration = Configuration()
        configuration.metricsToken = token
        let portal = try await Portal(registry: world.registry, configuration: configuration)
        try await Hummingbird.Application(router: portal.router()).test(.router) { try await body(portal, $0) }
    }

    /// PostgreSQL opens a new connection instead.
    @Test(.enabled(if: World.isOnSQLite)) func aServerWithoutItsDataBaseIsAliveButNotReady() async throws {
        let world = try await World()
        try await browse(world) { _, client in
            #expect(try await client.execute(uri: "/health", method: .get).status == .ok)
            #expect(try await client.execute(uri: "/ready", method: .get).status == .ok)
            try await world.registry.close()
            #expect(try await client.execute(uri: "/health", method: .get).status == .ok)
            #expect(try await client.execute(uri: "/ready", method: .get).status == .serviceUnavailable)
        }
    }

    @Test func figuresAreForThisMachineOrTheToken() async throws {
        let world = try await World()
        let (path, header) = ("/metrics", HTTPField.Name.authorization)
        // A request of the test has no address, so it comes from elsewhere.
        try await browse(world) { _, client in
            let answer = try await client.execute(uri: path, method: .get)
            #expect(answer.status == .notFound)
        }
        try await browse(world, token: "secret-of-the-watcher") { _, client in
            for wrong in [nil, "Bearer", "Bearer secret", "Bearer secret-of-the-watchex"] {
                var headers = HTTPFields()
                headers[header] = wrong
                #expect(try await client.execute(uri: path, method: .get, headers: headers).status == .notFound)
            }
            let answer = try await client.execute(
                uri: path, method: .get, headers: [header: "Bearer secret-of-the-watcher"])
            #expect(answer.status == .ok)
        }
    }

    @Test func figuresNameRoutesAndNothingThatSomebodySent() async throws {
        let world = try await World()
        let officer = try await world.staff(.verifier, at: World.chapra)
        let id = try await world.application(of: World.person("Marked Qqname"), at: World.bagberia, status: .submitted)
        let signed = try await world.signIn(officer)
        try await browse(world, token: "t") { portal, client in
            let headers: HTTPFields = [.cookie: signed.cookie, .userAgent: "Marked agent"]
            for path in ["/applications/\(id)", "/desk?place=Marked", "/Marked", "/workers?q=Marked"] {
                _ = try await client.execute(uri: path, method: .get, headers: headers)
            }
            _ = try await client.execute(uri: "/desk", method: .init("MARKED")!, headers: headers)
            let text = String(
                buffer: try await client.execute(
                    uri: "/metrics", method: .get, headers: [.authorization: "Bearer t"]
                ).body)
            #expect(
                text.contains("shramik_requests_total{method=\"GET\",route=\"/applications/{id}\",status=\"200\"} 1\n"))
            #expect(text.contains("shramik_requests_total{method=\"GET\",route=\"NotFound\",status=\"404\"} 1\n"))
            #expect(text.contains("le=\"+Inf\"} 1\n"))
            #expect(!text.lowercased().contains("marked") && !text.contains(id.description))
            // Every line is a name, perhaps labels, and a number, or a comment.
            for line in text.split(separator: "\n") {
                #expect(
                    line.wholeMatch(of: /# TYPE \w+ (counter|gauge|histogram)|\w+(\{.+\})? [0-9.e-]+/) != nil,
                    "\(line)")
            }
        }
    }

    @Test func aServerThatIsAboutToStopTakesNothingNew() async throws {
        try await browse(try await World()) { portal, client in
            await portal.traffic.drain(within: .seconds(1))
            for (path, status) in [
                ("/health", HTTPResponse.Status.ok), ("/ready", .serviceUnavailable), ("/sign-in", .serviceUnavailable),
            ] {
                let answer = try await client.execute(uri: path, method: .get)
                #expect(answer.status == status, "\(path)")
            }
            #expect(portal.traffic.text((0, 0, 0, 0)).contains("\nshramik_requests_in_flight 0\n"))
        }
    }

    @Test func whatNoRouteAnswersIsAPageInTheVisitorsLanguage() async throws {
        try await browse(try await World()) { _, client in
            let answer = try await client.execute(
                uri: "/nowhere", method: .get, headers: [.acceptLanguage: "bn"])
            #expect(answer.status == .notFound && answer.headers[.contentLanguage] == "bn")
            #expect(String(buffer: answer.body).contains("<h1"))
        }
    }
}
