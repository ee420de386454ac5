import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct DeskPageTests {
    @Test func aWaitingApplicationIsSeenOpenedAndApproved() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let id = try await world.application(status: .verified)
        try await world.browse(officer) { browser in
            let desk = try await browser.get("/desk")
            #expect(desk.status == .ok)
            #expect(desk.text.contains("Sabita Mondal"))
            let link = try #require(desk.text.firstMatch(of: /href="(\/applications\/[^"]*)" data-line/)?.output.1)
            #expect(link.contains(id.description))
            let uri = link.replacing("&amp;", with: "&")
            let page = try await browser.get(String(uri))
            #expect(page.status == .ok)
            #expect(page.text.contains("XXXXXX0001"))
            #expect(!page.text.contains("9800000001"))
            #expect(page.text.contains("value=\"approve\""))
            let answer = try await browser.post(
                "/applications/\(id)/steps?list=mine", [("action", "approve"), ("version", "1")])
            #expect(answer.status == .seeOther)
            #expect(try await browser.get(answer.location).text.contains("Done: Approve"))
            #expect(try await browser.get("/desk").text.contains("Nothing waits in this list"))
        }
    }

    @Test func afterAStepTheNextFileOfTheListOpens() async throws {
        let world = try await World()
        let verifier = try await world.staff(.verifier, at: World.chapra)
        var ids: [RecordID] = []
        for _ in 0..<3 {
            ids.append(try await world.application(status: .submitted))
            world.clock.advance(minutes: 1)
        }
        let first = ids[0]
        let second = ids[1]
        try await world.browse(verifier) { browser in
            let desk = try await browser.get("/desk").text
            let at = try #require(desk.firstMatch(of: /at=([0-9A-Za-z%.-]+)/)?.output.1)
            let answer = try await browser.post(
                "/applications/\(first)/steps?list=mine&at=\(at)", [("action", "verify"), ("version", "1")])
            #expect(answer.location.hasPrefix("/applications/\(second)?list=mine&at="))
        }
    }

    @Test func unmaskingNeedsAPurposeAndIsAudited() async throws {
        let world = try await World()
        let verifier = try await world.staff(.verifier, at: World.chapra)
        let id = try await world.application(status: .submitted)
        try await world.browse(verifier) { browser in
            #expect(try await browser.post("/applications/\(id)/unmasked", []).status == .unprocessableContent)
            let shown = try await browser.post("/applications/\(id)/unmasked", [("purpose", "verification")])
            #expect(shown.text.contains("9800000001"))
        }
        let audit = try await world.registry.read(as: verifier) { try AuditChain.entries(of: id, in: $0) }
        let unmasked = audit.filter { $0.action == "unmasked" }
        #expect(unmasked.map(\.details) == [["purpose": "verification"]])
    }

    @Test func severalAreApprovedOnlyWhereNothingIsDoubtful() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let doubtful = try await world.application(status: .verified, duplicate: .possible)
        var person = World.person("Clear Case")
        person.epic = "WBX1234567"
        let clear = try await world.application(of: person, status: .verified)
        let bare = try await world.application(status: .verified)
        for kind in ["photo", "identity"] { try await world.document(kind, of: clear) }
        try await world.browse(officer) { browser in
            let preview = try await browser.get("/desk/approvals?id=\(doubtful)&id=\(clear)&id=\(bare)").text
            #expect(preview.contains("value=\"\(clear):1\""))
            #expect(!preview.contains("value=\"\(doubtful):1\"") && !preview.contains("value=\"\(bare):1\""))
            #expect(preview.contains("possible duplicate") && preview.contains("identity document is missing"))
            let result = try await browser.post(
                "/desk/approvals", [("choice", "\(clear):1"), ("choice", "\(doubtful):1"), ("choice", "\(bare):1")])
            #expect(result.text.matches(of: /badge good/).count == 1)
            #expect(result.text.matches(of: /badge bad/).count == 2)
        }
        let states = try await world.registry.read(as: officer) { scope in
            try [doubtful, clear, bare].map { try Application.find($0, in: scope).status }
        }
        #expect(states == [.verified, .approved, .verified])
    }

    static let strangers: [(Role, PlaceID, HTTPResponse.Status)] = [
        (.designatedOfficer, World.kaliachak, .notFound), (.auditor, World.malda, .notFound),
        (.auditor, World.chapra, .ok), (.districtOfficer, World.nadia, .ok),
    ]

    @Test(arguments: strangers) func anApplicationOfAnotherAreaIsNotFound(
        _ role: Role, _ place: PlaceID, _ status: HTTPResponse.Status
    ) async throws {
        let world = try await World()
        let actor = try await world.staff(role, at: place)
        let id = try await world.application(status: .verified)
        try await world.browse(actor) { browser in
            #expect(try await browser.get("/applications/\(id)").status == status)
            let post = try await browser.post("/applications/\(id)/steps", [("action", "approve"), ("version", "1")])
            #expect(post.status == (status == .notFound && !role.readsOnly ? .notFound : .forbidden))
        }
    }

    @Test func theDeskReadsInEveryLanguage() async throws {
        let world = try await World()
        for language in Texts.languages {
            let officer = try await world.staff(.designatedOfficer, at: World.chapra, language: language)
            _ = try await world.application(status: .verified)
            try await world.browse(officer) { browser in
                let desk = try await browser.get("/desk?list=area")
                #expect(desk.text.contains("<html lang=\"\(language)\">"))
                #expect(!desk.text.contains(">desk.") && !desk.text.contains(">workflow."))
            }
        }
    }
}
