import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct ReturnTests {
    /// An application of the drive, taken through the steps by those whose they are.
    static func application(
        _ drive: TestDrive, for person: RecordID?, _ last: Workflow.Action?, named name: String
    ) async throws -> RecordID {
        let world = drive.world
        let counter = try await world.staff(.counterOperator, at: World.chapra)
        let id = try await world.application(
            of: World.person(name, mobile: nil), maker: counter)
        func take(_ action: Workflow.Action, _ role: Role, reason: String? = nil) async throws {
            let actor = role == .counterOperator ? counter : try await world.staff(role, at: World.chapra)
            try await world.registry.write(as: actor) { scope in
                if action == .submit {
                    try Application.join(drive.id, application: id, at: World.bagberia, for: person, in: scope)
                }
                var application = try Application.find(id, in: scope)
                try application.take(action, reason: reason, note: "x", in: scope)
            }
        }
        try await take(.submit, .counterOperator)
        guard let last else { return id }
        try await take(.verify, .verifier)
        let reason = world.registry.rules.workflow.applications.transitions[last]?.reasons.first
        try await take(last, .designatedOfficer, reason: reason)
        return id
    }

    /// Counts from the visits and steps alone, as somebody would who trusts no counter.
    static func recount(
        _ drive: TestDrive, _ kind: Return.Kind, at place: PlaceID, on day: Day
    ) async throws -> [Return.Figure: Int] {
        try await drive.world.registry.read(as: .program("test")) { scope in
            let column = place.level == .district ? "district" : "block"
            let last = (kind == .daily ? day : day + 1).description
            let visits = try scope.transaction.rows(
                "SELECT * FROM house_visits WHERE campaign = \(drive.id) AND \(unchecked: column) = \(place)")
            let people = try scope.transaction.rows(
                "SELECT * FROM left_outs WHERE \(unchecked: column) = \(place)")
            let standing = Set(try people.compactMap { try $0["visit"] as RecordID? })
            var figures: [Return.Figure: Int] = [.target: people.count]
            var doors: Set<RecordID> = []
            for visit in visits.sorted(by: {
                ((try? $0["received"] as Int64) ?? 0) < ((try? $1["received"] as Int64) ?? 0)
            }) {
                let (id, outcome, on): (RecordID, String, String) = (
                    try visit["id"], try visit["outcome"], try visit["day"]
                )
                let isFirst = doors.insert(try visit["house"]).inserted
                guard on <= last else { continue }
                if isFirst { figures[.houses, default: 0] += 1 }
                if try visit["form"] == "filled" { figures[.forms, default: 0] += 1 }
                let counts = outcome == "new" || (standing.contains(id) && !["away", "untraceable"].contains(outcome))
                if counts { figures[.covered, default: 0] += 1 }
                if counts, on == day.description { figures[.today, default: 0] += 1 }
            }
            for row in try scope.transaction.rows(
                """
                SELECT s.status_before AS b, s.status_after AS a, s.time AS t FROM steps s
                JOIN drive_applications d ON d.application = s.record
                WHERE d.campaign = \(drive.id) AND d.\(unchecked: column) = \(place)
                """)
            {
                let (before, after, time): (String, String, Int64) = (try row["b"], try row["a"], try row["t"])
                guard Day(Date(milliseconds: time)).description <= last else { continue }
                if before == "draft", after == "submitted" { figures[.digitised, default: 0] += 1 }
                if after == "approved" { figures[.approved, default: 0] += 1 }
                if after == "rejected" { figures[.rejected, default: 0] += 1 }
            }
            for figure in Return.Figure.allCases { figures[figure, default: 0] += 0 }
            if kind == .closing { (figures[.today], figures[.covered]) = (nil, nil) }
            return figures
        }
    }

    /// Two days of a drive with a bit of everything, and a correction on the second of what the first had said.
    static func busy(_ world: World) async throws -> TestDrive {
        let drive = try await TestDrive(in: world)
        let people = drive.people
        let house = world.registry.environment.newID()
        let first = try await drive.visit(people[0], .found, form: .filled, house: house)
        _ = try await drive.visit(people[1], .away, house: house)
        _ = try await drive.visit(people[2], .untraceable)
        _ = try await drive.visit(nil, .new, form: .filled)
        _ = try await application(drive, for: people[0], .approve, named: "Rina Das")
        world.clock.advance(minutes: 1440)
        // Found yesterday, and moved as it turned out: the phone knew of the visit before.
        _ = try await drive.visit(people[0], .moved, seen: first)
        _ = try await drive.visit(people[1], .found, form: .handedOut)
        _ = try await drive.visit(people[3], .refused)
        _ = try await application(drive, for: people[1], .reject, named: "Mitali Roy")
        _ = try await application(drive, for: nil, nil, named: "Kabita Shil")
        return drive
    }

    @Test func theFiguresAreThoseOfTheRecords() async throws {
        let drive = try await ReturnTests.busy(try await World())
        for day in [drive.firstDay, drive.firstDay + 1, drive.firstDay + 2] {
            let counted = try await drive.count(on: day)
            let chapra = try #require(counted.lines.first { $0.place?.place == World.chapra })
            let block = try await ReturnTests.recount(drive, .daily, at: World.chapra, on: day)
            let district = try await ReturnTests.recount(drive, .daily, at: World.nadia, on: day)
            #expect(chapra.figures == block && counted.total.figures == district)
        }
        let final = try await drive.count(.closing, on: drive.firstDay + 2)
        let whole = try await ReturnTests.recount(drive, .closing, at: World.nadia, on: drive.firstDay + 2)
        #expect(final.total.figures == whole)
        let second = try await drive.count(on: drive.firstDay + 1)
        // Of the first day only the new one is left covered; on the second moved, found and refused.
        #expect(second.total[.target] == 6 && second.total[.today] == 3 && second.total[.covered] == 4)
        #expect(second.total[.houses] == 6 && second.total[.forms] == 2 && second.total[.digitised] == 3)
        #expect(second.total[.approved] == 1 && second.total[.rejected] == 1)
        #expect(second.lines.map { $0.subdivision?.place } == [World.krishnanagar])
    }

    @Test func behindEachFigureStandsAsManyRecords() async throws {
        let drive = try await ReturnTests.busy(try await World())
        for (kind, day) in [
            (Return.Kind.daily, drive.firstDay), (.daily, drive.firstDay + 1), (.closing, drive.firstDay + 2),
        ] {
            let counted = try await drive.count(kind, on: day)
            for figure in Return.Figure.columns(of: kind) {
                let sources = try await drive.world.registry.write(as: drive.officer) { scope in
                    try Return.sources(
                        of: figure, kind, at: World.chapra, of: try Campaign.find(drive.id, in: scope), on: day,
                        limit: 100, in: scope)
                }
                #expect(sources.count == counted.lines[0][figure], "\(figure) of \(kind) on \(day)")
                #expect(sources.map(\.id) == sources.map(\.id).sorted())
            }
        }
    }

    @Test func whatWasSignedStaysWhenLaterRecordsComeAndANewVersionTakesThemIn() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world)
        _ = try await drive.visit(drive.people[0], .found)
        let first = try await drive.sign(on: drive.firstDay, remark: "Rain in the north")
        #expect(first.isIntact && !first.isLate && first.version == 1 && first.signer == drive.officer.user)
        _ = try await drive.visit(drive.people[1], .found)
        let live = try await drive.count(on: drive.firstDay)
        let changes = first.figures.changes(to: live)
        #expect(changes.map(\.figure) == [.today, .covered, .houses])
        #expect(changes.allSatisfy { $0.before == 1 && $0.after == 2 && $0.place?.place == World.chapra })
        let problem = await #expect(throws: Problem.self) { try await drive.sign(on: drive.firstDay, version: 2) }
        #expect(problem == Problem.invalid("reason", "required"))
        await #expect(throws: Problem(.changedMeanwhile)) {
            try await drive.sign(on: drive.firstDay, version: 1)
        }
        let second = try await drive.sign(on: drive.firstDay, version: 2, reason: "A phone came late")
        let versions = try await world.registry.read(as: drive.officer) {
            try SignedReturn.versions(
                of: .daily, on: drive.firstDay, in: drive.id, district: World.nadia, in: $0)
        }
        #expect(versions.map(\.version) == [2, 1])
        #expect(versions[1].text == first.text && versions[1].figures.total[.today] == 1)
        #expect(second.figures == live && second.hash != first.hash)
        // The same form twice is one version.
        let again = try await drive.sign(on: drive.firstDay, version: 2, reason: "A phone came late", id: second.id)
        #expect(again.id == second.id && again.version == 2)
    }

    @Test func theDataBaseItselfRefusesToAlterWhatWasSigned() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world)
        try await drive.sign(on: drive.firstDay)
        let attempts: [Statement] = ["UPDATE drive_returns SET content = 'x'", "DELETE FROM drive_returns"]
        for attempt in attempts {
            await #expect(throws: (any Error).self) {
                try await world.registry.write(as: .program("test")) { try $0.transaction.run(attempt) }
            }
        }
    }

    @Test(arguments: [
        (Role.stateAdministrator, World.westBengal, Problem.Code.notAllowed),
        (.auditor, World.nadia, .notAllowed), (.districtOfficer, World.malda, .notFound),
        (.designatedOfficer, World.chapra, .notFound), (.enumerator, World.bagberia, .notFound),
    ]) func onlyTheDistrictsOwnOfficerSigns(_ role: Role, _ place: PlaceID, _ code: Problem.Code) async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world)
        let actor = try await world.staff(role, at: place)
        let problem = await #expect(throws: Problem.self) { try await drive.sign(on: drive.firstDay, as: actor) }
        #expect(problem?.code == code)
    }

    @Test func theStateAndTheAuditorSeeEveryDistrictAndADistrictItsOwn() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, area: World.nadia)
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let id = world.registry.environment.newID()
        try await world.registry.write(as: state) { scope in
            var plan = Campaign.Plan(area: World.westBengal, firstDay: drive.firstDay, lastDay: drive.firstDay)
            plan.name = "All of it"
            try Campaign.begin(id: id, plan, in: scope)
        }
        let auditor = try await world.staff(.auditor, at: World.westBengal)
        for (actor, seen) in [
            (state, [World.malda, World.nadia]), (auditor, [World.malda, World.nadia]), (drive.officer, [World.nadia]),
        ] {
            let districts = try await world.registry.read(as: actor) {
                Return.districts(of: try Campaign.find(id, in: $0), in: $0)
            }
            #expect(districts == seen)
        }
    }

    /// 19:00 in India is 13:30 UTC.
    @Test(arguments: [
        (-1.0, ReturnCalendar.Standing.open, ReturnCalendar.Standing.signed), (0, .open, .signed),
        (1, .missing, .late),
    ]) func theEveningsDeadlineIsSevenInIndia(
        _ minutes: Double, _ unsigned: ReturnCalendar.Standing, _ signed: ReturnCalendar.Standing
    ) async throws {
        let world = try await World(clock: Clock(Date(timeIntervalSince1970: 1_800_000_000 - 8 * 3600)))
        let drive = try await TestDrive(in: world)
        // 1,800,000,000 is 13:30 in India, and the clock began eight hours earlier.
        world.clock.advance(minutes: 8 * 60 + 330 + minutes)
        func standing(_ day: Day, _ kind: Return.Kind = .daily) async throws -> ReturnCalendar.Standing {
            try await world.registry.read(as: drive.officer) { scope in
                let calendar = try ReturnCalendar(of: try Campaign.find(drive.id, in: scope), in: scope)
                let wanted = calendar.wanted.first { $0.day == day && $0.kind == kind }
                return calendar.standing(try #require(wanted), World.nadia)
            }
        }
        #expect(try await standing(drive.firstDay) == unsigned)
        #expect(try await standing(drive.firstDay + 1) == .coming)
        #expect(try await standing(drive.firstDay + 2, .closing) == .coming)
        let version = try await drive.sign(on: drive.firstDay)
        #expect(version.isLate == (signed == .late))
        #expect(try await standing(drive.firstDay) == signed)
    }

    @Test func aReturnIsSignedNeitherBeforeItsDayNorOnADayOff() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world)
        await #expect(throws: Problem(.wrongState)) { try await drive.sign(on: drive.firstDay + 1) }
        await #expect(throws: Problem(.wrongState)) { try await drive.sign(on: drive.firstDay + 9) }
        await #expect(throws: Problem(.wrongState)) { try await drive.sign(.closing, on: drive.firstDay + 2) }
        world.clock.advance(minutes: 3 * 1440)
        let final = try await drive.sign(.closing, on: drive.firstDay + 2)
        // 13:30, and due at 15:00.
        #expect(!final.isLate && final.due - final.signed == 90 * 60_000)
    }

    @Test func kolkataReportsByWardAndWhatLiesInNoWardIsALineOfItsOwn() async throws {
        let world = try await World()
        let (kolkata, city) = (PlaceID(.district, 315), PlaceID(.municipality, 250_299))
        let wards = [PlaceID(.ward, 9_010), PlaceID(.ward, 9_002)]
        try await world.registry.write(as: .program("test")) { scope in
            for place in [
                Place(id: kolkata, parent: World.westBengal, name: "Kolkata", localNames: ["bn": "কলকাতা"]),
                Place(id: city, parent: kolkata, name: "Kolkata"),
                Place(id: wards[0], parent: city, name: "Ward 10"), Place(id: wards[1], parent: city, name: "Ward 2"),
            ] { try place.save(in: scope) }
        }
        try await world.registry.reloadPlaces()
        let officer = try await world.staff(.districtOfficer, at: kolkata)
        let id = world.registry.environment.newID()
        let counted = try await world.registry.write(as: officer) { scope in
            let today = Day(scope.environment.now())
            var plan = Campaign.Plan(area: kolkata, firstDay: today, lastDay: today)
            plan.name = "Wards"
            let drive = try Campaign.begin(id: id, plan, in: scope)
            try drive.adjustTarget(id: scope.environment.newID(), of: wards[1], by: 5, reason: "x", in: scope)
            try drive.adjustTarget(id: scope.environment.newID(), of: city, by: 2, reason: "x", in: scope)
            return try Return.count(.daily, of: drive, district: kolkata, on: today, in: scope)
        }
        #expect(counted.lines.map { $0.place?.place } == [wards[1], wards[0], nil])
        #expect(counted.lines.map { $0[.target] } == [5, 0, 2])
        #expect(counted.total[.target] == 7)
    }
}
