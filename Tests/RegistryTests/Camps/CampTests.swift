import Registry
import Store
import Support
import Testing

@Suite struct CampTests {
    private func messages(in world: World) async throws -> [Message.Template] {
        try await world.registry.read(as: .program("test")) { scope in
            try Message.list(.init(medium: .sms), limit: 100, in: scope).map(\.template)
        }
    }

    @Test func everyMobileOfTheVillageIsInvitedOnceAndToldOfChanges() async throws {
        let world = try await World()
        let people = [
            World.person("Sabita", mobile: "9800000001"), World.person("Anil", mobile: "9800000002"),
            // A brother with the same phone, somebody without one, and one who lives elsewhere.
            World.person("Bimal", mobile: "9800000001"), World.person("Elsewhere", mobile: "9800000003"),
            World.person("Kamal", mobile: nil),
        ]
        let drive = try await world.drive(of: people, villages: ["Rampur", "Rampur", "Rampur", "Alinagar", "Rampur"])
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let id = try await world.camp(of: drive.campaign, village: "Rampur")
        let invited = try await world.registry.write(as: officer) { scope in
            let camp = try Camp.find(id, in: drive.campaign, in: scope)
            // In two goes, as the page does it.
            return [try camp.invite(limit: 3, in: scope), try camp.invite(in: scope), try camp.invite(in: scope)]
        }
        #expect(invited == [3, 1, 0])
        #expect(try await messages(in: world) == [.campInvitation, .campInvitation])
        let told = try await world.registry.write(as: officer) { scope in
            try Camp.find(id, in: drive.campaign, in: scope).cancel(reason: "Storm", in: scope)
            let camp = try Camp.find(id, in: drive.campaign, in: scope)
            #expect(try camp.invitations(in: scope) == .init(people: 4, mobiles: 2, untold: 2))
            return [try camp.tell(limit: 1, in: scope), try camp.tell(in: scope), try camp.tell(in: scope)]
        }
        #expect(told == [1, 1, 0])
        #expect(try await messages(in: world).count { $0 == .campCancelled } == 2)
    }

    @Test func theSMSIsInTheLanguageOfTheNameOrOfTheState() {
        var person = World.person("Sabita")
        func language(at place: PlaceID?, _ district: Int) -> String {
            var location = Location()
            (location.state, location.district) = (place, PlaceID(.district, district))
            return LeftOutLanguage.of(person, at: location)
        }
        #expect(language(at: World.westBengal, 320) == "bn")
        #expect(language(at: World.westBengal, 309) == "ne")
        #expect(language(at: PlaceID(.state, 23), 400) == "hi")
        #expect(language(at: PlaceID(.state, 29), 500) == "en")
        person.localName = "सबिता"
        #expect(language(at: World.westBengal, 320) == "hi")
        #expect(language(at: World.westBengal, 702) == "ne")
    }

    @Test func formsOfACampCountInTheDriveOnceEvenWhenCorrected() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let id = try await world.camp(of: drive.campaign)
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        @Sendable func count(_ footfall: Int, _ forms: Int) async throws {
            try await world.registry.write(as: clerk) {
                try Camp.find(id, in: drive.campaign, in: $0).count(footfall: footfall, forms: forms, in: $0)
            }
        }
        await #expect(throws: Problem(.wrongState)) { try await count(10, 5) }
        world.clock.advance(minutes: 1440)
        try await count(60, 41)
        try await count(60, 40)
        await #expect(throws: Problem.invalid("forms", "range")) { try await count(60, -1) }
        let figures = try await world.registry.read(as: clerk) {
            try DriveCounter.figures(of: [World.bagberia, World.nadia], in: drive.campaign, in: $0)
        }
        #expect(figures[World.bagberia]?[.forms] == 40 && figures[World.nadia]?[.forms] == 40)
        let differences = try await world.registry.write(as: .program("test")) {
            try Campaign.find(drive.campaign, in: $0).differences(in: $0).count
        }
        #expect(differences == 0)
    }

    @Test func aCampNeedsItsPlaceItsDayAndItsHours() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let secretary = try await world.staff(.secretary, at: World.bagberia)
        let today = Day(world.clock.now)
        @Sendable func faults(_ change: @Sendable @escaping (inout Camp.Plan) -> Void) async throws -> [String] {
            do {
                try await world.registry.write(as: secretary) { scope in
                    var plan = Camp.Plan()
                    plan.parts = [.init(place: World.bagberia)]
                    (plan.venue, plan.day) = ("School", today + 1)
                    change(&plan)
                    try Camp.plan(id: scope.environment.newID(), plan, in: drive.campaign, in: scope)
                }
                return []
            } catch let problem as Problem {
                return problem.code == .invalid ? problem.fields.map(\.name) : [problem.code.rawValue]
            }
        }
        #expect(try await faults { _ in } == [])
        #expect(try await faults { $0.parts = [] } == ["parts"])
        #expect(try await faults { $0.parts = [.init(place: World.alipur)] } == ["notAllowed"])
        #expect(try await faults { $0.parts = [.init(place: World.chapra)] } == ["notAllowed"])
        #expect(try await faults { $0.day = today + 20 } == ["day"])
        #expect(try await faults { $0.day = today + -1 } == ["day"])
        #expect(try await faults { ($0.begins, $0.ends, $0.venue) = (900, 600, " ") } == ["venue", "ends"])
        let stranger = world.registry.environment.newID()
        #expect(try await faults { $0.staff = [stranger] } == ["staff"])
    }

    @Test func aCampOfTheBlockIsSeenInItsVillagesAndNotElsewhere() async throws {
        let world = try await World()
        let drive = try await world.drive(in: World.westBengal)
        let id = try await world.camp(of: drive.campaign, at: World.chapra)
        let near = try await world.staff(.enumerator, at: World.bagberia)
        let far = try await world.staff(.designatedOfficer, at: World.kaliachak)
        @Sendable func seen(_ actor: Actor) async throws -> [RecordID] {
            try await world.registry.read(as: actor) { try Camp.all(in: drive.campaign, in: $0).map(\.id) }
        }
        #expect(try await seen(near) == [id])
        #expect(try await seen(far) == [])
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: far) { _ = try Camp.find(id, in: drive.campaign, in: $0) }
        }
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(as: near) {
                try Camp.find(id, in: drive.campaign, in: $0).cancel(reason: "No", in: $0)
            }
        }
    }
}
