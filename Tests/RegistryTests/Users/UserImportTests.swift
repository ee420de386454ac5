import Registry
import Store
import Support
import Testing

@Suite struct UserImportTests {
    private func line(
        _ number: Int, _ signIn: String, _ role: String, _ place: String, mobile: String = "9000000001",
        from: String = "",
        until: String = ""
    ) -> UserImport.Line {
        var line = UserImport.Line(number: number)
        (line.signIn, line.name, line.mobile, line.email) = (signIn, "Made Up", mobile, "made.up@example.org")
        (line.role, line.place, line.from, line.until) = (role, place, from, until)
        return line
    }

    private var good: [UserImport.Line] {
        [
            line(2, "Anil.Das", "verifier", "chapra", from: "01-01-2020"),
            line(3, "anil.das", "Designated Officer", "2740", until: "31-12-2030"),
            line(4, "rupa.roy", "enumerator", "Bagberia, Nadia", mobile: "+91 90000 00002"),
        ]
    }

    @Test func aListMakesUsersAndTheSameListAgainChangesNothing() async throws {
        let world = try await World()
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let first = try await world.registry.write(as: district) { [good] in try UserImport.run(good, in: $0) }
        #expect(first.created.count == 2)
        world.clock.advance(minutes: 60)
        let second = try await world.registry.write(as: district) { [good] in try UserImport.run(good, in: $0) }
        #expect(second.created.isEmpty && second.changed == 0 && second.unchanged == 3)
        var changed = good
        changed[2].mobile = "9000000003"
        let third = try await world.registry.write(as: district) { [changed] in try UserImport.run(changed, in: $0) }
        #expect(third.changed == 1 && third.unchanged == 2)
    }

    @Test func oneWrongLineKeepsAllOut() async throws {
        let world = try await World()
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        let lines =
            good + [
                line(5, "x", "verifier", "Chapra"), line(6, "good.name", "king", "Chapra"),
                line(7, "good.name", "verifier", "Nowhere"), line(8, "good.name", "verifier", "Kaliachak-I"),
                line(9, "good.name", "verifier", "Chapra", mobile: "12"),
                line(10, "good.name", "verifier", "Chapra", from: "31-02-2026"),
                line(11, "good.name", "verifier", "Chapra", from: "02-01-2026", until: "01-01-2026"),
                line(12, "good.name", "district_officer", "Nadia"),
            ]
        let problem = await #expect(throws: Problem.self) {
            try await world.registry.write(as: district) { try UserImport.run(lines, in: $0) }
        }
        #expect(
            problem?.fields.map { "\($0.name) \($0.reason)" } == [
                "5.sign_in signIn", "6.role role", "7.place unknownPlace", "8.place notYours", "9.mobile mobile",
                "10.from date", "11.until untilBeforeFrom", "12.place notYours",
            ])
        let count = try await world.registry.read(as: .program("test")) { scope in
            try scope.transaction.value("SELECT count(*) FROM users") as Int?
        }
        #expect(count == 1)
    }

    @Test func aNameThatMeansTwoPlacesIsAskedBack() async throws {
        let world = try await World()
        try await world.registry.write(as: .program("test")) { scope in
            try Place(id: PlaceID(.block, 9999), parent: World.malda, name: "Chapra").save(in: scope)
        }
        try await world.registry.reloadPlaces()
        let ambiguous = [line(2, "anil.das", "verifier", "Chapra")]
        let clear = [line(2, "anil.das", "verifier", "Chapra, Nadia")]
        await #expect(throws: Problem.invalid("2.place", "ambiguousPlace")) {
            try await world.registry.write(as: .program("test")) { try UserImport.run(ambiguous, in: $0) }
        }
        let outcome = try await world.registry.write(as: .program("test")) { try UserImport.run(clear, in: $0) }
        #expect(outcome.created.count == 1)
    }

    @Test func theSampleCastHasEveryRoleThatItsPlacesAllow() async throws {
        let world = try await World()
        let before = try await world.registry.read(as: .program("test"), SampleCast.isInstalled)
        #expect(!before)
        try await world.registry.installSampleCast()
        try await world.registry.installSampleCast()
        #expect(try await world.registry.read(as: .program("test"), SampleCast.isInstalled))
        let secret = try #require(Base32.decode(SampleCast.totp))
        _ = try await world.registry.signIn(
            name: SampleCast.signIn(.verifier), password: SampleCast.password, code: world.code(secret), device: "test")
        let members = try await world.registry.read(as: .program("test"), SampleCast.members)
        #expect(members.map(\.role) == Role.allCases.filter { $0 != .divisionalCommissioner })
    }
}
