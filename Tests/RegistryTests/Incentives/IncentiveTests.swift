import Registry
import Store
import Support
import Testing

@Suite struct IncentiveTests {
    /// So many approved registrations of a drive, collected at a place by whoever acts.
    private func approved(
        _ count: Int, in drive: RecordID, as actor: Actor = .program("test"), at place: PlaceID = World.bagberia,
        in world: World
    ) async throws {
        for number in 0..<count {
            let person = World.person("Worker \(number)", mobile: nil)
            let application = try await world.application(of: person, at: place, status: .approved)
            let worker = try await world.worker(person, at: place)
            try await world.registry.write(as: actor) { scope in
                try PersonApplication.join(drive, application: application, at: place, in: scope)
                try scope.transaction.run("UPDATE applications SET worker = \(worker) WHERE id = \(application)")
            }
        }
    }

    private func make(
        _ body: IncentiveBody, of drive: RecordID, days: Int = 0, as actor: Actor, in world: World
    ) async throws -> IncentiveStatement {
        let (id, today) = (world.registry.environment.newID(), Day(world.clock.now))
        return try await world.registry.write(as: actor) {
            try IncentiveStatement.make(id: id, for: body, in: drive, from: today + -days, to: today, in: $0)
        }
    }

    @Test func eachRegistrationIsPaidOnceAndTheStatementStaysAsItIs() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await approved(3, in: drive, in: world)
        _ = try await world.application(status: .submitted)
        let first = try await make(.place(World.bagberia), of: drive, as: officer, in: world)
        #expect(first.lines == 3 && first.fee == 500 && first.total == 1500 && first.number == "320-00001")
        await #expect(throws: Problem.invalid("body", "nothingToPay")) {
            try await make(.place(World.bagberia), of: drive, as: officer, in: world)
        }
        try await approved(2, in: drive, in: world)
        let second = try await make(.place(World.bagberia), of: drive, as: officer, in: world)
        #expect(second.lines == 2 && second.number == "320-00002")
        let (lines, isUnaltered) = try await world.registry.read(as: officer) { scope in
            let all = try [first, second].flatMap { try $0.lines(in: scope) }
            return (all, try first.isUnaltered(in: scope) && second.isUnaltered(in: scope))
        }
        #expect(Set(lines.map(\.worker)).count == 5 && Set(lines.map(\.application)).count == 5 && isUnaltered)
        let tampered = try await world.registry.write(as: .program("test")) { scope in
            try scope.transaction.run(
                "UPDATE incentive_lines SET amount = 900 WHERE application = \(lines[0].application)")
            return try first.isUnaltered(in: scope)
        }
        #expect(!tampered)
    }

    @Test func theFileForPaymentHasEachLineOnce() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await approved(3, in: drive, in: world)
        let statement = try await make(.place(World.bagberia), of: drive, as: officer, in: world)
        let source = ExportSource.incentive(campaign: drive, statement: statement.id)
        let rows = try await world.registry.read(as: officer) { scope in
            #expect(try source.count(in: scope) == 3)
            let first = try source.piece(after: nil, limit: 2, purpose: nil, in: scope)
            let second = try source.piece(after: first.next, limit: 2, purpose: nil, in: scope)
            #expect(first.rows.count == 2 && second.next == nil)
            return first.rows + second.rows
        }
        #expect(rows.allSatisfy { $0.count == source.columns.count })
        #expect(rows.map { $0[2] } == [.number(1), .number(2), .number(3)])
        #expect(rows.allSatisfy { $0.last == .text("5.00") && $0.first == .text("320-00001") })
        let far = try await world.staff(.designatedOfficer, at: World.kaliachak)
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: far) { _ = try source.piece(after: nil, limit: 2, purpose: nil, in: $0) }
        }
    }

    @Test func twoWhoMakeStatementsAtOncePayNobodyTwice() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let district = try await world.staff(.districtOfficer, at: World.nadia)
        try await approved(20, in: drive, in: world)
        let made = await withTaskGroup(of: IncentiveStatement?.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try? await make(
                        .place(World.bagberia), of: drive, as: number % 2 == 0 ? officer : district, in: world)
                }
            }
            return await group.reduce(into: [IncentiveStatement]()) { if let made = $1 { $0.append(made) } }
        }
        #expect(made.count == 1 && made.first?.lines == 20)
        let counts = try await world.registry.read(as: .program("test")) { scope -> [Int] in
            [
                try scope.transaction.value("SELECT count(*) FROM incentive_lines") ?? 0,
                try scope.transaction.value("SELECT count(*) FROM incentive_statements") ?? 0,
            ]
        }
        #expect(counts == [20, 1])
    }

    @Test func theDataBaseItselfRefusesASecondLine() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await approved(1, in: drive, in: world)
        let statement = try await make(.place(World.bagberia), of: drive, as: officer, in: world)
        let lines = try await world.registry.read(as: officer) { try statement.lines(in: $0) }
        let (line, other) = (try #require(lines.first), try await world.application(status: .approved))
        for application in [line.application, other] {
            await #expect(throws: StoreProblem.self) {
                try await world.registry.write(as: .program("test")) { scope in
                    _ = try scope.transaction.run(
                        """
                        INSERT INTO incentive_lines (application, worker, statement, row_number, amount)
                        VALUES (\(application), \(line.worker), \(statement.id), 2, 500)
                        """)
                }
            }
        }
    }

    @Test func aCentreIsPaidForItsOwnAndNotThePanchayat() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let id = world.registry.environment.newID()
        try await world.registry.write(as: state) { scope in
            let centre = try Centre.grant(id: id, .bsk, name: "BSK Chapra", at: World.chapra, in: scope)
            try centre.place(operators: [try #require(clerk.user)], in: scope)
        }
        try await approved(2, in: drive, as: clerk, in: world)
        try await approved(1, in: drive, in: world)
        let today = Day(world.clock.now)
        let owed = try await world.registry.read(as: state) {
            try IncentiveStatement.owed(in: drive, from: today, to: today, in: $0)
        }
        #expect(
            Dictionary(uniqueKeysWithValues: owed.map { ($0.body, $0.registrations) })
                == [.centre(id): 2, .place(World.bagberia): 1])
        _ = try await world.registry.write(as: .program("test")) {
            try $0.transaction.run("UPDATE campaigns SET centre_fee = 1250 WHERE id = \(drive)")
        }
        let (centre, place) = (
            try await make(.centre(id), of: drive, as: state, in: world),
            try await make(.place(World.bagberia), of: drive, as: state, in: world)
        )
        #expect((centre.lines, centre.fee, centre.total) == (2, 1250, 2500))
        #expect((place.lines, place.fee, place.total) == (1, 500, 500))
    }

    @Test func daysOutsideThePeriodAndOtherAreasStayOut() async throws {
        let world = try await World()
        let drive = try await world.drive(in: World.westBengal).campaign
        try await approved(1, in: drive, in: world)
        world.clock.advance(minutes: 2 * 1440)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let far = try await world.staff(.designatedOfficer, at: World.kaliachak)
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        await #expect(throws: Problem.invalid("body", "nothingToPay")) {
            try await make(.place(World.bagberia), of: drive, days: 1, as: officer, in: world)
        }
        await #expect(throws: Problem.notFound) {
            try await make(.place(World.bagberia), of: drive, days: 3, as: far, in: world)
        }
        await #expect(throws: Problem.notAllowed) {
            try await make(.place(World.bagberia), of: drive, days: 3, as: clerk, in: world)
        }
        let made = try await make(.place(World.bagberia), of: drive, days: 3, as: officer, in: world)
        await #expect(throws: Problem.notFound) {
            try await world.registry.read(as: far) { _ = try IncentiveStatement.find(made.id, in: drive, in: $0) }
        }
    }
}
