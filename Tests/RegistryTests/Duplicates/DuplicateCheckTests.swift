import Registry
import Store
import Support
import Testing

@Suite struct DuplicateCheckTests {
    @Test(arguments: [
        ("Rafikul Islam", "Abdul Gaffar Mondal"), ("RAFIQUL ISLAM", "Late Abdul Goffar Mandal"),
        ("Md. Rofikul Eslam", "Abdul Gafar Mondol"), ("মোঃ রফিকুল ইসলাম", "আব্দুল গফ্ফার মণ্ডল"),
        ("रफीकुल इस्लाम", "अब्दुल गफ्फार मंडल"),
    ]) func aPersonIsFoundInEveryScriptAndSpelling(_ name: String, _ father: String) async throws {
        let world = try await World()
        let id = try await Villagers.register(Villagers.rafikul(), in: world)
        var again = Villagers.rafikul()
        (again.name, again.father, again.epic, again.mobile) = (name, father, nil, nil)
        (again.dateOfBirth, again.age, again.ageAsOn) = (nil, 32, "2021-01-01")
        let finding = try await Villagers.check(again, in: world)
        #expect(finding.verdict == .possible)
        #expect(finding.candidates.first?.worker == id)
        #expect(finding.candidates.first?.parts.contains { $0.name == "name" && $0.level != "different" } == true)
        #expect(finding.unchecked == ["aadhaar", "epic", "uan", "mobile"])
    }

    @Test func theSameAadhaarIsCertainWhateverElseDiffers() async throws {
        let world = try await World()
        var person = Villagers.rafikul()
        person.aadhaar = "9999 4105 7058"
        let id = try await Villagers.register(person, in: world)
        var other = Person()
        (other.name, other.aadhaar) = ("Kamala Das", "999941057058")
        let finding = try await Villagers.check(other, at: Villagers.location(World.kaliachak), in: world)
        #expect(finding.verdict == .certain)
        #expect(finding.candidates.map(\.worker) == [id])
        #expect(finding.candidates.first?.shared == ["aadhaar"])
        #expect(finding.candidates.first?.office == World.chapra)
    }

    @Test func theSameVoterCardIsCertainOnlyWithTheName() async throws {
        let world = try await World()
        try await Villagers.register(Villagers.rafikul(), in: world)
        let same = try await Villagers.check(Villagers.rafikul(), in: world)
        #expect(same.verdict == .certain)
        var other = Villagers.rafikul()
        (other.name, other.father, other.dateOfBirth) = ("Kamala Das", "Haripada Das", "1961-11-02")
        other.sex = .female
        #expect(try await Villagers.check(other, in: world).verdict != .certain)
    }

    @Test func brothersWhoSharePhoneFatherAndVillageAreNeverCertain() async throws {
        let world = try await World()
        try await Villagers.register(Villagers.rafikul(), in: world)
        for (name, born) in [("Safikul Islam", "1990-07-01"), ("Sariful Islam", "1986-02-11")] {
            var brother = Villagers.rafikul()
            (brother.name, brother.dateOfBirth, brother.epic) = (name, born, "WBX7654321")
            let finding = try await Villagers.check(brother, in: world)
            #expect(finding.verdict != .certain)
            #expect((finding.candidates.first?.weight ?? -9) < 3)
        }
    }

    @Test func withoutAnyNumberNothingFoundIsUnknownAndNotNone() async throws {
        let world = try await World()
        try await Villagers.register(Villagers.rafikul(), in: world)
        var stranger = Person()
        (stranger.name, stranger.father, stranger.age) = ("Kamala Das", "Haripada Das", 51)
        #expect(try await Villagers.check(stranger, in: world).verdict == .unknown)
        stranger.epic = "ABC9876543"
        #expect(try await Villagers.check(stranger, in: world).verdict == .none)
    }

    @Test func aDecisionSticksToThePair() async throws {
        let world = try await World()
        let worker = try await Villagers.register(Villagers.rafikul(), in: world)
        let application = world.registry.environment.newID()
        var again = Villagers.rafikul()
        again.epic = nil
        let person = again
        #expect(try await Villagers.check(person, excluding: application, in: world).verdict == .possible)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        for (outcome, verdict) in [
            (PairDecision.Outcome.different, Application.Duplicate.unknown), (.same, .certain), (.unsure, .possible),
        ] {
            try await world.registry.write(as: officer) {
                try PairDecision.decide(outcome, application, worker, weight: 4, at: World.chapra, in: $0)
            }
            let finding = try await Villagers.check(person, excluding: application, in: world)
            #expect(finding.verdict == verdict)
            #expect(finding.candidates.first?.decision == outcome)
        }
    }

    @Test func changedKeysReplaceTheOldOnes() async throws {
        let world = try await World()
        let id = try await Villagers.register(Villagers.rafikul(), in: world)
        try await world.registry.write(as: .program("test")) { scope in
            var worker = try Worker.find(id, in: scope)
            (worker.person.name, worker.person.epic, worker.person.mobile) = ("Kamala Das", nil, "9831000009")
            (worker.person.father, worker.person.dateOfBirth) = ("Haripada Das", "1961-11-02")
            try worker.writeKeys(in: scope)
            try worker.writeKeys(in: scope)
        }
        #expect(try await Villagers.check(Villagers.rafikul(), in: world).candidates.isEmpty)
        let uses: Int? = try await world.registry.read(as: .program("test")) {
            try $0.transaction.value("SELECT count(*) FROM name_uses WHERE uses > 0")
        }
        #expect(uses == 3)
    }

    @Test func aPhoneThatAVillageSharesFindsStillThePerson() async throws {
        let world = try await World()
        let names = [
            "Kamal", "Bimal", "Shyamal", "Nirmal", "Parimal", "Amal", "Bikash", "Prakash", "Subhas", "Debnath",
        ]
        for (place, name) in names.enumerated() {
            var person = Person()
            (person.name, person.father, person.mobile) = ("\(name) Das", "Haripada Das", "9831000001")
            person.age = 20 + 3 * place
            try await Villagers.register(person, in: world)
        }
        let id = try await Villagers.register(Villagers.rafikul(), in: world)
        var again = Villagers.rafikul()
        again.epic = nil
        let finding = try await Villagers.check(again, in: world)
        #expect(finding.candidates.first?.worker == id)
    }
}
