import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

/// Finds every form on every page of every role and puts HTML and SQL into its fields.
@Suite struct HostileFormTests {
    /// No page may ever hold it as it is.
    static let tag = "<img src=x onerror=alert(1)>"
    static let texts = [
        tag + "'; DROP TABLE applications; --", "\"'><script>alert(1)</script>" + tag, "{{csrf}}{{{name}}}" + tag,
        "\u{202E}\u{0}\u{FFFF}ক্\u{200D}" + tag, String(repeating: tag, count: 100),
    ]

    struct PageForm {
        let action: String
        /// What a browser would send if nobody changed anything.
        var fields: [String: String] = [:]
        /// The fields that people write into.
        var written: [String] = []
    }

    static func forms(in page: String) -> [PageForm] {
        page.matches(of: /<form([^>]*)>([\s\S]*?)<\/form>/).compactMap { match in
            let (head, content) = (String(match.output.1), String(match.output.2))
            guard head.contains("method=\"post\""), let action = attribute("action", head) else { return nil }
            var form = PageForm(action: action.replacing("&amp;", with: "&"))
            for field in content.matches(of: /<(input|textarea|select)([^>]*)>/) {
                let (kind, tag) = (field.output.1, String(field.output.2))
                guard let name = attribute("name", tag) else { continue }
                let type = attribute("type", tag) ?? "text"
                if kind == "select" {
                    let options = content[field.range.upperBound...].prefix(while: { _ in true })
                    let first = options.prefix(20_000).matches(of: /<option value="([^"]+)"/).first
                    form.fields[name] = first.map { String($0.output.1) } ?? ""
                } else if ["hidden", "checkbox", "radio"].contains(type) {
                    form.fields[name] = attribute("value", tag) ?? "on"
                } else if type != "file" {
                    form.written.append(name)
                }
            }
            return form
        }
    }

    static func attribute(_ name: String, _ tag: String) -> String? {
        try? Regex("(?:^|\\s)\(name)=\"([^\"]*)\"").firstMatch(in: tag)?[1].substring.map(String.init)
    }

    @Test(arguments: Role.allCases) func nothingThatIsTypedBecomesCode(_ role: Role) async throws {
        let world = try await World()
        try await Area.save(in: world)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let actor = try await world.staff(role, at: Area.own.place(of: role))
        let found = try await Hummingbird.Application(router: portal.router()).test(.router) { client in
            var found = 0
            for route in Routes.all
            where route.isSafe && ScopeTests.admits(route, role) && !RouteFixtures.isSecret(route) {
                for text in HostileFormTests.texts {
                    for everywhere in [false, true] {
                        let values = try await RouteFixtures.maker(of: route)?(world) ?? [:]
                        let visitor = try await Typist(client: client, world: world, actor: actor)
                        found += try await visitor.type(text, everywhere: everywhere, on: route.address(values))
                    }
                }
            }
            return found
        }
        #expect(found > 0)
        // The tables are still there, and the pages can still be shown.
        let id = try await world.application(at: Area.own.panchayat)
        _ = try await world.registry.read(as: .program("test")) { try PersonApplication.find(id, in: $0) }
    }

    /// Somebody at a browser who means no good.
    struct Typist {
        let client: any TestClientProtocol
        let cookie: String
        let csrf: String

        init(client: any TestClientProtocol, world: World, actor: Actor) async throws {
            self.client = client
            (cookie, csrf) = try await world.signIn(actor)
        }

        /// Sends every form of a page; returns how many fields there were to write into.
        func type(_ text: String, everywhere: Bool, on path: String) async throws -> Int {
            let page = try await get(path)
            var found = 0
            for form in HostileFormTests.forms(in: page) where form.action != "/sign-out" {
                var fields = form.fields
                for name in form.written { fields[name] = text }
                if everywhere { for name in fields.keys { fields[name] = text } }
                fields["csrf"] = csrf
                found += form.written.count
                let answer = try await client.execute(
                    uri: form.action, method: .post,
                    headers: [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"],
                    body: ByteBuffer(string: Clerk.encode(fields)))
                #expect(answer.status.code < 500, "\(form.action) on \(path): \(answer.status)")
                #expect(!String(buffer: answer.body).contains(HostileFormTests.tag), "\(form.action) on \(path)")
                if let next = answer.headers[.location], next.hasPrefix("/") { _ = try await get(next) }
            }
            if found > 0 { _ = try await get(path) }
            return found
        }

        private func get(_ path: String) async throws -> String {
            let address = String(path.prefix { $0 != "#" })
            let answer = try await client.execute(uri: address, method: .get, headers: [.cookie: cookie])
            let page = String(buffer: answer.body)
            #expect(answer.status.code < 500, "\(path): \(answer.status)")
            #expect(!page.contains(HostileFormTests.tag), "\(path)")
            return page
        }
    }
}
