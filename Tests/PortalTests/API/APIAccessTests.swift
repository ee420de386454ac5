import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Registry
import Store
import Support
import Testing

@testable import Portal

@Suite struct APIAccessTests {
    @Test func aTokenMayWhatItsUserMayOnTheDay() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let actor = try await world.staff(.verifier, at: World.chapra)
            let client = try await program(actor)
            let me = try await client.send(.get, "/me")
            #expect(me.body["roles"]?[0]?["role"] == "verifier")
            #expect(me.body["roles"]?[0]?["placeName"] == "Chapra")
            #expect(me.body["csrf"] == nil)
            let user = try #require(actor.user)
            try await world.registry.write(as: .program("test")) { scope in
                try User.find(user, in: scope).end(actor.assignments[0], in: scope)
            }
            #expect(try await client.send(.get, "/me").body["roles"]?.items == [])
            #expect(try await client.send(.get, "/applications").status == .forbidden)
            try await world.registry.write(as: .program("test")) { try User.disable(user, in: $0) }
            let over = try await client.send(.get, "/me")
            #expect(over.status == .unauthorized)
            #expect(over.headers[.wwwAuthenticate] == "Bearer")
        }
    }

    @Test(arguments: ["", "x", "shramik_", "shramik_" + String(repeating: "0", count: 64)])
    func whatIsNoTokenIsNobody(_ token: String) async throws {
        let world = try await World()
        try await world.withAPI { program in
            var client = try await program(.anyone)
            client.headers[.authorization] = "Bearer \(token)"
            #expect(try await client.send(.get, "/me").status == .unauthorized)
        }
    }

    @Test func pagesTakeNoToken() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let client = try await program(world.staff(.verifier, at: World.chapra))
            let status = try await client.client.execute(uri: "/desk", method: .get, headers: client.headers) {
                $0.status
            }
            #expect(status == .seeOther)
        }
    }

    /// A browser that is signed in changes nothing here for another site, and nothing without the session's own token.
    @Test func aCookieNeedsTheTokenOfItsSession() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let signed = try await world.signIn(world.staff(.counterOperator, at: World.chapra))
            var browser = try await program(.anyone)
            browser.headers = [.cookie: signed.cookie]
            #expect(try await browser.send(.get, "/me").body["csrf"]?.string == signed.csrf)
            let path = "/applications/\(world.newID())"
            #expect(try await browser.send(.put, path, .submission()).status == .forbidden)
            let wrong = try await browser.send(.put, path, .submission(), more: [.csrf: String(signed.csrf.reversed())])
            #expect(wrong.status == .forbidden)
            browser.headers[.csrf] = signed.csrf
            let foreign = try await browser.send(.put, path, .submission(), more: [.fetchSite: "cross-site"])
            #expect(foreign.status == .forbidden)
            #expect(try await browser.send(.put, path, .submission()).status == .created)
        }
    }

    @Test func otherPeoplesRecordsAreNotThere() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let (application, worker) = (
                try await world.application(at: World.bagberia, status: .submitted), try await world.worker()
            )
            let insider = try await program(world.staff(.designatedOfficer, at: World.chapra))
            let stranger = try await program(world.staff(.designatedOfficer, at: World.kaliachak))
            let paths: [(HTTPRequest.Method, String, JSON?)] = [
                (.get, "/applications/\(application)", nil), (.get, "/applications/\(application)/messages", nil),
                (.post, "/applications/\(application)/unmasked", ["purpose": "contact"]),
                (.post, "/applications/\(application)/steps", ["action": "verify", "version": 1]),
                (.get, "/workers/\(worker)", nil), (.post, "/workers/\(worker)/unmasked", ["purpose": "contact"]),
            ]
            for (method, path, body) in paths {
                let key: HTTPFields = [.idempotencyKey: world.newID()]
                let there = try await stranger.send(method, path, body, more: key)
                #expect(there.status == .notFound, "\(path)")
                let known = path.split(separator: "/")[1]
                let nowhere = try await stranger.send(
                    method, path.replacing(known, with: world.newID()), body, more: key)
                #expect(there.body == nowhere.body, "\(path)")
                #expect(try await insider.send(method, path, body, more: key).status != .notFound, "\(path)")
            }
            #expect(try await stranger.send(.get, "/applications").body["items"]?.items == [])
            let found = try await stranger.send(.post, "/workers/search", ["text": "Sabita Mondal"])
            #expect(found.body["items"]?.items == [])
        }
    }

    @Test func aWorkerIsFoundMaskedAndUnmaskedForAPurpose() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let worker = try await world.worker()
            let officer = try await world.staff(.designatedOfficer, at: World.chapra)
            let client = try await program(officer)
            for text in ["সবিতা মণ্ডল", "Sabita Mandal", "9800000001"] {
                let found = try await client.send(.post, "/workers/search", ["text": .string(text)])
                #expect(found.body["items"]?[0]?["id"]?.string == worker.description, "\(text)")
                #expect(found.body["items"]?[0]?["mobile"] == "XXXXXX0001")
            }
            #expect(try await client.send(.get, "/workers/\(worker)").body["person"]?["mobile"] == "XXXXXX0001")
            let open = try await client.send(.post, "/workers/\(worker)/unmasked", ["purpose": "contact"])
            #expect(open.body["person"]?["mobile"] == "9800000001")
            #expect(try await client.send(.post, "/workers/\(worker)/unmasked", [:]).errors == ["purpose required"])
            let entries = try await world.registry.read(as: officer) { try AuditChain.entries(of: worker, in: $0) }
            #expect(entries.filter { $0.action == "viewed" }.count == 1)
            #expect(entries.first { $0.action == "unmasked" }?.details["purpose"] == "contact")
        }
    }

    @Test func aRepetitionIsSeenAndOfAnotherAreaOnlyTheOfficeIsTold() async throws {
        let world = try await World()
        try await world.withAPI { program in
            var person = World.person()
            person.aadhaar = "999941057058"
            let worker = try await world.worker(person)
            let question: @Sendable (PlaceID) -> JSON = { place in
                [
                    "place": .string(place.description),
                    "person": ["name": "Sabita Mondal", "father": "Haripada Mondal", "aadhaar": "999941057058"],
                ]
            }
            let insider = try await program(world.staff(.counterOperator, at: World.chapra))
            let known = try await insider.send(.post, "/duplicates/check", question(World.bagberia))
            #expect(known.body["verdict"] == "certain")
            #expect(known.body["candidates"]?[0]?["worker"]?.string == worker.description)
            #expect(known.body["candidates"]?[0]?["reasons"]?.items.isEmpty == false)
            let stranger = try await program(world.staff(.counterOperator, at: World.kaliachak))
            let told = try await stranger.send(.post, "/duplicates/check", question(World.alipur)).body["candidates"]?[
                0]
            #expect(told?["office"]?.string == World.chapra.description)
            #expect(
                [told?["worker"], told?["name"], told?["number"], told?["weight"], told?["reasons"]] == [
                    nil, nil, nil, nil, nil,
                ])
            let elsewhere = try await stranger.send(.post, "/duplicates/check", question(World.bagberia))
            #expect(elsewhere.errors == ["place otherArea"])
        }
    }

    @Test func pairsAreDecidedOverTheAPI() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let ids = (0..<3).map { _ in world.registry.environment.newID() }
            try await world.registry.write(as: .program("test")) { scope in
                let content = ReviewPair.Content(
                    fields: [.init(column: "name", first: "Rahima", second: "Rahema")],
                    parts: [.init(column: "name", level: "alike", weight: 4.5)])
                for other in ids.dropFirst() {
                    try ReviewPair.queue(
                        ids[0], other, list: "run", weight: 4.5, content: content,
                        at: Location(World.bagberia, in: scope.places), in: scope)
                }
            }
            let officer = try await program(world.staff(.designatedOfficer, at: World.chapra))
            let first = try await officer.send(.get, "/review-pairs?list=run&limit=1").body
            let mark = try #require(first["next"]?.string)
            let second = try await officer.send(.get, "/review-pairs?list=run&limit=1&cursor=\(mark)").body
            #expect(second["next"] == nil)
            let pairs = [first, second].compactMap { $0["items"]?[0]?["id"]?.string }
            #expect(Set(pairs).count == 2)
            for _ in 0..<2 {
                let decided = try await officer.send(
                    .put, "/review-pairs/\(pairs[0])/decision", ["decision": "different"])
                #expect(decided.status == .ok)
            }
            #expect(try await officer.send(.get, "/review-pairs/\(pairs[0])").body["decision"] == "different")
            #expect(try await officer.send(.get, "/review-pairs").body["items"]?.items.count == 1)
            let stranger = try await program(world.staff(.designatedOfficer, at: World.kaliachak))
            let refused = try await stranger.send(.put, "/review-pairs/\(pairs[0])/decision", ["decision": "same"])
            #expect(refused.status == .notFound)
        }
    }

    @Test func factsArePublic() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let nobody = try await program(.anyone)
            let found = try await nobody.send(
                .get, "/places?q=chap&levels=block,district", more: [.acceptLanguage: "bn"])
            #expect(found.body["items"]?[0]?["id"]?.string == World.chapra.description)
            #expect(found.body["items"]?[0]?["path"] == "Krishnanagar Sadar, নদিয়া, পশ্চিমবঙ্গ")
            #expect(try await nobody.send(.get, "/places/\(World.nadia)").body["code"] == 320)
            #expect(try await nobody.send(.get, "/places/7000999999").status == .notFound)
            #expect(try await nobody.send(.get, "/places").body["items"]?.items == [])
            #expect(try await nobody.send(.get, "/places?q=x&levels=moon").errors == ["levels.1 unknown"])
            #expect(try await nobody.send(.get, "/places?q=x&levels=").errors == ["levels.1 unknown"])
            #expect(try await nobody.send(.get, "/categories").body["items"]?.items.isEmpty == false)
            let schemes = try await nobody.send(.get, "/schemes").body["items"]?.items ?? []
            #expect(schemes.contains { $0["code"] == "bocw" && $0["questions"]?.items.isEmpty == false })
            #expect(try await nobody.send(.post, "/eligibility", [:]).status == .unauthorized)
        }
    }

    @Test func aSchemeIsAssessedRuleByRule() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let clerk = try await program(world.staff(.counterOperator, at: World.chapra))
            func ask(_ person: JSON) async throws -> JSON {
                try await clerk.send(.post, "/eligibility", ["scheme": "bocw", "person": person]).body
            }
            #expect(try await ask(["workerType": "transport"])["outcome"] == "failed")
            let young = try await ask(["workerType": "construction", "dateOfBirth": "1990-04-12"])
            #expect(young["outcome"] == "unknown")
            let reasons = (young["verdicts"]?.items ?? []).compactMap { $0["reason"]?.string }
            #expect(reasons.contains("From 18 to 60 years old."))
            #expect(
                try await clerk.send(.post, "/eligibility", ["scheme": "x", "person": [:]]).errors == ["scheme unknown"]
            )
        }
    }

    @Test func whatTheAPIDoesNotHaveIsSaidInItsOwnFormat() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let clerk = try await program(world.staff(.counterOperator, at: World.chapra))
            let path = "/applications/\(world.newID())"
            let method = try await clerk.send(.delete, path)
            #expect(method.status == .methodNotAllowed)
            #expect(method.headers[.allow] == "GET, PUT")
            let nowhere = try await clerk.send(.get, "/nothing")
            #expect(nowhere.status == .notFound && nowhere.body["type"] == "urn:shramik:problem:notFound")
            #expect(nowhere.headers[.contentType] == "application/problem+json")
            let media = try await clerk.send(.put, path, .submission(), more: [.contentType: "text/plain"])
            #expect(media.status == .unsupportedMediaType)
            let large = try await clerk.send(.put, path, raw: String(repeating: " ", count: Endpoint.bodyLimit + 1))
            #expect(large.status == .contentTooLarge)
            #expect(try await clerk.send(.get, "/applications/x").status == .notFound)
        }
    }
}
