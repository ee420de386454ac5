import Foundation
import Registry
import Support
import Testing

@Suite struct EligibilityTests {
    /// 15 January 2027.
    static let today = Date(timeIntervalSince1970: 1_800_000_000)

    private func outcome(
        _ scheme: String, _ rule: String, on date: Date = today, _ change: (inout Person) -> Void
    ) throws -> Eligibility.Outcome? {
        var person = Person()
        change(&person)
        let places = PlaceDirectory([
            Place(id: PlaceID(.state, 19), parent: nil, name: "West Bengal"),
            Place(id: PlaceID(.state, 10), parent: nil, name: "Bihar"),
            Place(id: PlaceID(.district, 320), parent: PlaceID(.state, 19), name: "Nadia"),
            Place(id: PlaceID(.district, 1), parent: PlaceID(.state, 10), name: "Araria"),
        ])
        return try Rules.builtIn().eligibility.assess(person, scheme: scheme, on: date, places: places)
            .first { $0.rule == rule }?.outcome
    }

    static let ages: [(scheme: String, birth: String, outcome: Eligibility.Outcome)] = [
        ("bocw", "2009-01-15", .passed), ("bocw", "2009-01-16", .failed), ("bocw", "1966-01-16", .passed),
        ("bocw", "1966-01-15", .failed), ("eshram", "2011-01-15", .passed), ("eshram", "2011-01-16", .failed),
        ("eshram", "1967-01-16", .passed), ("eshram", "1967-01-15", .failed), ("wb_migrant", "1990-01-01", .passed),
        ("saspfuw", "2010-01-01", .failed), ("mp_2018", "1965-01-01", .failed),
    ]

    @Test(arguments: ages) func ageIsCountedInWholeYears(
        _ scheme: String, _ birth: String, _ wanted: Eligibility.Outcome
    ) throws {
        #expect(try outcome(scheme, "age") { $0.dateOfBirth = birth } == wanted)
    }

    static let said: [(age: Int, asOn: String, outcome: Eligibility.Outcome)] = [
        (30, "2027-01-01", .passed), (17, "2027-01-01", .unknown), (60, "2027-01-01", .unknown),
        (61, "2027-01-01", .failed), (16, "2027-01-01", .failed), (16, "2025-01-15", .passed),
    ]

    @Test(arguments: said) func anAgeThatWasSaidLeavesTheBirthdayOpen(
        _ age: Int, _ asOn: String, _ wanted: Eligibility.Outcome
    ) throws {
        let found = try outcome("bocw", "age") { ($0.age, $0.ageAsOn) = (age, asOn) }
        #expect(found == wanted)
    }

    @Test func whatNobodySaidIsUnknown() throws {
        for scheme in try Rules.builtIn().eligibility.codes {
            let verdicts = try Rules.builtIn().eligibility.assess(Person(), scheme: scheme, on: EligibilityTests.today)
            #expect(!verdicts.isEmpty)
            #expect(verdicts.allSatisfy { $0.outcome == .unknown }, "\(scheme)")
        }
    }

    @Test func incomeHasNoLimitForConstructionAndTransport() throws {
        func income(_ rupees: Int64, _ type: String?) throws -> Eligibility.Outcome? {
            try outcome("saspfuw", "income") { ($0.familyIncome, $0.workerType) = (rupees * 100, type) }
        }
        #expect(try income(6500, nil) == .passed)
        #expect(try income(6501, "other") == .failed)
        #expect(try income(6501, nil) == .unknown)
        #expect(try income(90_000, "transport") == .passed)
    }

    @Test func declarationsDecideWhatOnlyThePersonKnows() throws {
        #expect(try outcome("mp_2018", "land") { $0.declarations = ["over_one_hectare": true] } == .failed)
        #expect(try outcome("mp_2018", "land") { $0.declarations = ["over_one_hectare": false] } == .passed)
        #expect(try outcome("bocw", "days") { $0.declarations = ["worked_90_days": true] } == .passed)
    }

    @Test func theStateOfOriginIsThatOfThePermanentAddress() throws {
        func origin(_ place: PlaceID) throws -> Eligibility.Outcome? {
            try outcome("wb_migrant", "origin") {
                $0.permanentAddress = Address()
                $0.permanentAddress?.place = place
            }
        }
        #expect(try origin(PlaceID(.district, 320)) == .passed)
        #expect(try origin(PlaceID(.district, 1)) == .failed)
        #expect(try origin(PlaceID(.district, 999)) == .unknown)
    }

    @Test func everyRuleSaysItsReasonInFourLanguages() throws {
        let eligibility = try Rules.builtIn().eligibility
        for scheme in eligibility.codes {
            for verdict in eligibility.assess(Person(), scheme: scheme, on: EligibilityTests.today) {
                let reasons = Set(["en", "bn", "hi", "ne"].map(verdict.reason(in:)))
                #expect(reasons.count == 4, "\(scheme) \(verdict.rule)")
                #expect(!verdict.source.isEmpty)
            }
            for question in eligibility.questions(scheme, on: EligibilityTests.today) {
                #expect(question.texts.count == 4)
            }
        }
    }

    @Test func aFailedBindingRuleKeepsAnApplicationBack() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        var person = Person.sample()
        person.dateOfBirth = "1950-01-01"
        let old = Draft(
            id: world.registry.environment.newID(), channel: .api, scheme: "bocw", place: World.bagberia,
            person: person)
        await #expect(throws: Problem.invalid("dateOfBirth", "notEligible")) {
            try await world.registry.write(as: clerk) { try Application.submit(old, in: $0) }
        }
    }
}
