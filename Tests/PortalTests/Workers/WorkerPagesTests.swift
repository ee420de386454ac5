import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct WorkerPagesTests {
    private func version(_ page: String) -> String {
        page.firstMatch(of: /name="version" value="(\d+)"/).map { String($0.output.1) } ?? ""
    }

    /// From the officer's proposal over the board's resolution to the notice, on the worker's own page.
    @Test func aCancellationIsProposedByOneAndDecidedByTheBoardThroughAnother() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let board = try await world.staff(.districtOfficer, at: World.nadia)
        let id = try await world.worker()
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let own = try await world.signIn(officer)
        let (steps, page) = ("/workers/\(id)/steps", "/workers/\(id)")
        try await Application(router: portal.router()).test(.router) { client in
            let proposer = Browser(client: client, cookie: own.cookie, csrf: own.csrf)
            let first = try await proposer.get(page).text
            #expect(!first.contains("value=\"merge\"") && !first.contains("value=\"restore\""))
            let proposed = try await proposer.post(
                steps,
                [
                    ("action", "proposeCancellation"), ("version", version(first)), ("reason", "not_eligible"),
                    ("note", "left"),
                ])
            #expect(proposed.status == .seeOther)
            #expect(try await proposer.post(steps, [("action", "merge"), ("version", "2")]).status == .forbidden)
            #expect(try await !proposer.get(page).text.contains("approveCancellation"))
            world.clock.advance(minutes: 15 * 24 * 60 + 1)
            let later = try await world.signIn(board)
            let decider = Browser(client: client, cookie: later.cookie, csrf: later.csrf)
            #expect(try await decider.get("/workers?status=cancellationProposed").text.contains("\(id)"))
            let second = try await decider.get(page).text
            #expect(second.contains("name=\"resolutionDay\""))
            let fields = [("action", "approveCancellation"), ("version", version(second)), ("note", "agreed")]
            let without = try await decider.post(steps, fields)
            #expect(without.status == .unprocessableContent)
            let approved = try await decider.post(
                steps, fields + [("resolution", "BOCWWB-114"), ("resolutionDay", "2027-01-14")])
            #expect(approved.status == .seeOther)
            let last = try await decider.get(page).text
            #expect(last.contains("Resolution BOCWWB-114 of 14-01-2027"))
            #expect(last.contains("Registration cancelled") && last.contains("Notice of a proposed cancellation"))
        }
    }

    @Test func theRegisterIsWalkedPageByPageAndLinksKeepTheFilter() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        for number in 0..<60 {
            _ = try await world.worker(World.person("Worker \(number)"))
            if number % 7 == 0 { world.clock.advance(minutes: 0.1) }
        }
        try await world.browse(officer) { browser in
            var seen: Set<String> = []
            var uri: String? = "/workers?status=active&order=turned"
            var pages = 0
            while let next = uri {
                let text = try await browser.get(next).text
                let ids = text.matches(of: /href="\/workers\/([0-9a-f-]{36})"/).map { String($0.output.1) }
                #expect(seen.isDisjoint(with: ids))
                seen.formUnion(ids)
                uri = text.firstMatch(of: /href="([^"]*)" rel="next"/).map {
                    String($0.output.1).replacing("&amp;", with: "&")
                }
                if let uri { #expect(uri.contains("status=active") && uri.contains("order=turned")) }
                pages += 1
                if pages > 5 { break }
            }
            #expect(seen.count == 60 && pages == 2)
            #expect(try await browser.get("/workers?status=suspended").text.contains("Nobody was found"))
        }
    }
}
