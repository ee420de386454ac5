import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct LinkageJourneyTests {
    /// A portal whose lists lie in a folder of its own, and what the background does is done by hand.
    static func visit(
        _ world: World, as actor: Actor,
        _ body: @escaping @Sendable (Portal, Browser, any TestClientProtocol) async throws -> Void
    ) async throws {
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let signed = try await world.signIn(actor)
        try await Application(router: portal.router()).test(.router) { client in
            try await body(portal, Browser(client: client, cookie: signed.cookie, csrf: signed.csrf), client)
        }
    }

    /// Sends a list with the page's own form and has it read; its path.
    static func send(
        _ text: String, named name: String, at place: PlaceID = World.westBengal, _ browser: Browser, _ portal: Portal
    ) async throws -> String {
        let page = try await browser.get("/lists").text
        let id = try #require(page.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
        let sent = try await browser.upload(
            "/lists", text, fields: [("id", String(id)), ("name", name), ("place", "\(place)")])
        #expect(sent.status == .seeOther, "\(sent.text)")
        #expect(sent.headers[.connection] == "close", "the next request must not come over a connection that ends")
        try await portal.lists.workNext()
        return sent.location
    }

    /// Takes the guessed columns as they are, with a day for the ages; the run's path.
    static func link(
        _ left: String, _ right: String, _ browser: Browser, changing: [String: String] = [:]
    ) async throws -> Browser.Answer {
        let (first, second) = (left.dropFirst("/lists/".count), right.dropFirst("/lists/".count))
        let form = try await browser.get("/linkages/new?left=\(first)&right=\(second)").text
        var fields: [String: String] = ["left.asOf": "01-06-2020", "right.asOf": "01-06-2020"]
        for match in form.matches(of: /name="(id|left|right)" value="([^"]*)"/) {
            fields[String(match.1)] = String(match.2)
        }
        for match in form.matches(of: /<select id="([^"]*)"(?:.(?!<\/select>))*?<option value="([^"]*)" selected>/) {
            fields[String(match.1)] = String(match.2)
        }
        return try await browser.post("/linkages", fields.merging(changing) { $1 })
    }

    /// Both invented lists, linked; the run's path.
    static func linked(_ browser: Browser, _ portal: Portal) async throws -> String {
        let returned = try await send(InventedLists.returned(), named: "Returned 2020", browser, portal)
        let registered = try await send(InventedLists.registered(), named: "Registered", browser, portal)
        let run = try await link(returned, registered, browser).location
        try await portal.lists.workNext()
        return run
    }

    @Test func twoListsBecomeADriveFromTheFirstPageToTheLast() async throws {
        let world = try await World()
        let administrator = try await world.staff(.stateAdministrator, at: World.westBengal)
        try await Self.visit(world, as: administrator) { portal, browser, _ in
            let returned = try await Self.send(InventedLists.returned(), named: "Returned 2020", browser, portal)
            let registered = try await Self.send(InventedLists.registered(), named: "Registered", browser, portal)
            let list = try await browser.get(returned)
            #expect(list.text.contains("60 rows.") && list.text.contains("Rina Mondal"))
            let begun = try await Self.link(returned, registered, browser)
            #expect(begun.status == .seeOther, "\(begun.text)")
            #expect(begun.headers[.connection] == nil)
            let run = begun.location
            #expect(try await browser.get(run).text.contains("<progress"))
            try await portal.lists.workNext()
            let result = try await browser.get(run).text
            #expect(result.contains("<strong>40</strong>left out"), "\(result)")
            #expect(!result.contains("not in the directory"))
            #expect(try await browser.post("\(run)/publication", []).status == .seeOther)
            try await portal.lists.workNext()
            #expect(try await browser.get(run).text.contains("Published on"))
        }
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let (lists, targets, count) = try await world.registry.read(as: officer) { scope in
            let lists = try LeftOutList.all(in: scope)
            return (lists, try lists[0].targets(in: scope), try lists[0].count(in: scope))
        }
        #expect(lists.map(\.name) == ["Returned 2020"] && count == 40)
        #expect(
            targets.sorted { $0.place.number < $1.place.number } == [
                .init(place: World.kaliachak, recorded: 30, registered: 10),
                .init(place: World.chapra, recorded: 30, registered: 10),
            ])
        let begun = try await world.registry.write(as: administrator) { scope in
            var plan = Campaign.Plan(
                area: World.westBengal, firstDay: Day(scope.environment.now()), lastDay: Day(scope.environment.now()))
            (plan.name, plan.list) = ("Drive", lists[0].id)
            let campaign = try Campaign.begin(id: scope.environment.newID(), plan, in: scope)
            return try DriveCounter.figures(of: [World.chapra], in: campaign.id, in: scope)[World.chapra]?[.target]
        }
        #expect(begun == 20)
    }

    @Test func columnsThatCannotBeAreSaidBesideTheirFields() async throws {
        let world = try await World()
        let administrator = try await world.staff(.stateAdministrator, at: World.westBengal)
        try await Self.visit(world, as: administrator) { portal, browser, _ in
            let returned = try await Self.send(InventedLists.returned(), named: "Returned 2020", browser, portal)
            let registered = try await Self.send(InventedLists.registered(), named: "Registered", browser, portal)
            let answer = try await Self.link(
                returned, registered, browser, changing: ["left.name": "", "right.asOf": "", "left.asOf": "31-02-2020"])
            #expect(answer.status == .unprocessableContent)
            for field in ["left.name", "right.asOf", "left.asOf"] {
                #expect(answer.text.contains("id=\"\(field)-fault\""), "\(field)")
            }
            let same = try await browser.get(
                "/linkages/new?left=\(returned.dropFirst(7))&right=\(returned.dropFirst(7))")
            #expect(same.status == .unprocessableContent)
        }
    }

    @Test(arguments: ["", "only one column\nx\n", "Name,Village\n", "\u{0}\u{1}\u{2}binary,\u{0}\n"])
    func whatIsNoListIsRefusedInWords(_ text: String) async throws {
        let world = try await World()
        let administrator = try await world.staff(.stateAdministrator, at: World.westBengal)
        try await Self.visit(world, as: administrator) { portal, browser, _ in
            let id = world.registry.environment.newID()
            let sent = try await browser.upload(
                "/lists", text, fields: [("id", "\(id)"), ("name", "x"), ("place", "\(World.westBengal)")])
            if text.isEmpty {
                #expect(sent.status == .unprocessableContent && sent.text.contains("id=\"file-fault\""))
                return
            }
            try await portal.lists.workNext()
            let page = try await browser.get("/lists/\(id)")
            #expect(page.text.contains("cannot be used as a list"), "\(page.text)")
        }
    }

    @Test func aWorkbookIsForOfficersOfItsDistrictOnceTheRunIsPublished() async throws {
        let world = try await World()
        let administrator = try await world.staff(.stateAdministrator, at: World.westBengal)
        let (officer, other) = (
            try await world.staff(.districtOfficer, at: World.nadia),
            try await world.staff(.districtOfficer, at: World.malda)
        )
        let (own, strange) = (try await world.signIn(officer), try await world.signIn(other))
        try await Self.visit(world, as: administrator) { portal, browser, client in
            let run = try await Self.linked(browser, portal)
            let district = Browser(client: client, cookie: own.cookie, csrf: own.csrf)
            let stranger = Browser(client: client, cookie: strange.cookie, csrf: strange.csrf)
            #expect(try await browser.get(run).text.matches(of: /\/workbooks\//).count == 2)
            #expect(try await !district.get("/lists").text.contains("/workbooks/"))
            _ = try await browser.post("\(run)/publication", [])
            try await portal.lists.workNext()
            let page = try await district.get("/lists").text
            let links = page.matches(of: /href="(\/workbooks\/[^"]*)"/).map {
                String($0.output.1).replacing("&amp;", with: "&")
            }
            #expect(links.count == 1)
            let file = try #require(links.first)
            let got = try await district.get(file)
            #expect(got.status == .ok && got.text.hasPrefix("PK"))
            #expect(try await stranger.get(file).status == .notFound)
            #expect(try await browser.get(file).status == .forbidden, "the link is another's")
            world.clock.advance(minutes: 14)
            _ = try await district.get("/lists")
            world.clock.advance(minutes: 2)
            #expect(try await district.get(file).status == .forbidden)
        }
        let downloads = try await world.registry.read(as: .program("test")) { scope in
            var search = AuditSearch()
            search.action = "downloaded"
            return try search.find(limit: 10, in: scope).count
        }
        #expect(downloads == 1)
    }

    @Test func whatCouldNotBeUsedIsToldAndListedWithItsRows() async throws {
        let world = try await World()
        let administrator = try await world.staff(.stateAdministrator, at: World.westBengal)
        try await Self.visit(world, as: administrator) { portal, browser, _ in
            let odd =
                InventedLists.returned().replacing(",98\(10_000_000),", with: ",9.81E+09,")
                + (0..<10).map { "N\($0),NA,,F,30,,,Nadia,Chapra,Bagberia\n" }.joined()
            let returned = try await Self.send(odd, named: "Returned 2020", browser, portal)
            let registered = try await Self.send(InventedLists.registered(), named: "Registered", browser, portal)
            let run = try await Self.link(returned, registered, browser).location
            try await portal.lists.workNext()
            let page = try await browser.get(run).text
            #expect(page.contains("Returned 2020: 10 rows cannot be used."), "\(page)")
            let row = try #require(
                page.firstMatch(of: /Rows and values that were not used<\/th>.*?href="(\/workbooks\/[^"]*)"/)?.output.1)
            let bytes = try await ReturnPagesTests.file(
                browser, String(row).replacing("&amp;", with: "&"), language: "en")
            let rows = try ReturnPagesTests.rows(ofWorkbook: bytes)
            #expect(rows.first == ["List", "Sheet", "Row", "Column", "Reason"] && rows.count == 12)
            #expect(rows[1].prefix(4) == ["Returned 2020", "", "2", "Mobile"] && rows[1][4].contains("9.81E+09"))
            #expect(rows[2].prefix(3) == ["Returned 2020", "", "62"] && rows[2][4].contains("neither a name"))
        }
    }

    @Test func aSpellingThatWasToldOnceIsKnownInTheNextRunsToo() async throws {
        let world = try await World()
        let administrator = try await world.staff(.stateAdministrator, at: World.westBengal)
        try await Self.visit(world, as: administrator) { portal, browser, _ in
            let odd = InventedLists.returned().replacing("Nadia,Chapra", with: "Qqxyz,Zzvwk")
            let returned = try await Self.send(odd, named: "Returned 2020", browser, portal)
            let registered = try await Self.send(InventedLists.registered(), named: "Registered", browser, portal)
            let run = try await Self.link(returned, registered, browser).location
            try await portal.lists.workNext()
            let page = try await browser.get(run).text
            #expect(page.contains("not in the directory"))
            let field = try #require(page.firstMatch(of: /name="(place\.\d+)"/)?.output.1)
            let next = try #require(page.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
            let wrong = try await browser.post(
                "\(run)/places", [(String(field), "5"), ("id", String(next))])
            #expect(wrong.status == .unprocessableContent)
            let fixed = try await browser.post(
                "\(run)/places", [(String(field), "\(World.chapra)"), ("id", String(next))])
            #expect(fixed.status == .seeOther && fixed.location != run, "\(fixed.text)")
            try await portal.lists.workNext()
            let again = try await browser.get(fixed.location).text
            #expect(!again.contains("not in the directory") && again.contains("<strong>40</strong>left out"))
            let later = try await Self.link(returned, registered, browser).location
            try await portal.lists.workNext()
            #expect(try await !browser.get(later).text.contains("not in the directory"))
        }
    }

    @Test func aRunThatIsStoppedIsNotBegunAndOneThatIsRemovedIsGone() async throws {
        let world = try await World()
        let administrator = try await world.staff(.stateAdministrator, at: World.westBengal)
        try await Self.visit(world, as: administrator) { portal, browser, _ in
            let returned = try await Self.send(InventedLists.returned(), named: "Returned", browser, portal)
            let registered = try await Self.send(InventedLists.registered(), named: "Registered", browser, portal)
            let run = try await Self.link(returned, registered, browser).location
            #expect(try await browser.post("\(returned)/removal", []).status == .conflict)
            #expect(try await browser.post("\(run)/cancellation", []).status == .seeOther)
            #expect(try await !portal.lists.workNext())
            #expect(try await browser.get(run).text.contains("Stopped"))
            #expect(try await browser.post("\(run)/publication", []).status == .conflict)
            #expect(try await browser.post("\(run)/removal", []).status == .seeOther)
            #expect(try await browser.get(run).status == .notFound)
            #expect(try await browser.post("\(returned)/removal", []).status == .seeOther)
        }
    }

    @Test func anUnfinishedListGoesOnWhereItStopped() async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        try await Self.visit(world, as: officer) { portal, browser, client in
            let (id, text) = (world.registry.environment.newID(), InventedLists.returned())
            let fields = [("id", "\(id)"), ("name", "Returned"), ("place", "\(World.nadia)")]
            let begun = try await browser.post("/lists", fields + [("size", String(text.utf8.count))])
            #expect(begun.status == .seeOther)
            func piece(_ offset: Int, _ count: Int) async throws -> Browser.Answer {
                let bytes = Array(text.utf8)[offset..<min(offset + count, text.utf8.count)]
                let headers: HTTPFields = [
                    .cookie: browser.cookie, .contentType: "application/octet-stream",
                    HTTPField.Name("X-CSRF-Token")!: browser.csrf,
                ]
                return try await client.execute(
                    uri: "/lists/\(id)/pieces?offset=\(offset)", method: .post, headers: headers,
                    body: ByteBuffer(bytes: bytes)
                ) { Browser.Answer($0) }
            }
            let first = try await piece(0, 1_000)
            #expect(first.status == .ok && first.text.contains("\"received\":1000"))
            let gap = try await piece(1_500, 1_000)
            #expect(gap.status == .conflict && gap.text.contains("\"received\":1000"))
            #expect(try await browser.get("/lists/\(id)/received").text.contains("\"received\":1000"))
            #expect(try await browser.get("/lists/\(id)").text.contains("Go on with this list"))
            // The form without script sends all of it again.
            let whole = try await browser.upload("/lists", text, fields: fields)
            #expect(whole.status == .seeOther, "\(whole.text)")
            try await portal.lists.workNext()
            #expect(try await browser.get("/lists/\(id)").text.contains("60 rows."))
            let late = try await piece(0, 10)
            #expect(late.status == .ok && late.text.contains("ready"))
        }
    }

    @Test func theRegisterItselfIsAListToCompareWith() async throws {
        let world = try await World()
        for number in 0..<3 {
            var person = World.person("Worker \(number)")
            person.mobile = "980000010\(number)"
            _ = try await world.worker(person, at: World.bagberia)
        }
        _ = try await world.worker(World.person("Somebody else"), at: World.alipur)
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        try await Self.visit(world, as: officer) { portal, browser, _ in
            let page = try await browser.get("/lists").text
            let form = try #require(page.firstMatch(of: /action="\/lists\/register".*?<\/form>/.dotMatchesNewlines()))
            let id = try #require(form.output.firstMatch(of: /name="id" value="([^"]*)"/)?.output.1)
            let begun = try await browser.post("/lists/register", [("id", String(id)), ("place", "\(World.nadia)")])
            #expect(begun.location == "/lists/\(id)")
            #expect(try await browser.get(begun.location).text.contains("is being copied"))
            for _ in 0..<2 { try await portal.lists.workNext() }
            let list = try await browser.get(begun.location).text
            #expect(list.contains("3 rows.") && list.contains("Worker 1") && !list.contains("Somebody else"))
            let elsewhere = try await browser.post(
                "/lists/register", [("id", "\(world.registry.environment.newID())"), ("place", "\(World.malda)")])
            #expect(elsewhere.status == .unprocessableContent)
        }
    }
}
