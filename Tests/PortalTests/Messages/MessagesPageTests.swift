import HTTPTypes
import Portal
import Registry
import Store
import Support
import Testing

@Suite struct MessagesPageTests {
    /// Messages of every state in one block, and one in another district.
    private static func world() async throws -> World {
        let world = try await World()
        try await world.registry.write(as: .program("test")) { scope in
            for (place, count) in [(World.bagberia, Message.Status.allCases.count + 2), (World.alipur, 1)] {
                for _ in 0..<count {
                    try Message.queue(
                        .submitted, to: World.person(), language: "en", about: scope.environment.newID(),
                        at: Location(place, in: scope.places), values: ["number": "1"], in: scope)
                }
            }
            let ids = try Message.list(.init(), limit: 50, in: scope).filter { $0.location.block == World.chapra }.map(
                \.id)
            for (id, status) in zip(ids, Message.Status.allCases) {
                try scope.transaction.run("UPDATE messages SET status = \(status.rawValue) WHERE id = \(id)")
            }
        }
        return world
    }

    @Test func everyFigureCountsTheListThatItOpens() async throws {
        let world = try await MessagesPageTests.world()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.browse(officer) { browser in
            let page = try await browser.get("/messages")
            let figures = page.text.matches(of: /<a href="(\/messages\?status=\w+)"[^>]*><strong>(\d+)<\/strong>/)
            #expect(figures.map { Int($0.output.2) ?? 0 } == [3, 1, 1, 1, 1, 1, 1])
            for figure in figures {
                let list = try await browser.get(String(figure.output.1)).text
                #expect(list.matches(of: /<th scope="row">/).count == Int(figure.output.2), "\(figure.output.1)")
            }
        }
    }

    @Test func whatWasGivenUpIsSentAgainByAnOfficer() async throws {
        let world = try await MessagesPageTests.world()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.browse(officer) { browser in
            let dead = try await browser.get("/messages?status=dead").text
            let link = try #require(dead.firstMatch(of: /href="(\/messages\/[0-9a-f-]{36})"/)?.output.1)
            #expect(try await browser.get(String(link)).text.contains("/resending"))
            #expect(try await browser.post("\(link)/resending", []).status == .seeOther)
            #expect(try await !browser.get(String(link)).text.contains("/resending"))
            #expect(try await browser.get("/messages?status=dead").text.contains("There are no such messages"))
        }
    }
}
