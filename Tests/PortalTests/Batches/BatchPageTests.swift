import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import Portal
import Registry
import Support
import Testing

@Suite struct BatchPageTests {
    private static let head =
        "Name,Sex,Marital status,Date of birth (dd-mm-yyyy),বাবা,Mobile,Works away,Went on,Place where the worker applies,Aadhaar\n"
    private static let sheet =
        head
        + "Rahima Khatun,Female,Unmarried,12-04-1990,Abdul Karim,9876543210,Works in another state,02-11-2026,Bagberia,9999 4105 7058\n"
        + "Sabita Mondal,মহিলা,unmarried,১২-০৪-১৯৮৮,Haripada Mondal,9800000001,A,02-11-2026,,\n"
        + "=cmd|x,Female,,31-02-1990,,123,Z,02-11-2026,Nowhere,1\n,,,,,,,,,\n"
        + "Rohima Khatoon,F,Unmarried,12-04-1990,Abdul Karim,9876543211,A,02-11-2026,\"Bagberia, Chapra\",999941057058\n"

    private func send(_ browser: Browser, _ sheet: String = sheet, id: RecordID? = nil) async throws -> Browser.Answer {
        let id = id ?? RecordID(now: Date(), random: (0..<10).map { _ in UInt8.random(in: 0...255) })
        return try await browser.upload(
            "/applications/import",
            [
                "id": id.description, "scheme": "wb_migrant", "messages": "bn", "place": World.bagberia.description,
            ], files: ["file": Array(sheet.utf8)])
    }

    /// Looks at the page until it says what is waited for.
    private func wait(_ browser: Browser, _ path: String, for text: String) async throws -> String {
        var page = ""
        for _ in 0..<400 {
            page = try await browser.get(path).text
            if page.contains(text) { return page }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("\(text) is not on \(page)")
        return page
    }

    @Test func aSheetIsReadCheckedAndSubmittedOnce() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let path = try await send(browser).location
            var page = try await wait(browser, path, for: "Waits for you")
            #expect(page.contains("Submit 2 applications"))
            #expect(page.contains("Date of birth: There is no such day."))
            #expect(page.contains("Place where the worker applies: This place is not in the directory."))
            #expect(page.contains("Works away: Choose one of the values of the list."))
            #expect(try await browser.get("\(path)?rows=repeated").text.contains("Rohima Khatoon"))
            for _ in 0..<2 {
                #expect(try await browser.post("\(path)/submission", ["possible": "yes"]).location == path)
            }
            page = try await wait(browser, path, for: "All rows that could be taken")
            let taken = try await browser.get("\(path)?rows=taken").text
            #expect(taken.contains("Open the application"))
            let csv = String(decoding: try await browser.bytes("\(path)/faults?as=csv"), as: UTF8.self)
            #expect(csv.contains("'=cmd|x") && csv.contains("Rohima Khatoon") && !csv.contains("Sabita"))
            #expect(try await browser.bytes("\(path)/faults").starts(with: [0x50, 0x4B]))
        }
        let desk = try await world.registry.read(as: clerk) { try Batch.all(in: $0) }
        #expect(desk.map(\.counts) == [[.taken: 2, .faulty: 1, .repeated: 1]])
    }

    @Test func theSameSheetAgainIsTheSameBatchAndAStrangerSeesNone() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let stranger = try await world.staff(.counterOperator, at: World.kaliachak)
        let id = world.registry.environment.newID()
        try await world.browse(clerk) { browser in
            for _ in 0..<2 { #expect(try await send(browser, id: id).location == "/applications/import/\(id)") }
            _ = try await wait(browser, "/applications/import/\(id)", for: "Waits for you")
        }
        try await world.browse(stranger) { browser in
            #expect(try await browser.get("/applications/import/\(id)").status == .notFound)
            #expect(try await browser.get("/applications/import/\(id)/faults").status == .notFound)
            #expect(try await browser.post("/applications/import/\(id)/submission", [:]).status == .notFound)
        }
        try await world.browse(clerk) { browser in
            #expect(
                try await browser.post("/applications/import/\(id)/discard", [:]).location == "/applications/import")
            #expect(try await browser.get("/applications/import/\(id)").status == .notFound)
        }
    }

    @Test(arguments: ["", "a,b\n1,2\n", "Name\n", "PK\u{3}\u{4}rubbish", "%PDF-1.4\n"])
    func whatIsNoSheetOfApplicationsIsSaid(_ text: String) async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let answer = try await send(browser, text)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("role=\"alert\""))
        }
    }

    @Test func rowsOfAnotherAreaAreFaultsOfTheirPlace() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let row = "Rahima Khatun,Female,Unmarried,12-04-1990,Abdul Karim,9876543210,A,02-11-2026,Alipur-I,\n"
            let path = try await send(browser, Self.head + row).location
            let page = try await wait(browser, path, for: "Waits for you")
            #expect(page.contains("This place is not in your area."))
            #expect(!page.contains("<button class=\"primary\">Submit"))
        }
    }

    @Test(arguments: Texts.languages) func theTemplateIsUnderstoodWhenItComesBack(_ language: String) async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let texts = try Texts(folder: Portal.resources.appending(path: "translations"))
        let words = SheetWords(texts, world.registry)
        let columns = words.template("bocw", in: language, world.registry).map(\.title)
        #expect(columns.count > 50 && Set(columns).count == columns.count)
        try await world.browse(clerk) { browser in
            let file = try await browser.bytes("/applications/import/template?scheme=bocw")
            #expect(file.starts(with: [0x50, 0x4B]))
        }
        for (title, name) in zip(columns, ["place"] + PersonField.all.map(\.name)).prefix(40) {
            #expect(words.vocabulary.field(of: title) == name, "\(title)")
        }
    }
}
