import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct IntakeFormTests {
    static let answers: [(step: String, fields: [String: String])] = [
        (
            "basic",
            [
                "name": "Rahima Khatun", "localName": "রহিমা খাতুন", "dateOfBirth": "১২-০৪-১৯৯০", "sex": "female",
                "mobile": "98765 43210",
            ]
        ),
        ("family", ["maritalStatus": "married", "husband": "Karim Sheikh", "familyNumber": "12345678"]),
        ("identity", ["aadhaar": "9999 4105 7058"]),
        ("addresses", ["permanent.place": World.bagberia.description, "permanent.pin": "741123"]),
        ("work", ["workerType": "construction", "category": "mason", "migrantType": "A", "migratedOn": "02-11-2026"]),
        (
            "bank",
            [
                "nominees.1.name": "Karim Sheikh", "nominees.1.relation": "spouse", "nominees.1.share": "100",
                "bank.holder": "Rahima Khatun", "bank.account": "123456789012", "bank.ifsc": "SBIN0000001",
            ]
        ),
    ]

    private func begin(_ browser: Browser) async throws -> String {
        let page = try await browser.get("/applications/new").text
        let id = try #require(page.firstMatch(of: /name="id" value="([^"]+)"/)?.output.1)
        let fields = [
            "id": String(id), "scheme": "wb_migrant", "place": World.bagberia.description, "messages": "bn",
        ]
        for _ in 0..<2 {
            let answer = try await browser.post("/applications", fields)
            #expect(answer.headers[.location] == "/applications/\(id)/form/basic")
        }
        return String(id)
    }

    private func version(_ browser: Browser, _ path: String) async throws -> String {
        let page = try await browser.get(path).text
        return String(page.firstMatch(of: /name="version" value="([^"]*)"/)?.output.1 ?? "")
    }

    @Test func aClerkFillsTheFormStepByStepAndSubmitsOnce() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let id = try await begin(browser)
            for (step, fields) in IntakeFormTests.answers {
                let path = "/applications/\(id)/form/\(step)"
                var fields = fields
                fields["version"] = try await version(browser, path)
                let answer = try await browser.post(path, fields)
                #expect(answer.status == .seeOther, "\(step): \(answer.text)")
            }
            #expect(try await browser.get("/applications/drafts").text.contains("Rahima Khatun"))
            let check = try await browser.get("/applications/\(id)/form/check", language: "bn").text
            #expect(check.contains("প্রয়োজনীয় সব তথ্য আছে।"))
            #expect(check.contains("XXXXXXXX7058"))
            #expect(!check.contains("999941057058"))
            for _ in 0..<2 {
                let sent = try await browser.post("/applications/\(id)/submission", [:])
                #expect(sent.headers[.location] == "/applications/\(id)/submission")
            }
            #expect(try await browser.get("/applications/\(id)/submission").text.contains("P 19"))
            let key = try #require(RecordID(id))
            let kept = try await world.registry.read(as: clerk) { try PersonApplication.find(key, in: $0) }
            #expect(kept.person.dateOfBirth == "1990-04-12")
            #expect(kept.person.mobile == "9876543210")
            #expect(try await browser.get("/applications/\(id)/form/basic").status == .conflict)
        }
    }

    @Test func theSlipOfADriveFillsInTheForm() async throws {
        let world = try await World()
        let (campaign, _, people) = try await world.drive()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let list = try await browser.get("/campaigns/\(campaign)/house-list?place=\(World.bagberia)").text
            let path = try #require(list.firstMatch(of: /\/applications\/new\?slip=L:[0-9A-F]{32}/)?.output)
            #expect(path.hasSuffix(Slip.leftOut(people[0]).code))
            let page = try await browser.get(String(path)).text
            let id = String(try #require(page.firstMatch(of: /name="id" value="([^"]+)"/)?.output.1))
            var fields = ["id": id, "scheme": "wb_migrant", "place": World.chapra.description, "messages": "bn"]
            fields["slip"] = "7B1E 70FF 21AA"
            let refused = try await browser.post("/applications", fields)
            #expect(refused.status == .unprocessableContent && refused.text.contains("7B1E 70FF 21AA"))
            #expect(refused.text.contains("Nothing is known here under this number"))
            fields["slip"] = " \(Slip.leftOut(people[0]).number.lowercased()) "
            for _ in 0..<2 {
                let answer = try await browser.post("/applications", fields)
                #expect(answer.headers[.location] == "/applications/\(id)/form/basic")
            }
            #expect(try await browser.get("/applications/\(id)/form/basic").text.contains("value=\"Sabita Mondal\""))
            let key = try #require(RecordID(id))
            let begun = try await world.registry.read(as: clerk) { try PersonApplication.find(key, in: $0) }
            #expect(begun.location.finest == World.bagberia, "the person's own place, not the counter's")
        }
    }

    @Test func whatIsWrongComesBackAsTypedWithItsReasonAndTheRestIsSaved() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let id = try await begin(browser)
            let path = "/applications/\(id)/form/basic"
            let answer = try await browser.post(
                path,
                [
                    "version": "1", "name": "<b>Rahima</b>'; DROP TABLE applications;--", "age": "ছত্রিশ",
                    "mobile": "12345", "email": "a@b.in",
                ])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("&lt;b&gt;Rahima"))
            #expect(!answer.text.contains("<b>Rahima"))
            #expect(answer.text.contains("value=\"ছত্রিশ\""))
            for field in ["name", "age", "mobile"] { #expect(answer.text.contains("href=\"#\(field)\""), "\(field)") }
            #expect(try await browser.get(path).text.contains("a@b.in"))
            let check = try await browser.get("/applications/\(id)/form/check").text
            #expect(
                check.contains("href=\"/applications/\(id)/form/family#father\"") || check.contains("maritalStatus"))
            let sent = try await browser.post("/applications/\(id)/submission", [:])
            #expect(sent.headers[.location] == "/applications/\(id)/form/check")
        }
    }

    @Test func theLanguageChangesAndWhatWasTypedStays() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let id = try await begin(browser)
            let path = "/applications/\(id)/form/basic"
            let answer = try await browser.post(path, ["version": "1", "name": "Rahima", "language": "hi"])
            #expect(answer.headers[.location] == path)
            #expect(answer.headers[.setCookie]?.contains("language=hi") == true)
            let page = try await browser.get(path, language: "hi").text
            #expect(page.contains("value=\"Rahima\""))
            #expect(page.contains("सहेजें और आगे बढ़ें"))
        }
    }

    @Test func placesAreChosenLevelByLevelWithoutScript() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let id = try await begin(browser)
            let path = "/applications/\(id)/form/addresses"
            let answer = try await browser.post(
                path, ["version": "1", "permanent.place": World.westBengal.description, "stay": "permanent.place"])
            #expect(answer.headers[.location] == "\(path)#permanent.place")
            let page = try await browser.get(path).text
            #expect(page.contains("Malda"))
            #expect(!page.contains("Kaliachak"))
        }
    }

    @Test func theWholeFamilyStandsBesideTheForm() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let other = Draft(
            id: world.registry.environment.newID(), channel: .counter, scheme: "wb_migrant", place: World.bagberia,
            person: .sample(name: "Fatema Khatun"))
        var member = other
        member.person.familyNumber = "1234-5678"
        let sister = member
        _ = try await world.registry.write(as: clerk) { try PersonApplication.submit(sister, in: $0) }
        try await world.browse(clerk) { browser in
            let id = try await begin(browser)
            let path = "/applications/\(id)/form/family"
            _ = try await browser.post(path, ["version": "1", "familyNumber": "১২৩৪৫৬৭৮", "father": "Abdul Karim"])
            let page = try await browser.get(path).text
            #expect(page.contains("Fatema Khatun"))
            #expect(page.contains("class=\"agrees\""))
            #expect(page.contains("class=\"differs\""))
        }
    }

    @Test func anotherClerksDraftIsNotFoundFromElsewhere() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let stranger = try await world.staff(.counterOperator, at: World.kaliachak)
        let draft = Draft(
            id: world.registry.environment.newID(), channel: .counter, scheme: "wb_migrant", place: World.bagberia)
        try await world.registry.write(as: clerk) { _ = try PersonApplication.save(draft, in: $0) }
        try await world.browse(stranger) { browser in
            for step in ["place", "basic", "family", "identity", "addresses", "work", "bank", "documents", "check"] {
                let path = "/applications/\(draft.id)/form/\(step)"
                let (seen, sent) = (try await browser.get(path), try await browser.post(path, ["version": "1"]))
                #expect(seen.status == .notFound)
                #expect(sent.status == .notFound)
            }
            #expect(try await browser.post("/applications/\(draft.id)/submission", [:]).status == .notFound)
            #expect(try await browser.post("/applications/\(draft.id)/discard", [:]).status == .notFound)
            #expect(try await browser.get("/applications/\(draft.id)/form/nonsense").status == .notFound)
        }
    }

    static let hostile = [
        "' OR 1=1 --", "<img src=x onerror=alert(1)>", "{{csrf}}", "রহিমা", "रहीमा", "👩‍👩‍👧", "A\u{0}B", "\u{202E}txt",
        String(repeating: "x", count: 200_000), "%00", "../../etc/passwd", "NaN", "-1", "99999999999999999999999",
    ]

    @Test(arguments: hostile.indices) func noTextBreaksAnyField(_ index: Int) async throws {
        let text = IntakeFormTests.hostile[index]
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        try await world.browse(clerk) { browser in
            let id = try await begin(browser)
            for step in ["basic", "family", "identity", "addresses", "work", "bank"] {
                let path = "/applications/\(id)/form/\(step)"
                let page = try await browser.get(path).text
                var fields = ["version": try await version(browser, path)]
                for match in page.matches(of: /<(?:input|select) id="([^"]+)"/) {
                    // One long text at a time is what the body limit lets through.
                    if text.utf8.count < 1000 || fields.count < 3 { fields[String(match.output.1)] = text }
                }
                let answer = try await browser.post(path, fields)
                #expect([.seeOther, .unprocessableContent].contains(answer.status), "\(step) \(answer.status)")
                #expect(!answer.text.contains("<img src=x"))
                #expect(try await browser.get(path).status == .ok)
            }
        }
    }

    @Test func whoMayBeTheSamePersonStandsBesideTheFormAndOfOtherAreasOnlyTheOffice() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        _ = try await world.worker(.sample())
        let application = try await world.application(of: .sample(name: "Rahima Khatoon"), maker: clerk)
        let other = try await world.staff(.counterOperator, at: World.kaliachak)
        let elsewhere = try await world.application(of: .sample(), at: World.alipur, maker: other)
        try await world.browse(clerk) { browser in
            let page = try await browser.get("/applications/\(application)/form/check").text
            #expect(page.contains("may be the same person"))
            #expect(page.contains("<details open>") && page.contains("Rahima Khatun"))
        }
        try await world.browse(other) { browser in
            let page = try await browser.get("/applications/\(elsewhere)/form/check").text
            #expect(!page.contains("<details"))
            #expect(page.contains("ask the office of Chapra"))
        }
    }
}
