import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct SecurityHeadersTests {
    /// Every kind of answer: page, redirect, problem, a file, and a path that isn't there at all.
    @Test func everyAnswerKeepsForeignCodeOut() async throws {
        let portal = try await Portal(registry: try await World().registry, configuration: Configuration())
        try await Application(router: portal.router()).test(.router) { client in
            for path in ["/", "/desk", "/sign-in", "/invitations/none", "/static/shramik.css", "/nowhere"] {
                let headers = try await client.execute(uri: path, method: .get).headers
                let policy = headers[.contentSecurityPolicy] ?? ""
                #expect(policy.contains("default-src 'none'"), "\(path)")
                #expect(policy.contains("frame-ancestors 'none'"), "\(path)")
                #expect(!policy.contains("unsafe"), "\(path)")
                #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
                #expect(headers[HTTPField.Name("Referrer-Policy")!] == "same-origin", "\(path)")
            }
        }
    }
}
