import Foundation
import Registry
import Support
import Testing

@Suite struct CampaignTests {
    @Test func aDriveCountsItsTargetFromTheList() async throws {
        let world = try await World()
        let drive = try await world.drive(on: try await world.leftOuts(12))
        let figures = try await world.registry.read(as: .program("test")) {
            try DriveCounter.figures(
                of: [World.nadia, World.krishnanagar, World.chapra, World.bagberia, World.malda], in: drive.id, in: $0)
        }
        for place in [World.nadia, World.krishnanagar, World.chapra, World.bagberia] {
            #expect(figures[place]?[.target] == 12)
        }
        #expect(figures[World.malda] == nil)
    }

    @Test func sundaysAreOffAndDeadlinesAreInIndia() async throws {
        let drive = try await World().drive(on: nil)
        #expect(
            drive.workDays.map(\.description) == [
                "2027-01-15", "2027-01-16", "2027-01-18", "2027-01-19", "2027-01-20",
            ])
        // 19:00 in India is 13:30 UTC; the final return is due at 15:00 on the day after.
        #expect(drive.deadline(of: World.driveDays.first).timeIntervalSince1970 == 1_800_019_800)
        #expect(drive.deadline(of: World.driveDays.last, isFinal: true).timeIntervalSince1970 == 1_800_523_800)
    }

    @Test func onlyTheDistrictAndTheStateBeginOne() async throws {
        let world = try await World()
        let plan = Campaign.Plan(area: World.nadia, firstDay: World.driveDays.first, lastDay: World.driveDays.last)
        for actor in [
            try await world.staff(.designatedOfficer, at: World.chapra),
            try await world.staff(.districtOfficer, at: World.malda), try await world.staff(.auditor, at: World.nadia),
        ] {
            let id = world.registry.environment.newID()
            await #expect(throws: Problem.notAllowed) {
                try await world.registry.write(as: actor) { try Campaign.begin(id: id, plan, in: $0) }
            }
        }
    }

    @Test func everyFieldThatCannotBeIsNamed() async throws {
        let world = try await World()
        let leader = try await world.staff(.districtOfficer, at: World.nadia)
        let id = world.registry.environment.newID()
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.write(as: leader) { scope in
                var plan = Campaign.Plan(
                    area: World.nadia, firstDay: World.driveDays.last, lastDay: World.driveDays.first)
                plan.name = "  "
                (plan.dailyBy, plan.finalBy, plan.fee, plan.centreFee) = (1440, -1, -5, -5)
                plan.recipients = ["nobody", "a@b", "x@y.in\r\nBcc:z@y.in"]
                plan.list = scope.environment.newID()
                return try Campaign.begin(id: id, plan, in: scope)
            }
        }
        #expect(
            Set(problem?.fields.map(\.name) ?? []) == [
                "name", "lastDay", "visitsUntil", "dailyBy", "finalBy", "fee", "centreFee", "recipients", "list",
            ])
    }

    @Test func anAdjustmentNeedsAReasonAndIsCountedOnce() async throws {
        let world = try await World()
        let drive = try await world.drive(on: try await world.leftOuts(12))
        let leader = try await world.staff(.districtOfficer, at: World.nadia)
        let id = world.registry.environment.newID()
        func adjust(_ change: Int, _ reason: String, _ id: RecordID) async throws {
            try await world.registry.write(as: leader) {
                try drive.adjustTarget(id: id, of: World.chapra, by: change, reason: reason, in: $0)
            }
        }
        try await adjust(-2, "Two villages went to the next block", id)
        try await adjust(-2, "Two villages went to the next block", id)
        await #expect(throws: Problem.self) { try await adjust(1, " ", world.registry.environment.newID()) }
        await #expect(throws: Problem.self) { try await adjust(-11, "too many", world.registry.environment.newID()) }
        let figures = try await world.registry.read(as: leader) {
            try DriveCounter.figures(of: [World.nadia, World.chapra, World.bagberia], in: drive.id, in: $0)
        }
        #expect(figures[World.nadia]?[.target] == 10)
        #expect(figures[World.chapra]?[.target] == 10)
        #expect(figures[World.bagberia]?[.target] == 12)
    }

    @Test func aListIsSeenWhenAllOfItIsInAndThenStays() async throws {
        let world = try await World()
        let list = try await world.leftOuts(3)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let elsewhere = try await world.staff(.designatedOfficer, at: World.kaliachak)
        #expect(try await world.people(of: list, at: World.bagberia).count == 3)
        let seen = try await world.registry.read(as: officer) {
            (try LeftOutList.all(in: $0).count, try LeftOut.page(of: list, at: World.alipur, in: $0).count)
        }
        #expect(seen == (1, 0))
        let other = try await world.registry.read(as: elsewhere) {
            try LeftOut.page(of: list, at: World.bagberia, in: $0).count
        }
        #expect(other == 0)
        await #expect(throws: Problem(.wrongState)) {
            try await world.registry.write(as: .program("test")) { scope in
                try LeftOutList.find(list, in: scope).add([], in: scope)
            }
        }
    }
}
