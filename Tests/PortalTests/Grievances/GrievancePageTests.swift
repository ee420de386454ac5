import Foundation
import HTTPTypes
import Hummingbird
import Portal
import Registry
import Support
import Testing

@Suite struct GrievancePageTests {
    private static func sign(_ phone: WorkersPhone, as actor: Actor, in world: World) async throws {
        let signed = try await world.signIn(actor)
        phone.keep(cookie: "shramik", String(signed.cookie.dropFirst("shramik=".count)))
    }

    private static func id(_ page: WorkersPhone.Page) throws -> String {
        String(try #require(page.text.firstMatch(of: /name="id" value="([0-9a-f-]{36})"/)).output.1)
    }

    @Test func aWorkerWritesAnOfficerAnswersAndTheWorkerReadsIt() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        _ = try await world.worker()
        try await WorkersPhone.use(world) { phone async throws in
            _ = try await phone.signIn("9800000001", in: world)
            let form = try await phone.get("/own/grievances")
            let id = try GrievancePageTests.id(form)
            let missing = try await phone.post("/own/grievances", ["id": id, "kind": "grievance", "text": "No wages"])
            #expect(missing.status == .unprocessableContent && missing.text.contains("href=\"#topic\""))
            #expect(missing.text.contains(">No wages</textarea>"))
            let fields: KeyValuePairs = ["id": id, "kind": "grievance", "topic": "wages", "text": "No wages & no food"]
            #expect(try await phone.post("/own/grievances", fields).location == "/own/records?filed=1")
            #expect(try await phone.post("/own/grievances", fields).location == "/own/records?filed=1")
            let waiting = try await phone.get("/own/records?filed=1")
            #expect(waiting.text.contains("G 1900 0000 001") && waiting.text.contains("Answer by"))

            let desk = phone.another
            try await GrievancePageTests.sign(desk, as: officer, in: world)
            let list = try await desk.get("/grievances")
            #expect(list.text.contains("/grievances/\(id)") && list.text.contains("Wages or the employer"))
            let page = try await desk.get("/grievances/\(id)")
            #expect(page.text.contains("No wages &amp; no food") && page.text.contains("XXXXXX0001"))
            #expect(!page.text.contains("9800000001"))
            #expect(try await desk.post("/grievances/\(id)/unmasked").text.contains("9800000001"))
            let sent = try await desk.post("/grievances/\(id)/answer", ["answer": "They pay on Monday"])
            #expect(sent.location == "/grievances/\(id)?done=1")
            #expect(try await desk.get("/grievances?status=answered").text.contains("/grievances/\(id)"))

            #expect(try await phone.get("/own/records").text.contains("They pay on Monday"))
        }
    }

    @Test func everyFigureCountsTheListThatItOpens() async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        for _ in 0..<3 { _ = try await world.emergency() }
        world.clock.advance(minutes: 2 * 1440)
        _ = try await world.emergency()
        let answered = try await world.emergency().id
        try await world.registry.write(as: officer) { try Grievance.find(answered, in: $0).answer("Done", in: $0) }
        try await WorkersPhone.use(world) { phone async throws in
            try await GrievancePageTests.sign(phone, as: officer, in: world)
            let page = try await phone.get("/grievances")
            let figures = page.text.matches(of: /<a href="(\/grievances[^"]*)"[^>]*><strong>(\d+)<\/strong>/)
            #expect(figures.count == 9)
            for figure in figures {
                let list = try await phone.get(String(figure.output.1).replacing("&amp;", with: "&"))
                #expect(list.text.matches(of: /data-line/).count == Int(figure.output.2), "\(figure.output.1)")
            }
        }
    }

    @Test func whoeverIsNotSignedInCallsForHelpForAWorker() async throws {
        let world = try await World()
        let worker = try await world.worker()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let number = try await world.registry.read(as: .program("test")) { try Worker.find(worker, in: $0).number }
        try await WorkersPhone.use(world) { phone async throws in
            let id = try GrievancePageTests.id(try await phone.get("/emergency"))
            let empty = try await phone.post("/emergency", ["id": id])
            for field in ["topic", "text", "name", "mobile", "district"] {
                #expect(empty.text.contains("href=\"#\(field)\""), "\(field)")
            }
            let sent = try await phone.post(
                "/emergency",
                [
                    "id": id, "topic": "accident", "text": "He fell", "name": "Rahim", "mobile": "9811111111",
                    "worker": number, "district": World.nadia.description,
                ])
            #expect(sent.location == "/emergency/\(id)")
            let receipt = try await phone.get("/emergency/\(id)")
            #expect(receipt.text.contains("G 1900 0000 001") && !receipt.text.contains("Sabita"))
            let desk = phone.another
            try await GrievancePageTests.sign(desk, as: officer, in: world)
            let list = try await desk.get("/grievances?kind=emergency")
            #expect(list.text.contains("mobile not proved") && list.text.contains("/grievances/\(id)"))
        }
    }
}
