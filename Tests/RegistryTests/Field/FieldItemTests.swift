import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct FieldItemTests {
    struct Field {
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

        func newID() -> RecordID { world.registry.environment.newID() }

        func visit(_ person: LeftOut, _ outcome: HouseVisit.Outcome = .found, id: RecordID? = nil, note: String? = nil)
            throws -> FieldItem
        {
            var report = HouseVisit.Report(
                id: id ?? newID(), campaign: drive.id, house: newID(), leftOut: person.id, place: World.bagberia,
                visited: world.clock.now.milliseconds, outcome: outcome)
            report.note = note
            return FieldItem(id: report.id, kind: .visit, body: [UInt8](try JSONEncoder().encode(report)))
        }

        func application(_ number: Int, for person: LeftOut? = nil, photo: RecordID? = nil) throws -> FieldItem {
            var filled = Person.sample(name: "Rahima Bibi", mobile: String(9_800_000_000 + number))
            filled.migratedOn = Day(world.clock.now).description
            var form = FieldForm(
                id: newID(), scheme: "wb_migrant", place: World.bagberia, language: "bn", person: filled)
            (form.campaign, form.leftOut, form.photo) = (drive.id, person?.id, photo)
            return FieldItem(id: form.id, kind: .application, body: [UInt8](try JSONEncoder().encode(form)))
        }

        func send(_ items: [FieldItem], as actor: Actor? = nil) async throws -> [FieldItem.State] {
            try await world.registry.write(as: actor ?? enumerator) { try FieldItem.take(items, in: $0) }.map(\.state)
        }

        func differences() async throws -> [Campaign.Difference] {
            try await world.registry.read(as: .program("test")) { try drive.differences(in: $0) }
        }
    }

    @Test func aQueueThatComesTwiceIsStoredOnce() async throws {
        let field = try await Field()
        let queue = [
            try field.visit(field.people[0]), try field.application(1, for: field.people[1]),
            try field.visit(field.people[2], .away),
        ]
        #expect(try await field.send(queue) == [.stored, .stored, .stored])
        #expect(try await field.send(queue) == [.repeated, .repeated, .repeated])
        let counts: [Int?] = try await field.world.registry.read(as: .program("test")) { scope in
            [
                try scope.transaction.value("SELECT count(*) FROM house_visits"),
                try scope.transaction.value("SELECT count(*) FROM applications"),
                try scope.transaction.value("SELECT count(*) FROM drive_applications"),
            ]
        }
        #expect(counts == [2, 1, 1])
        #expect(try await field.differences() == [])
    }

    @Test func aBadRecordHoldsUpNoOther() async throws {
        let field = try await Field()
        let broken = FieldItem(id: field.newID(), kind: .visit, body: Array("{}".utf8))
        let empty = FieldItem(id: field.newID(), kind: .application, body: Array("[1]".utf8))
        let wrong = try field.visit(field.people[0], .ineligible)
        let missing = try field.application(3, photo: field.newID())
        let states = try await field.send([
            broken, try field.visit(field.people[1]), empty, wrong, missing, try field.application(2),
        ])
        #expect(states == [.refused, .stored, .refused, .refused, .refused, .stored])
        let drafts: Int? = try await field.world.registry.read(as: .program("test")) {
            try $0.transaction.value("SELECT count(*) FROM applications")
        }
        #expect(drafts == 1, "what was refused leaves nothing behind")
    }

    @Test func twoPhonesThatContradictAreBothKeptUntilAnOfficerChooses() async throws {
        let field = try await Field()
        let other = try await field.world.staff(.enumerator, at: World.bagberia)
        let officer = try await field.world.staff(.designatedOfficer, at: World.chapra)
        let (first, second) = (try field.visit(field.people[0], .found), try field.visit(field.people[0], .moved))
        #expect(try await field.send([first]) == [.stored])
        #expect(try await field.send([second], as: other) == [.conflict])
        #expect(try await field.send([second], as: other) == [.repeated])
        let open = try await field.world.registry.read(as: officer) { try HouseVisit.contradictions(in: $0).map(\.id) }
        #expect(open == [field.people[0].id])
        try await field.world.registry.write(as: officer) {
            try HouseVisit.decide(second.id, for: field.people[0].id, in: $0)
        }
        let person = try await field.world.registry.read(as: officer) { try LeftOut.find(field.people[0].id, in: $0) }
        #expect(person.outcome == .moved)
        #expect(person.conflict == nil)
        let standings = try await field.world.registry.read(as: officer) {
            try HouseVisit.all(to: field.people[0].id, in: $0).map { ($0.id, $0.standing) }
        }
        #expect(Dictionary(uniqueKeysWithValues: standings) == [first.id: .aside, second.id: .counts])
        #expect(try await field.differences() == [])
        await #expect(throws: Problem(.wrongState)) {
            try await field.world.registry.write(as: officer) {
                try HouseVisit.decide(first.id, for: field.people[0].id, in: $0)
            }
        }
    }

    @Test func theFirstVisitCanBeFoundRightToo() async throws {
        let field = try await Field()
        let officer = try await field.world.staff(.designatedOfficer, at: World.chapra)
        let (first, second) = (try field.visit(field.people[0], .found), try field.visit(field.people[0], .refused))
        _ = try await field.send([first, second])
        try await field.world.registry.write(as: officer) {
            try HouseVisit.decide(first.id, for: field.people[0].id, in: $0)
        }
        let person = try await field.world.registry.read(as: officer) { try LeftOut.find(field.people[0].id, in: $0) }
        #expect(person.outcome == .found)
        #expect(try await field.differences() == [])
    }

    @Test(arguments: [false, true]) func oneIdWithTwoContentsIsKeptTwice(_ replacing: Bool) async throws {
        let field = try await Field()
        let officer = try await field.world.staff(.designatedOfficer, at: World.chapra)
        let first = try field.visit(field.people[0], .away)
        let second = try field.visit(field.people[0], .moved, id: first.id, note: "the neighbour says so")
        #expect(try await field.send([first, second, second]) == [.stored, .conflict, .conflict])
        let copies = try await field.world.registry.read(as: officer) { try VisitCopy.undecided(in: $0) }
        #expect(copies.map(\.report.outcome) == [.moved])
        let copy = try #require(copies.first).id
        try await field.world.registry.write(as: officer) {
            try VisitCopy.decide(copy, replacing: replacing, in: $0)
        }
        let person = try await field.world.registry.read(as: officer) { try LeftOut.find(field.people[0].id, in: $0) }
        #expect(person.outcome == (replacing ? .moved : .away))
        #expect(try await field.world.registry.read(as: officer) { try VisitCopy.undecided(in: $0) }.isEmpty)
        #expect(try await field.differences() == [])
    }

    @Test(arguments: [
        (Role.enumerator, World.alipur), (.designatedOfficer, World.kaliachak), (.districtOfficer, World.nadia),
        (.auditor, World.nadia),
    ]) func nobodyElseReportsFromAnArea(_ role: Role, _ place: PlaceID) async throws {
        let field = try await Field()
        let stranger = try await field.world.staff(role, at: place)
        let states = try await field.send(
            [try field.visit(field.people[0]), try field.application(1)], as: stranger)
        #expect(states == [.refused, .refused])
    }

    @Test func aPhotoComesInPiecesThatMayBeLostAndRepeated() async throws {
        let field = try await Field()
        let (id, bytes) = (field.newID(), [UInt8]((0..<100).map { UInt8($0) }))
        func add(_ range: Range<Int>, as actor: Actor? = nil) async throws -> Int {
            try await field.world.registry.write(as: actor ?? field.enumerator) {
                try FieldPhoto.add(Array(bytes[range]), at: range.lowerBound, of: id, size: 100, in: $0)
            }.received
        }
        #expect(try await add(40..<80) == 0)
        #expect(try await add(0..<40) == 40)
        #expect(try await add(0..<40) == 40)
        #expect(try await add(60..<100) == 40)
        #expect(try await add(40..<100) == 100)
        let kept = try await field.world.registry.read(as: field.enumerator) { try FieldPhoto.bytes(of: id, in: $0) }
        #expect(kept == bytes)
        let early = try await field.send([try field.application(1, photo: id)])
        #expect(early == [.refused], "it is not made into a picture yet")
        try await field.world.registry.write(as: field.enumerator) {
            try FieldPhoto.finish(id, as: [0xFF, 0xD8, 1, 2], in: $0)
        }
        let item = try field.application(1, photo: id)
        #expect(try await field.send([item]) == [.stored])
        #expect(try await field.send([item]) == [.repeated])
        let documents = try await field.world.registry.read(as: field.enumerator) {
            try Document.all(of: item.id, in: $0).map(\.kind)
        }
        #expect(documents == [.photo])
    }

    @Test func theAreaComesInPagesAndLaterOnlyWhatChanged() async throws {
        let field = try await Field()
        func page(_ mark: String?, _ area: String?) async throws -> (ids: Int, mark: String, area: String, isLast: Bool)
        {
            try await field.world.registry.read(as: field.enumerator) { scope in
                let page = try FieldArea.page(after: mark.flatMap(FieldArea.Mark.init), area: area, in: scope)
                return (page.people.count, page.mark, page.area, page.isLast)
            }
        }
        let first = try await page(nil, nil)
        #expect((first.ids, first.isLast) == (12, true))
        field.world.clock.set(to: field.world.clock.now.addingTimeInterval(120))
        let settled = try await page(first.mark, first.area)
        #expect(settled.ids == 12, "the last minute comes again")
        let quiet = try await page(settled.mark, first.area)
        #expect(quiet.ids == 0)
        _ = try await field.send([try field.visit(field.people[3])])
        #expect(try await page(quiet.mark, first.area).ids == 1)
        #expect(try await page(quiet.mark, "another").ids == 12, "of another area everything is sent")
    }

    @Test func whoIsRegisteredOfAFamilyComesWithItsPeople() async throws {
        let field = try await Field()
        var member = World.person("Kasem Ali")
        member.familyNumber = field.people[0].person.familyNumber
        _ = try await field.world.worker(member, at: World.bagberia)
        var stranger = World.person("Somebody Else", mobile: "9800000002")
        stranger.familyNumber = "99999999"
        _ = try await field.world.worker(stranger, at: World.bagberia)
        let page = try await field.world.registry.read(as: field.enumerator) {
            try FieldArea.page(after: nil, area: nil, in: $0)
        }
        #expect(page.members.map(\.person.name) == ["Kasem Ali"])
        #expect(page.members.first?.person.mobile == nil)
    }
}
