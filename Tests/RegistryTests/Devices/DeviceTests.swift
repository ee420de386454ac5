import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct DeviceTests {
    private func session(_ token: String, in world: World) async throws -> Session? {
        try await world.registry.read(as: .anyone) { try Device.resume(token, in: $0) }
    }

    @Test func aPhoneActsAsItsUserWithTheRolesOfTheDay() async throws {
        let world = try await World()
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        let phone = try await world.device(of: enumerator)
        let session = try #require(try await session(phone.token, in: world))
        #expect(session.actor.user == enumerator.user)
        #expect(session.actor.assignments == enumerator.assignments)
        #expect(session.actor.device == phone.id.description)
        #expect(session.device == phone.id)
    }

    @Test func aCodeEnrolsOnePhoneAndOnlyInTime() async throws {
        let world = try await World()
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        func code() async throws -> String {
            let user = try #require(enumerator.user)
            return try await world.registry.write(as: enumerator) { try Device.invite(user, in: $0) }
        }
        func enrol(_ code: String) async throws {
            _ = try await world.registry.write(as: .anyone) { try Device.enrol(code, name: "test", in: $0) }
        }
        let first = try await code()
        try await enrol(" \(first.lowercased().prefix(5))-\(first.dropFirst(5)) ")
        await #expect(throws: Problem(.credentials)) { try await enrol(first) }
        let (old, new) = (try await code(), try await code())
        await #expect(throws: Problem(.credentials)) { try await enrol(old) }
        world.clock.set(to: world.clock.now.addingTimeInterval(16 * 60))
        await #expect(throws: Problem(.credentials)) { try await enrol(new) }
    }

    @Test(arguments: [
        (Role.designatedOfficer, World.chapra, true), (.districtOfficer, World.nadia, true),
        (.designatedOfficer, World.kaliachak, false), (.counterOperator, World.chapra, false),
        (.enumerator, World.bagberia, false), (.auditor, World.nadia, false),
    ]) func supervisorsEnrolAndLockThePhonesOfTheirArea(_ role: Role, _ place: PlaceID, _ may: Bool) async throws {
        let world = try await World()
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        let phone = try await world.device(of: enumerator)
        let other = try await world.staff(role, at: place)
        let user = try #require(enumerator.user)
        func tries(_ work: @escaping @Sendable (Scope) throws -> Void) async -> Bool {
            do {
                try await world.registry.write(as: other, work)
                return true
            } catch { return false }
        }
        #expect(await tries { _ = try Device.invite(user, in: $0) } == may)
        #expect(await tries { try Device.find(phone.id, in: $0).revoke(wiping: false, in: $0) } == may)
        #expect((try await session(phone.token, in: world) == nil) == may)
        let listed = try await world.registry.read(as: other) { try Device.all(in: $0).map(\.device.id) }
        #expect(listed == (may || role == .auditor ? [phone.id] : []))
    }

    @Test func nobodyEnrolsAPhoneForAnotherSupervisor() async throws {
        let world = try await World()
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let user = try #require(officer.user)
        await #expect(throws: Problem.notFound) {
            _ = try await world.registry.write(as: district) { try Device.invite(user, in: $0) }
        }
    }

    @Test func aDisabledUserIsRefusedAtOnce() async throws {
        let world = try await World()
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        let phone = try await world.device(of: enumerator)
        let user = try #require(enumerator.user)
        try await world.registry.write(as: .program("test")) { try User.disable(user, in: $0) }
        #expect(try await session(phone.token, in: world) == nil)
        let standing = try await world.registry.write(as: .anyone) {
            try Device.standing(phone.token, erased: false, in: $0)
        }
        #expect(standing == .revoked)
    }

    @Test func aWipedPhoneIsToldUntilItSaysThatItIsEmpty() async throws {
        let world = try await World()
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let phone = try await world.device(of: enumerator)
        try await world.registry.write(as: officer) { try Device.find(phone.id, in: $0).revoke(wiping: true, in: $0) }
        #expect(try await session(phone.token, in: world) == nil)
        for erased in [false, true, true] {
            let standing = try await world.registry.write(as: .anyone) {
                try Device.standing(phone.token, erased: erased, in: $0)
            }
            #expect(standing == .wipe)
        }
        let listed = try await world.registry.read(as: officer) { try Device.all(in: $0) }
        #expect(listed.first?.device.wiped != nil)
        let unknown = try await world.registry.write(as: .anyone) {
            try Device.standing("shramik_field_1", erased: false, in: $0)
        }
        #expect(unknown == .unknown)
    }
}
