import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct RemindingTests {
    /// How many mails and SMS were queued for officers.
    static func queued(_ world: World) async throws -> [Int] {
        try await world.registry.read(as: .program("test")) { scope in
            [
                try scope.transaction.value("SELECT count(*) FROM mails WHERE template = 'reminder'") ?? 0,
                try scope.transaction.value("SELECT count(*) FROM messages WHERE template = 'returnReminder'") ?? 0,
            ]
        }
    }

    @discardableResult
    static func remind(_ world: World) async throws -> Int {
        try await world.registry.write(as: .program("reminders")) { try Return.remind(minutes: [60, 15], in: $0) }
    }

    /// A drive at 17:59 in India, with an officer who has a mobile and an address.
    static func drive() async throws -> TestDrive {
        let world = try await World()
        let drive = try await TestDrive(in: world)
        let id = world.registry.environment.newID()
        try await world.registry.write(as: .program("test")) { scope in
            try User.create(
                id: id, signIn: "dm.nadia", card: .init(name: "DM", mobile: "9876500001", email: "dm@example.in"),
                language: "bn", assignments: [Assignment(role: .districtOfficer, place: World.nadia)], in: scope)
            try User.create(
                id: scope.environment.newID(), signIn: "dm.malda",
                card: .init(name: "DM", mobile: "9876500002", email: "dm@example.org"),
                assignments: [Assignment(role: .districtOfficer, place: World.malda)], in: scope)
        }
        world.clock.advance(minutes: 269)
        return drive
    }

    @Test func whoHasNotSignedIsRemindedAnHourAndAQuarterOfAnHourBeforeSeven() async throws {
        let drive = try await RemindingTests.drive()
        let world = drive.world
        #expect(try await RemindingTests.remind(world) == 0)
        world.clock.advance(minutes: 1)
        #expect(try await RemindingTests.remind(world) == 1)
        #expect(try await RemindingTests.remind(world) == 0, "once is enough")
        #expect(try await RemindingTests.queued(world) == [1, 1])
        world.clock.advance(minutes: 45)
        #expect(try await RemindingTests.remind(world) == 1)
        #expect(try await RemindingTests.queued(world) == [2, 2])
        world.clock.advance(minutes: 15)
        #expect(try await RemindingTests.remind(world) == 0, "after the deadline nobody is reminded")
    }

    @Test func whoSignedIsLeftInPeace() async throws {
        let drive = try await RemindingTests.drive()
        try await drive.sign(on: drive.firstDay)
        drive.world.clock.advance(minutes: 50)
        #expect(try await RemindingTests.remind(drive.world) == 0)
        #expect(try await RemindingTests.queued(drive.world) == [0, 0])
    }

    @Test func aServerThatWasAwayRemindsOnce() async throws {
        let drive = try await RemindingTests.drive()
        drive.world.clock.advance(minutes: 50)
        #expect(try await RemindingTests.remind(drive.world) == 1)
        #expect(try await RemindingTests.remind(drive.world) == 0)
        #expect(try await RemindingTests.queued(drive.world) == [1, 1])
    }

    @Test func theFinalReturnIsRemindedOfBeforeThreeOnTheDayAfter() async throws {
        let drive = try await RemindingTests.drive()
        let world = drive.world
        for day in 0..<3 {
            try await drive.sign(on: drive.firstDay + day)
            world.clock.advance(minutes: 1440)
        }
        // 17:59 on the day after: too late by three hours; a day before it was too early.
        #expect(try await RemindingTests.remind(world) == 0)
        world.clock.advance(minutes: -230)
        #expect(try await RemindingTests.remind(world) == 1)
    }
}
