import Store
import Support
import Testing

@testable import Registry

@Suite struct DeskTests {
    private func page(
        _ filter: DeskFilter, after: Desk.Cursor? = nil, before: Desk.Cursor? = nil, limit: Int = 25, as actor: Actor,
        in world: World
    ) async throws -> Desk.Page {
        try await world.registry.read(as: actor) {
            try Desk.page(filter, after: after, before: before, limit: limit, in: $0)
        }
    }

    @Test func eachOfficerSeesWhatWaitsForThem() async throws {
        let world = try await World()
        let submitted = try await world.application(status: .submitted)
        let verified = try await world.application(status: .verified)
        _ = try await world.application(at: World.alipur, status: .verified)
        let mine = DeskFilter()
        let verifier = try await world.staff(.verifier, at: World.chapra)
        #expect(try await page(mine, as: verifier, in: world).lines.map(\.id) == [submitted])
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        #expect(try await page(mine, as: officer, in: world).lines.map(\.id) == [verified])
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        #expect(try await page(mine, as: district, in: world).lines.isEmpty)
        var area = DeskFilter()
        area.reach = .area
        #expect(try await page(area, as: district, in: world).lines.count == 2)
        let elsewhere = try await world.staff(.designatedOfficer, at: World.kaliachak)
        #expect(try await page(mine, as: elsewhere, in: world).lines.count == 1)
    }

    @Test(arguments: [DeskFilter.Reach.mine, .area]) func aListIsWalkedForthAndBackWithoutGapOrRepeat(
        _ reach: DeskFilter.Reach
    ) async throws {
        let world = try await World()
        for number in 0..<23 {
            _ = try await world.application(status: .verified, duplicate: number % 2 == 0 ? .none : .possible)
            if number % 3 == 0 { world.clock.advance(minutes: 60) }
        }
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        var filter = DeskFilter()
        filter.reach = reach
        let whole = try await page(filter, limit: 100, as: officer, in: world).lines
        #expect(whole.count == 23)
        #expect(!zip(whole, whole.dropFirst()).contains { $1.cursor < $0.cursor })
        var forth: [RecordID] = []
        var cursor: Desk.Cursor?
        var pages = 0
        repeat {
            let next = try await page(filter, after: cursor, limit: 5, as: officer, in: world)
            forth += next.lines.map(\.id)
            cursor = next.hasNext ? next.lines.last?.cursor : nil
            pages += 1
        } while cursor != nil
        #expect(pages == 5)
        #expect(forth == whole.map(\.id))
        let back = try await page(filter, before: whole[12].cursor, limit: 5, as: officer, in: world)
        #expect(back.lines.map(\.id) == whole[7..<12].map(\.id))
        #expect(back.hasNext && back.hasPrevious)
        #expect(try await page(filter, before: whole[2].cursor, limit: 5, as: officer, in: world).hasPrevious == false)
    }

    @Test func decidedOnesComeNewestFirst() async throws {
        let world = try await World()
        var ids: [RecordID] = []
        for _ in 0..<7 {
            ids.insert(try await world.application(status: .rejected), at: 0)
            world.clock.advance(minutes: 1)
        }
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        var filter = DeskFilter()
        (filter.reach, filter.status) = (.area, .rejected)
        let first = try await page(filter, limit: 3, as: officer, in: world)
        #expect(first.lines.map(\.id) == Array(ids[0..<3]))
        let second = try await page(filter, after: first.lines[2].cursor, limit: 3, as: officer, in: world)
        #expect(second.lines.map(\.id) == Array(ids[3..<6]))
        let back = try await page(filter, before: second.lines[0].cursor, limit: 2, as: officer, in: world)
        #expect(back.lines.map(\.id) == Array(ids[1..<3]))
    }

    @Test func emergenciesComeFirst() async throws {
        let world = try await World()
        _ = try await world.application(status: .verified)
        world.clock.advance(minutes: 5)
        let urgent = try await world.application(status: .verified)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.registry.write(as: officer) {
            try Application.find(urgent, in: $0).setEmergency(.accident, in: $0)
        }
        #expect(try await page(DeskFilter(), as: officer, in: world).lines.first?.id == urgent)
    }

    @Test func everyFigureIsAsLongAsItsList() async throws {
        let world = try await World()
        for status in [Application.Status.submitted, .verified, .verified, .returned, .draft] {
            _ = try await world.application(status: status)
            _ = try await world.application(at: World.alipur, status: status)
        }
        world.clock.advance(minutes: 8 * 24 * 60)
        _ = try await world.application(status: .verified)
        for place in [World.chapra, World.nadia, World.westBengal, World.bagberia, World.krishnanagar] {
            let actor = try await world.staff(.auditor, at: place)
            let figures = try await world.registry.read(as: actor) { try Desk.figures(.area, in: $0) }
            #expect(figures.map(\.count).reduce(0, +) == (place == World.westBengal ? 9 : 5))
            for figure in figures {
                #expect(figure.ages.reduce(0, +) == figure.count)
                for overdue in [false, true] {
                    var filter = DeskFilter()
                    (filter.reach, filter.status, filter.overdue) = (.area, figure.status, overdue)
                    let lines = try await page(filter, limit: 100, as: actor, in: world).lines
                    #expect(lines.count == (overdue ? figure.overdue : figure.count))
                }
            }
        }
    }

    @Test func decidedOnesAreTalliedByEachStep() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let appeals = try await world.staff(.assistantCommissioner, at: World.krishnanagar)
        for number in 0..<5 {
            // One person applies five times here, which the check finds; that is not what is counted.
            let id = try await world.application(status: .verified, duplicate: .possible)
            try await world.registry.write(as: officer) { scope in
                var application = try Application.find(id, in: scope)
                try application.take(
                    number < 3 ? .approve : .reject, reason: number < 3 ? nil : "other", note: "n", in: scope)
            }
            guard number == 4 else { continue }
            try await world.registry.write(as: appeals) { scope in
                var application = try Application.find(id, in: scope)
                try application.take(.reopen, note: "n", in: scope)
            }
        }
        let figures = try await world.registry.read(as: officer) { try Desk.figures(.area, in: $0) }
        #expect(
            Dictionary(uniqueKeysWithValues: figures.filter { $0.count > 0 }.map { ($0.status, $0.count) })
                == [.approved: 3, .rejected: 1, .verified: 1])
    }

    @Test func whatIsLateGoesUpStepByStepAndOnce() async throws {
        let world = try await World()
        let id = try await world.application(status: .verified)
        let commissioner = try await world.staff(.assistantCommissioner, at: World.krishnanagar)
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        func run() async throws -> Int {
            try await world.registry.write(as: .program("escalate")) { try Escalation.run(in: $0) }
        }
        #expect(try await run() == 0)
        world.clock.advance(minutes: 7 * 24 * 60 + 1)
        #expect(try await run() == 1)
        #expect(try await run() == 0)
        #expect(try await page(DeskFilter(), as: commissioner, in: world).lines.map(\.id) == [id])
        #expect(try await page(DeskFilter(), as: district, in: world).lines.isEmpty)
        let approved = try await world.registry.write(as: commissioner) { scope in
            var application = try Application.find(id, in: scope)
            try application.take(.approve, in: scope)
            return application.status
        }
        #expect(approved == .approved)
        let second = try await world.application(status: .verified)
        world.clock.advance(minutes: 7 * 24 * 60 + 1)
        #expect(try await run() == 1)
        world.clock.advance(minutes: 3 * 24 * 60)
        #expect(try await run() == 1)
        #expect(try await page(DeskFilter(), as: district, in: world).lines.map(\.id) == [second])
        world.clock.advance(minutes: 30 * 24 * 60)
        #expect(try await run() == 0)
    }

    /// A list must not be sorted by the data base: at a crore of rows that is the difference between 1 ms and 10 s.
    @Test(arguments: [
        (Role.designatedOfficer, World.chapra), (.districtOfficer, World.nadia),
        (.stateAdministrator, World.westBengal),
        (.secretary, World.bagberia), (.assistantCommissioner, World.krishnanagar),
    ]) func everyListIsARunOfAnIndex(_ role: Role, _ place: PlaceID) async throws {
        let world = try await World()
        let actor = try await world.staff(role, at: place)
        let plans = try await world.registry.read(as: actor) { scope in
            var plans: [String] = []
            if scope.transaction.dialect == .postgres { try scope.transaction.run("SET LOCAL enable_seqscan = off") }
            for status in DeskFilter.open + DeskFilter.closed {
                for cursor in [nil, Desk.Cursor(queue: 1, time: 5, id: scope.environment.newID())] {
                    var filter = DeskFilter()
                    (filter.reach, filter.status, filter.duplicate) = (.area, status, Application.Duplicate.none)
                    for source in DeskSource.all(filter, in: scope) {
                        let query = Desk.query(source, filter, from: cursor, backwards: false, limit: 26, in: scope)
                        plans.append(try plan(of: query, in: scope.transaction))
                    }
                }
            }
            return plans
        }
        #expect(plans.count == 14)
        for plan in plans {
            #expect(plan.contains("desk_by_") || plan.contains("decided_by_"), "\(plan)")
            #expect(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "\(plan)")
        }
    }

    private func plan(of query: Statement, in t: Transaction) throws -> String {
        let (prefix, column): (Statement, String) =
            t.dialect == .sqlite ? ("EXPLAIN QUERY PLAN ", "detail") : ("EXPLAIN ", "QUERY PLAN")
        return try t.rows(prefix + query).map { try $0[column] as String }.joined(separator: "\n")
    }
}
