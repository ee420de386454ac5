import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct HouseVisitTests {
    private struct Field {
        let world: World
        let drive: Campaign
        let people: [LeftOut]
        let enumerator: Actor

        init() async throws {
            world = try await World()
            let list = try await world.leftOuts(12)
            drive = try await world.drive(on: list)
            people = try await world.people(of: list, at: World.bagberia)
            enumerator = try await world.staff(.enumerator, at: World.bagberia)
        }

        func report(
            _ person: LeftOut?, _ outcome: HouseVisit.Outcome, house: RecordID? = nil, form: HouseVisit.Form = .none
        ) -> HouseVisit.Report {
            var report = HouseVisit.Report(
                id: world.registry.environment.newID(), campaign: drive.id,
                house: house ?? world.registry.environment.newID(), leftOut: person?.id, place: World.bagberia,
                visited: Int64(world.clock.now.timeIntervalSince1970 * 1000), outcome: outcome, form: form)
            if outcome == .ineligible { report.note = "a student" }
            return report
        }

        @discardableResult
        func send(_ report: HouseVisit.Report, as actor: Actor? = nil) async throws -> HouseVisit.Recording {
            try await world.registry.write(as: actor ?? enumerator) { try HouseVisit.record(report, in: $0) }
        }

        func figures(at place: PlaceID = World.nadia) async throws -> DriveFigures {
            try await world.registry.read(as: .program("test")) {
                try DriveCounter.figures(of: [place], in: drive.id, in: $0)[place] ?? DriveFigures()
            }
        }

        func differences() async throws -> [Campaign.Difference] {
            try await world.registry.read(as: .program("test")) { try drive.differences(in: $0) }
        }
    }

    @Test func oneDoorWithThreePeopleIsOneHouse() async throws {
        let field = try await Field()
        let house = field.world.registry.environment.newID()
        for person in field.people.prefix(3) {
            #expect(try await field.send(field.report(person, .found, house: house, form: .filled)) == .taken)
        }
        let figures = try await field.figures()
        #expect(figures[.houses] == 1)
        #expect(figures[.covered] == 3)
        #expect(figures[.forms] == 3)
        #expect(figures.open == 9)
        #expect(try await field.differences() == [])
    }

    @Test func theSameVisitTwiceIsOneAndOtherContentIsAConflict() async throws {
        let field = try await Field()
        var report = field.report(field.people[0], .found)
        #expect(try await field.send(report) == .taken)
        #expect(try await field.send(report) == .repeated)
        report.note = "another"
        #expect(try await field.send(report) == .conflicting)
        #expect(try await field.figures()[.covered] == 1)
    }

    @Test func whoWasNotAtHomeIsFoundLater() async throws {
        let field = try await Field()
        var away = field.report(field.people[0], .away)
        away.nextOn = "2027-01-18"
        try await field.send(away)
        var figures = try await field.figures()
        #expect((figures[.away], figures[.covered], figures.open) == (1, 0, 12))
        field.world.clock.set(to: Campaign.morning(of: World.driveDays.first + 3))
        try await field.send(field.report(field.people[0], .found))
        figures = try await field.figures()
        #expect((figures[.away], figures[.found], figures[.covered], figures[.houses]) == (0, 1, 1, 2))
        let person = try await field.world.people(of: field.people[0].list, at: World.bagberia).first {
            $0.id == field.people[0].id
        }
        #expect(person?.outcome == .found)
        #expect(person?.nextOn == nil)
        #expect(try await field.differences() == [])
    }

    @Test func twoPhonesThatDisagreeAreKeptSideBySide() async throws {
        let field = try await Field()
        let first = field.report(field.people[0], .found), second = field.report(field.people[0], .moved)
        try await field.send(first)
        #expect(try await field.send(second) == .contradicts(first.id))
        let person = try await field.world.people(of: field.people[0].list, at: World.bagberia).first {
            $0.id == field.people[0].id
        }
        #expect(person?.outcome == .found)
        #expect(person?.conflict == second.id)
        #expect(try await field.figures()[.covered] == 1)
        #expect(try await field.differences() == [])
        // Whoever knew the first visit corrects it.
        var third = field.report(field.people[0], .deceased)
        third.seen = first.id
        #expect(try await field.send(third) == .taken)
        let figures = try await field.figures()
        #expect((figures[.found], figures[.deceased], figures[.covered]) == (0, 1, 1))
        #expect(try await field.differences() == [])
    }

    @Test func aLaterDriveOnTheSameListTakesThePersonOver() async throws {
        let field = try await Field()
        let first = field.report(field.people[0], .away)
        try await field.send(first)
        let later = try await field.world.drive(on: field.people[0].list)
        var second = field.report(field.people[0], .found)
        second.campaign = later.id
        try await field.send(second)
        #expect(try await field.figures()[.away] == 0)
        #expect(try await field.differences() == [])
        let differences = try await field.world.registry.read(as: .program("test")) { try later.differences(in: $0) }
        #expect(differences == [])
    }

    @Test(arguments: HouseVisit.Outcome.allCases.filter { $0 != .new && $0 != .registered })
    func theTargetIsAlwaysTheSumOfItsParts(_ outcome: HouseVisit.Outcome) async throws {
        let field = try await Field()
        for person in field.people.prefix(5) { try await field.send(field.report(person, outcome)) }
        let figures = try await field.figures(at: World.bagberia)
        #expect(figures[.target] == figures[.covered] + figures[.untraceable] + figures.open)
        #expect(figures[outcome.measureForTests] == 5)
        #expect(figures[.covered] == (outcome.isCovered ? 5 : 0))
    }

    @Test func somebodyOnNoListCountsBesideTheTarget() async throws {
        let field = try await Field()
        try await field.send(field.report(nil, .new))
        let figures = try await field.figures()
        #expect((figures[.new], figures[.covered], figures[.houses]) == (1, 0, 1))
        #expect(try await field.differences() == [])
    }

    @Test func aClockThatIsWrongCountsOnADayThatCanBe() async throws {
        let field = try await Field()
        for (days, person) in [(-40, field.people[0]), (2, field.people[1])] {
            var report = field.report(person, .found)
            report.visited += Int64(days) * 86_400_000
            try await field.send(report)
        }
        let days = try await field.world.registry.read(as: .program("test")) {
            try DriveCounter.days(of: World.nadia, in: field.drive.id, in: $0)
        }
        #expect(days[World.driveDays.first]?[.covered] == 2)
        #expect(days.count == 1)
    }

    @Test func nobodyReportsFromElsewhere() async throws {
        let field = try await Field()
        let elsewhere = try await field.world.staff(.enumerator, at: World.alipur)
        await #expect(throws: Problem.notFound) {
            try await field.send(field.report(field.people[0], .found), as: elsewhere)
        }
        let auditor = try await field.world.staff(.auditor, at: World.nadia)
        await #expect(throws: Problem.notAllowed) {
            try await field.send(field.report(field.people[0], .found), as: auditor)
        }
        #expect(try await field.figures()[.houses] == 0)
    }

    @Test func aRegisteredOneShowsANumberThatCanBe() async throws {
        let field = try await Field()
        var report = field.report(field.people[0], .registered)
        for number in [nil, "12345"] {
            report.number = number
            let sent = report
            await #expect(throws: Problem.self) { try await field.send(sent) }
        }
    }

    @Test func applicationsOfADriveAreCountedWhenSentAndDecided() async throws {
        let field = try await Field()
        let id = field.world.registry.environment.newID()
        let verifier = try await field.world.staff(.verifier, at: World.chapra)
        let officer = try await field.world.staff(.designatedOfficer, at: World.chapra)
        try await field.world.registry.write(as: field.enumerator) { scope in
            try PersonApplication.join(
                field.drive.id, application: id, at: World.bagberia, for: field.people[0].id, in: scope)
        }
        var person = World.person()
        (person.maritalStatus, person.migrantType, person.migratedOn) = (.unmarried, "A", "2026-11-15")
        let draft = Draft(
            id: id, channel: .field, scheme: "wb_migrant", place: World.bagberia, person: person)
        _ = try await field.world.registry.write(as: field.enumerator) {
            try PersonApplication.submit(draft, in: $0).get()
        }
        #expect(try await field.figures()[.digitised] == 1)
        try await field.world.registry.write(as: verifier) { scope in
            var application = try PersonApplication.find(id, in: scope)
            try application.take(.verify, in: scope)
        }
        try await field.world.registry.write(as: officer) { scope in
            var application = try PersonApplication.find(id, in: scope)
            try application.take(.reject, reason: "not_resident", note: "lives in the next state", in: scope)
        }
        #expect(try await field.figures()[.rejected] == 1)
        #expect(try await field.differences() == [])
    }

    @Test func theRecountFindsAndMendsWhatWasChangedByHand() async throws {
        let field = try await Field()
        try await field.send(field.report(field.people[0], .found))
        try await field.world.registry.write(as: .program("test")) { scope in
            _ = try scope.transaction.run(
                "UPDATE drive_counters SET value = value + 3 WHERE place = \(World.nadia) AND measure = 'covered'")
        }
        let found = try await field.differences()
        #expect(found.count == 1)
        #expect((found.first?.kept, found.first?.counted) == (4, 1))
        let mended = try await field.world.registry.recountDrives()
        #expect(mended == [field.drive.id: 1])
        #expect(try await field.differences() == [])
        #expect(try await field.figures()[.covered] == 1)
    }
}

extension HouseVisit.Outcome {
    fileprivate var measureForTests: DriveMeasure { DriveMeasure(rawValue: rawValue)! }
}
