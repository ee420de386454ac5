import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct DoorTests {
    @Test func nobodySeesADeskWithoutSigningIn() async throws {
        let portal = try await Portal(registry: try await World().registry, configuration: Configuration())
        let application = Application(router: portal.router())
        try await application.test(.router) { client in
            try await client.execute(uri: "/desk", method: .get) { response in
                #expect(response.status == .seeOther)
                #expect(response.headers[.location] == "/sign-in?next=%2Fdesk")
            }
        }
    }
}
