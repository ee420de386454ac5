import HTTPTypes
import Registry
import Support
import Testing

@testable import Portal

@Suite struct APIListTests {
    /// Walks by `next`, while `meanwhile` happens between the pages.
    private func walk(
        _ client: APIClient, _ path: String, meanwhile: () async throws -> Void = {}
    ) async throws -> [String] {
        var (seen, cursor): ([String], String?) = ([], nil)
        repeat {
            let reply = try await client.send(.get, path + (cursor.map { "&cursor=\($0)" } ?? ""))
            #expect(reply.status == .ok)
            seen += (reply.body["items"]?.items ?? []).compactMap { $0["id"]?.string }
            cursor = reply.body["next"]?.string
            try await meanwhile()
        } while cursor != nil && seen.count < 200
        return seen
    }

    @Test(arguments: [Application.Status.submitted, .rejected])
    func aWalkSeesEachApplicationOnceWhileOthersComeIn(_ status: Application.Status) async throws {
        let world = try await World()
        try await world.withAPI { program in
            let officer = try await program(world.staff(.designatedOfficer, at: World.chapra))
            var there: Set<String> = []
            for number in 0..<11 {
                if number % 3 == 0 { world.clock.advance(minutes: 1) }
                there.insert(try await world.application(status: status).description)
            }
            let seen = try await walk(officer, "/applications?status=\(status.rawValue)&limit=3") {
                world.clock.advance(minutes: 1)
                for _ in 0..<2 where status == .rejected || there.count < 15 {
                    let new = try await world.application(status: status).description
                    if status == .submitted { there.insert(new) }
                }
            }
            #expect(Set(seen).count == seen.count)
            #expect(there.isSubset(of: seen))
        }
    }

    @Test func aMarkHoldsForItsListAndNobodyCanMakeOne() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let officer = try await program(world.staff(.designatedOfficer, at: World.chapra))
            for _ in 0..<3 { _ = try await world.application(status: .submitted) }
            let reply = try await officer.send(.get, "/applications?limit=1")
            let mark = try #require(reply.body["next"]?.string)
            #expect(
                try await officer.send(.get, "/applications?limit=2&cursor=\(mark)").body["items"]?.items.count == 2)
            let others = [
                "list=mine&cursor=\(mark)", "cursor=\(mark)A", "cursor=\(mark.dropLast(2))AA", "cursor=A", "cursor=%00",
                "cursor=1.1.1",
            ]
            for query in others {
                let reply = try await officer.send(.get, "/applications?\(query)")
                #expect([.badRequest, .unprocessableContent].contains(reply.status), "\(query)")
                #expect(reply.body["errors"]?[0]?["name"] == "cursor", "\(query)")
            }
        }
    }

    @Test(
        arguments: [
            ("limit=0", "limit range"), ("limit=101", "limit range"), ("limit=x", "limit kind"),
            ("limit=1&limit=2", "limit twice"),
            ("limit=99999999999999999999", "limit number"), ("status=draft", "status unknown"),
            ("overdue=1", "overdue kind"),
            ("name=x", "name strange"), ("from=2026-1-1", "from form"), ("place=7", "place form"),
            ("limit", "limit kind"),
            ("%3Cb%3E=1", "… strange"),
        ])
    func filtersAreReadStrictly(_ query: String, _ fault: String) async throws {
        let world = try await World()
        try await world.withAPI { program in
            let officer = try await program(world.staff(.designatedOfficer, at: World.chapra))
            let reply = try await officer.send(.get, "/applications?\(query)")
            #expect(reply.status == .badRequest)
            #expect(reply.errors == [fault])
        }
    }

    @Test func filtersNarrowTheList() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let officer = try await program(world.staff(.designatedOfficer, at: World.chapra))
            let id = try await world.application(status: .submitted)
            for query in [
                "", "?status=submitted", "?category=farm_labour", "?place=\(World.bagberia)", "?overdue=false",
            ] {
                #expect(
                    try await walk(officer, "/applications" + (query.isEmpty ? "?limit=9" : query)) == [id.description])
            }
            for query in [
                "status=verified", "channel=api", "place=\(World.alipur)", "overdue=true", "until=2020-01-01",
            ] {
                #expect(try await walk(officer, "/applications?\(query)") == [], "\(query)")
            }
            #expect(try await officer.send(.get, "/applications?until=2026-02-30").errors == ["until date"])
        }
    }
}
