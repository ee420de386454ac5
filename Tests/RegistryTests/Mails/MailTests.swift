import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct MailTests {
    static let office = ["labour@example.in", "cmo@example.in"]

    static func claim(_ world: World) async throws -> [Mail] {
        try await world.registry.write(as: .program("mails")) { try Mail.claim(10, in: $0) }
    }

    static func answer(_ mail: Mail, _ answers: [String: Mail.Answer], _ world: World) async throws {
        try await world.registry.write(as: .program("mails")) { try mail.answered(answers, in: $0) }
    }

    static func mails(_ drive: TestDrive, as actor: Actor? = nil) async throws -> [Mail] {
        try await drive.world.registry.read(as: actor ?? drive.officer) { try Mail.list(limit: 50, in: $0) }
    }

    @Test func eachVersionIsOneMailToTheAddressesOfTheDrive() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, recipients: MailTests.office)
        let first = try await drive.sign(on: drive.firstDay)
        try await drive.sign(on: drive.firstDay, id: first.id)
        #expect(try await MailTests.mails(drive).map(\.id) == [first.id])
        try await drive.sign(on: drive.firstDay, version: 2, reason: "A late phone")
        let mails = try await MailTests.mails(drive)
        #expect(mails.count == 2 && mails.allSatisfy { $0.receivers.map(\.address) == MailTests.office })
        let malda = try await world.staff(.districtOfficer, at: World.malda)
        #expect(try await MailTests.mails(drive, as: malda).isEmpty)
        let sealed = try await world.registry.read(as: .program("test")) { scope in
            try scope.transaction.rows("SELECT content FROM mails").map { try $0["content"] as [UInt8] }
        }
        #expect(!sealed.contains { String(decoding: $0, as: UTF8.self).contains("example.in") })
    }

    @Test func whatFailsIsTriedAgainAfterGrowingPausesAndThenGivenUp() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, recipients: [MailTests.office[0]])
        try await drive.sign(on: drive.firstDay)
        for pause in [1.0, 5, 15, 60, 240, 720] {
            let mail = try #require(try await MailTests.claim(world).first)
            #expect(try await MailTests.claim(world).isEmpty, "nobody else takes it meanwhile")
            try await MailTests.answer(mail, [MailTests.office[0]: .failed("unreachable")], world)
            #expect(try await MailTests.mails(drive).first?.status == .failed)
            world.clock.advance(minutes: pause - 0.1)
            #expect(try await MailTests.claim(world).isEmpty)
            world.clock.advance(minutes: 0.2)
        }
        let last = try #require(try await MailTests.claim(world).first)
        try await MailTests.answer(last, [MailTests.office[0]: .failed("451")], world)
        let mail = try #require(try await MailTests.mails(drive).first)
        #expect(mail.status == .dead && mail.attempts == 7 && mail.receivers[0].problem == "451")
        world.clock.advance(minutes: 100_000)
        #expect(try await MailTests.claim(world).isEmpty)
        let auditor = try await world.staff(.auditor, at: World.nadia)
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(as: auditor) { try Mail.find(mail.id, in: $0).resend(in: $0) }
        }
        try await world.registry.write(as: drive.officer) { try Mail.find(mail.id, in: $0).resend(in: $0) }
        #expect(try await MailTests.claim(world).map(\.attempts) == [1])
    }

    @Test func anAddressThatIsRefusedStopsNobodyElsesMail() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, recipients: MailTests.office)
        try await drive.sign(on: drive.firstDay)
        let mail = try #require(try await MailTests.claim(world).first)
        try await MailTests.answer(
            mail, [MailTests.office[0]: .refused("550"), MailTests.office[1]: .failed("451")], world)
        world.clock.advance(minutes: 2)
        let again = try #require(try await MailTests.claim(world).first)
        #expect(again.receivers.filter(\.isOpen).map(\.address) == [MailTests.office[1]])
        try await MailTests.answer(again, [MailTests.office[1]: .taken], world)
        let ended = try #require(try await MailTests.mails(drive).first)
        #expect(ended.status == .refused && ended.receivers.map(\.state) == [.refused, .sent])
    }

    @Test func aSenderThatDiesLosesItsClaim() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, recipients: MailTests.office)
        try await drive.sign(on: drive.firstDay)
        let lost = try #require(try await MailTests.claim(world).first)
        world.clock.advance(minutes: 11)
        #expect(try await MailTests.claim(world).map(\.attempts) == [2])
        // The first sender wakes up: its answer is not that of the attempt under way.
        try await MailTests.answer(lost, [MailTests.office[0]: .taken], world)
        #expect(try await MailTests.mails(drive).first?.status == .sending)
    }
}
