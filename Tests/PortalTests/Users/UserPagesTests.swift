import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct UserPagesTests {
    private func withDistrictOfficer(_ body: @escaping @Sendable (Browser, World) async throws -> Void) async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        try await world.browse(officer) { try await body($0, world) }
    }

    @Test func aPersonIsAddedInvitedGivenARoleDisabledAndEnabled() async throws {
        try await withDistrictOfficer { browser, world in
            let form = try await browser.get("/users/new").text
            let id = try #require(form.firstMatch(of: /name="id" value="([0-9a-f-]+)"/)).output.1
            for _ in 0..<2 {
                let made = try await browser.post(
                    "/users",
                    [
                        "id": String(id), "sign_in": "mina.das", "name": "Mina <b>Das", "mobile": "9000000001",
                        "role": "verifier", "place": "Chapra, Nadia", "language": "bn",
                    ])
                #expect(made.location == "/users/\(id)")
            }
            let page = try await browser.get("/users/\(id)").text
            #expect(page.contains("Mina &lt;b&gt;Das"))
            #expect(page.contains("9000000001"))
            #expect(try await browser.get("/users?text=mina").text.contains("/users/\(id)"))

            let invited = try await browser.post("/users/\(id)/invitation", [:]).text
            let link = try #require(invited.firstMatch(of: /\/invitations\/[0-9a-f]{64}/)).output
            #expect(try await browser.get(String(link)).status == .ok)

            let assigned = try await browser.post(
                "/users/\(id)/roles", ["role": "designated_officer", "place": "2740", "from": "01-01-2020"])
            #expect(assigned.status == .seeOther)
            let wrong = try await browser.post("/users/\(id)/roles", ["role": "verifier", "place": "Atlantis"])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("aria-invalid"))
            let ended = try await browser.post(
                "/users/\(id)/roles/end", ["role": "verifier", "place": World.chapra.description])
            #expect(ended.status == .seeOther)
            let assignments = try await world.registry.read(as: .program("test")) { scope in
                try User.find(signIn: "mina.das", in: scope).terms(in: scope).filter { $0.holds(at: scope.now) }
            }
            #expect(assignments.map(\.assignment.role) == [.designatedOfficer])

            #expect(try await browser.post("/users/\(id)/disabling", [:]).status == .seeOther)
            #expect(try await browser.get(String(link)).status == .notFound)
            #expect(try await browser.get("/users?state=disabled").text.contains("mina.das"))
            #expect(try await browser.post("/users/\(id)/enabling", [:]).status == .seeOther)
            #expect(try await browser.get("/users?state=disabled").text.contains("mina.das") == false)
        }
    }

    @Test func whatIsWrongStandsAtItsFieldAndWhatWasTypedIsKept() async throws {
        try await withDistrictOfficer { browser, world in
            let id = world.registry.environment.newID()
            for (field, value, fault) in [
                ("sign_in", "x", "sign_in-fault"), ("mobile", "123", "mobile-fault"),
                ("email", "nobody", "email-fault"),
                ("place", "Kaliachak-I", "place-fault"), ("until", "99-99-2026", "until-fault"),
            ] {
                var fields = [
                    "id": id.description, "sign_in": "mina.das", "name": "Mina Das", "role": "verifier",
                    "place": "Chapra",
                ]
                fields[field] = value
                let answer = try await browser.post(
                    "/users",
                    [
                        "id": id.description, "sign_in": fields["sign_in"] ?? "", "name": fields["name"] ?? "",
                        "mobile": fields["mobile"] ?? "", "email": fields["email"] ?? "", "role": "verifier",
                        "place": fields["place"] ?? "", "until": fields["until"] ?? "",
                    ])
                #expect([.unprocessableContent, .forbidden].contains(answer.status), "\(field)")
                #expect(answer.text.contains("id=\"\(fault)\""), "\(field)")
                #expect(answer.text.contains("value=\"\(value)\""), "\(field)")
            }
        }
    }

    @Test func aSheetIsTakenWholeOrItsFaultsAreShownByLine() async throws {
        try await withDistrictOfficer { browser, _ in
            let heading = "Sign in,name,mobile,role,place\n"
            let bad = try await browser.upload(
                "/users/import", heading + "mina.das,Mina Das,9000000001,verifier,Chapra\nrupa,Rupa,12,king,Chapra\n")
            #expect(bad.status == .unprocessableContent)
            #expect(bad.text.contains("<th scope=\"row\" class=\"number\">3</th><td>mobile</td>"))
            #expect(try await browser.get("/users?text=mina").text.contains("mina.das") == false)
            let good = try await browser.upload(
                "/users/import", heading + "mina.das,Mina Das,9000000001,verifier,Chapra\n")
            #expect(good.status == .ok)
            #expect(good.text.contains("/invitations/"))
            #expect(try await browser.get("/users?text=mina").text.contains("mina.das"))
            let strange = try await browser.upload("/users/import", "a,b\n1,2\n")
            #expect(strange.status == .unprocessableContent && strange.text.contains("sign_in"))
        }
    }

    @Test func longListsHavePages() async throws {
        try await withDistrictOfficer { browser, world in
            for _ in 0..<60 { _ = try await world.staff(.verifier, at: World.chapra) }
            let first = try await browser.get("/users?role=verifier").text
            #expect(first.matches(of: /scope="row"/).count == 50)
            let next = try #require(first.firstMatch(of: /href="(\/users\?[^"]*after=[^"]*)"/)).output.1
            let second = try await browser.get(String(next).replacing("&amp;", with: "&")).text
            #expect(second.matches(of: /scope="row"/).count == 10)
        }
    }

    @Test func aProgramGetsATokenThatIsShownOnceAndEnded() async throws {
        try await withDistrictOfficer { browser, world in
            let user = try #require(try await world.staff(.verifier, at: World.chapra).user)
            let wrong = try await browser.post("/users/\(user)/tokens", ["name": "", "days": "400"])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("aria-describedby=\"token-name-fault\""))
            let made = try await browser.post("/users/\(user)/tokens", ["name": "Block <b>", "days": "30"])
            #expect(made.text.contains("value=\"shramik_"))
            let shown = try await browser.get("/users/\(user)").text
            #expect(!shown.contains("shramik_") && shown.contains("Block &lt;b&gt;"))
            let id = try #require(shown.firstMatch(of: /name="token" value="([0-9a-f-]{36})"/)?.output.1)
            let ended = try await browser.post("/users/\(user)/tokens/end", ["token": String(id)])
            #expect(ended.status == .seeOther)
            #expect(try await !browser.get("/users/\(user)").text.contains("name=\"token\" value="))
        }
    }
}
