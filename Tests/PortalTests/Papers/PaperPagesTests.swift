import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct PaperPagesTests {
    @Test func aFormIsReceivedHandedOverOnAListAndTakenByAnother() async throws {
        let world = try await World()
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let id = try await world.application(status: .submitted)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let (own, other) = (try await world.signIn(counter), try await world.signIn(officer))
        try await Application(router: portal.router()).test(.router) { client in
            let clerk = Browser(client: client, cookie: own.cookie, csrf: own.csrf)
            let keeper = Browser(client: client, cookie: other.cookie, csrf: other.csrf)
            #expect(try await clerk.get("/applications/\(id)").text.contains("Not received yet"))
            #expect(try await keeper.get("/desk?list=area").text.contains("paper missing"))
            #expect(try await clerk.post("/applications/\(id)/original", []).status == .seeOther)
            #expect(try await !keeper.get("/desk?list=area").text.contains("<span class=\"badge warn\">paper missing"))
            let list = try await clerk.get("/papers").text
            let bundle = try #require(list.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
            let handed = try await clerk.post("/papers/bundles", [("id", String(bundle)), ("paper", "\(id)")])
            #expect(handed.location == "/papers/bundles/\(bundle)")
            let printed = try await clerk.get(handed.location).text
            #expect(printed.contains("Signature of the one who hands over") && !printed.contains("name=\"present\""))
            #expect(try await clerk.post("/papers/bundles/\(bundle)/acceptance", []).status == .forbidden)
            #expect(try await keeper.get(handed.location).text.contains("name=\"present\""))
            let taken = try await keeper.post("/papers/bundles/\(bundle)/acceptance", [("present", "\(id)")])
            #expect(taken.status == .seeOther)
            #expect(try await clerk.get("/applications/\(id)").text.contains("In custody of the officer"))
        }
    }
}
