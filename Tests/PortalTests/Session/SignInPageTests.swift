import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct SignInPageTests {
    private static let password = SampleCast.password

    private func body(_ fields: KeyValuePairs<String, String>) -> ByteBuffer {
        ByteBuffer(
            string: fields.map {
                "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
            }.joined(separator: "&"))
    }

    private func code(_ world: World) -> String {
        OneTimeCode.current(Base32.decode(SampleCast.totp) ?? [], at: world.clock.now.milliseconds)
    }

    private func withPortal(
        demonstration: Bool = false, _ test: @Sendable (any TestClientProtocol, World) async throws -> Void
    ) async throws {
        let world = try await World()
        try await world.registry.installSampleCast()
        var configuration = Configuration()
        configuration.demonstration = demonstration
        let portal = try await Portal(registry: world.registry, configuration: configuration)
        try await Application(router: portal.router()).test(.router) { try await test($0, world) }
    }

    @Test func passwordAndCodeOpenTheDoorAndTheCookieIsKeptFromScripts() async throws {
        try await withPortal { client, world in
            let form = body([
                "name": SampleCast.signIn(.verifier), "password": Self.password, "code": code(world), "next": "/desk",
            ])
            let answer = try await client.execute(uri: "/sign-in", method: .post, body: form)
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/desk")
            let cookie = try #require(answer.headers[.setCookie])
            for part in ["HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
            let pair = try #require(cookie.split(separator: ";").first.map(String.init))
            let desk = try await client.execute(uri: "/desk", method: .get, headers: [.cookie: pair])
            #expect(desk.status == .ok)

            let csrf = try #require(
                String(buffer: desk.body).firstMatch(of: /name="csrf" value="([0-9a-f]+)"/).map { String($0.output.1) })
            let bye = try await client.execute(
                uri: "/sign-out", method: .post, headers: [.cookie: pair], body: body(["csrf": csrf]))
            #expect(bye.status == .seeOther)
            let after = try await client.execute(uri: "/desk", method: .get, headers: [.cookie: pair])
            #expect(after.headers[.location]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func aWrongNameAndAWrongPasswordAreAnsweredAlike() async throws {
        try await withPortal { client, world in
            var pages: [String] = []
            for (name, password, code) in [
                ("demo.verifier", "wrong", "000000"), ("demo.verifyer", "wrong", "000000"),
                ("demo.verifier", Self.password, "000000"), ("demo.verifier", "wrong", code(world)),
            ] {
                let answer = try await client.execute(
                    uri: "/sign-in", method: .post, body: body(["name": name, "password": password, "code": code]))
                #expect(answer.status == .unauthorized)
                #expect(answer.headers[.setCookie] == nil)
                pages.append(String(buffer: answer.body).replacing(name, with: "NAME"))
            }
            #expect(Set(pages).count == 1)
        }
    }

    @Test(arguments: ["demo.verifier", "nobody"]) func tooManyAttemptsAreToldToWaitWhetherTheNameExistsOrNot(
        _ name: String
    )
        async throws
    {
        try await withPortal { client, world async throws in
            func attempt() async throws -> HTTPResponse.Status {
                try await client.execute(
                    uri: "/sign-in", method: .post, body: body(["name": name, "password": "wrong", "code": "000000"])
                ).status
            }
            for _ in 0..<10 { #expect(try await attempt() == .unauthorized) }
            #expect(try await attempt() == .tooManyRequests)
            world.clock.advance(minutes: 1)
            #expect(try await attempt() == .unauthorized)
        }
    }

    @Test(arguments: ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "/a\r\nb", ""])
    func afterSigningInNobodyIsSentElsewhere(_ next: String) async throws {
        try await withPortal { client, world in
            let form = body([
                "name": SampleCast.signIn(.verifier), "password": Self.password, "code": code(world), "next": next,
            ])
            let answer = try await client.execute(uri: "/sign-in", method: .post, body: form)
            #expect(answer.headers[.location] == "/")
        }
    }

    @Test func theSampleCastIsOneClickAwayInADemonstrationOnly() async throws {
        try await withPortal(demonstration: true) { client, _ in
            let page = try await client.execute(uri: "/sign-in", method: .get)
            #expect(String(buffer: page.body).contains(SampleCast.signIn(.auditor)))
            let answer = try await client.execute(
                uri: "/sign-in/demonstration", method: .post, body: body(["role": "auditor"]))
            #expect(answer.headers[.setCookie]?.hasPrefix("shramik=") == true)
        }
        try await withPortal { client, _ in
            let page = try await client.execute(uri: "/sign-in", method: .get)
            #expect(!String(buffer: page.body).contains("demo."))
            let answer = try await client.execute(
                uri: "/sign-in/demonstration", method: .post, body: body(["role": "auditor"]))
            #expect(answer.status == .notFound)
        }
    }

    @Test func anInvitationOpensAnAccountAndSignsIn() async throws {
        try await withPortal { client, world in
            let id = try #require(try await world.staff(.verifier, at: World.chapra).user)
            let token = try await world.registry.write(as: .program("test")) { try Invitation.issue(to: id, in: $0) }
            let page = try await client.execute(uri: "/invitations/\(token)", method: .get)
            let html = String(buffer: page.body)
            #expect(html.contains("<svg"))
            let secret = try #require(html.firstMatch(of: /<kbd>([A-Z2-7 ]+)<\/kbd>/).map { String($0.output.1) })
            let code = OneTimeCode.current(try #require(Base32.decode(secret)), at: world.clock.now.milliseconds)
            let wrong = try await client.execute(
                uri: "/invitations/\(token)", method: .post,
                body: body(["password": "short", "repeated": "short", "code": code]))
            #expect(wrong.status == .unprocessableContent)
            #expect(String(buffer: wrong.body).contains("aria-invalid"))
            let right = try await client.execute(
                uri: "/invitations/\(token)", method: .post,
                body: body(["password": Self.password, "repeated": Self.password, "code": code]))
            #expect(right.headers[.setCookie]?.hasPrefix("shramik=") == true)
            let again = try await client.execute(uri: "/invitations/\(token)", method: .get)
            #expect(again.status == .notFound)
        }
    }

    @Test func theLanguageIsTheVisitorsChoice() async throws {
        try await withPortal { client, _ in
            let answer = try await client.execute(
                uri: "/language", method: .post, body: body(["language": "bn", "next": "/sign-in"]))
            #expect(answer.headers[.location] == "/sign-in")
            let cookie = try #require(answer.headers[.setCookie]?.split(separator: ";").first.map(String.init))
            let page = try await client.execute(uri: "/sign-in", method: .get, headers: [.cookie: cookie])
            #expect(String(buffer: page.body).contains("<html lang=\"bn\">"))
            let unknown = try await client.execute(uri: "/language", method: .post, body: body(["language": "xx"]))
            #expect(unknown.headers[.setCookie] == nil)
        }
    }

    @Test func overTLSTheCookieIsForThisHostAlone() async throws {
        let world = try await World()
        try await world.registry.installSampleCast()
        var configuration = Configuration()
        configuration.behindProxy = true
        let portal = try await Portal(registry: world.registry, configuration: configuration)
        try await Application(router: portal.router()).test(.router) { client in
            let form = body([
                "name": SampleCast.signIn(.verifier), "password": Self.password, "code": code(world),
            ])
            let answer = try await client.execute(uri: "/sign-in", method: .post, body: form)
            let cookie = try #require(answer.headers[.setCookie])
            #expect(cookie.hasPrefix("__Host-shramik=") && cookie.contains("Secure"))
            #expect(answer.headers[.strictTransportSecurity] != nil)
        }
    }
}
