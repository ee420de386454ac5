import Foundation
import Registry
import Support
import Testing

@Suite struct PersonRulesTests {
    /// 15 January 2027.
    static let today = Date(timeIntervalSince1970: 1_800_000_000)

    private func problems(_ change: (inout Person) -> Void, scheme: String = "eshram") throws -> [String] {
        var person = Person.sample()
        change(&person)
        return PersonRules.problems(
            PersonNormaliser.normalise(person), scheme: scheme, on: PersonRulesTests.today, rules: try .builtIn()
        ).map { "\($0.name) \($0.reason)" }
    }

    @Test func theSamplePersonIsComplete() throws { #expect(try problems { _ in }.isEmpty) }

    static let wrong: [(field: String, text: String, reason: String)] = [
        ("name", "1234", "name"), ("name", "<script>alert(1)</script>", "name"), ("name", "A\u{0}B", "signs"),
        ("name", String(repeating: "ক", count: 121), "tooLong"), ("name", "😀", "name"),
        ("mobile", "5876543210", "mobile"), ("mobile", "98765", "mobile"), ("mobile", "98765x3210", "digits"),
        ("alternateMobile", "0000000000", "mobile"), ("aadhaar", "123412341234", "aadhaar"),
        ("aadhaar", "999941057059", "aadhaar"), ("aadhaar", "99994105705", "aadhaar"), ("epic", "AB", "epic"),
        ("epic", "ABC'; DROP", "signs"), ("uan", "12345678901", "uan"), ("permanent.pin", "012345", "pin"),
        ("present.pin", "74111", "pin"), ("email", "nobody", "email"), ("dateOfBirth", "30-02-1990", "date"),
        ("dateOfBirth", "2030-01-01", "past"), ("dateOfBirth", "1890-01-01", "past"), ("ageAsOn", "x", "date"),
        ("disabilityPercent", "101", "percent"), ("bank.account", "12345678", "account"),
        ("bank.account", "1234567890123456789", "account"), ("bank.ifsc", "SBIN1000001", "ifsc"),
        ("bank.ifsc", "ZZZZ0000001", "ifscUnknown"), ("age", "130", "age"),
    ]

    @Test(arguments: wrong) func aFieldThatCannotBeRightIsNamedWithItsReason(
        _ field: String, _ text: String, _ reason: String
    ) throws {
        let found = try problems { try? PersonField.named(field)?.take(text, into: &$0) }
        #expect(found.contains("\(field) \(reason)"), "\(found)")
    }

    static let right: [(field: String, text: String, kept: String)] = [
        ("name", "  Rahima   Khatun ", "Rahima Khatun"), ("localName", "রহিমা খাতুন", "রহিমা খাতুন"),
        ("mobile", "+91 98765-43210", "+919876543210"), ("mobile", "৯৮৭৬৫৪৩২১০", "9876543210"),
        ("mobile", "९८७६५४३२१०", "9876543210"), ("aadhaar", "9999 4105 7058", "999941057058"),
        ("epic", "abc1234567", "ABC1234567"), ("dateOfBirth", "১২-০৪-১৯৯০", "1990-04-12"),
        ("dateOfBirth", "12/4/1990", "1990-04-12"), ("bank.ifsc", "sbin0000001", "SBIN0000001"),
        ("permanent.pin", "७४१ १२३", "741123"), ("monthlyIncome", "৬,৫০০", "6500"),
        ("rationCard", "rksy-i 12", "RKSYI12"),
    ]

    @Test(arguments: right) func peopleMayWriteInTheirOwnDigitsAndManner(
        _ name: String, _ typed: String, _ kept: String
    ) throws {
        var person = Person()
        let field = try #require(PersonField.named(name))
        try field.take(typed, into: &person)
        #expect(field.text(of: person) == kept)
        try field.take("", into: &person)
        #expect(person == Person())
    }

    @Test(arguments: ["+919876543210", "919876543210", "09876543210", "98765 43210"])
    func aMobileIsTenDigitsHoweverItIsWritten(_ typed: String) {
        var person = Person()
        person.mobile = typed
        #expect(PersonNormaliser.normalise(person).mobile == "9876543210")
    }

    @Test(arguments: [MaritalStatus.married, .widowed, .divorced])
    func aWomanWhoIsOrWasMarriedNamesHerHusband(_ status: MaritalStatus) throws {
        #expect(try problems { $0.maritalStatus = status } == ["husband husband"])
        #expect(
            try problems {
                $0.maritalStatus = status
                $0.husband = "Karim Sheikh"
            }.isEmpty)
    }

    @Test func aManNamesAFatherAndAnAgeTheDayItWasTrue() throws {
        #expect(
            try problems {
                $0.sex = .male
                $0.father = nil
            } == ["father guardian"])
        #expect(
            try problems {
                $0.dateOfBirth = nil
                $0.age = 36
            } == ["ageAsOn required"])
        #expect(try problems { $0.dateOfBirth = nil } == ["dateOfBirth dateOrAge"])
        #expect(try problems { $0.age = 20 } == ["age ageDiffers"])
    }

    static let migrations: [(type: String, field: String, day: String, isTaken: Bool)] = [
        ("A", "migratedOn", "2027-01-15", true), ("A", "migratedOn", "2026-01-16", true),
        ("A", "migratedOn", "2025-12-31", false), ("B", "migratedOn", "2027-01-16", false),
        ("C", "likelyToMigrateOn", "2027-01-15", true), ("C", "likelyToMigrateOn", "2027-02-15", true),
        ("D", "likelyToMigrateOn", "2027-02-16", false), ("D", "likelyToMigrateOn", "2027-01-14", false),
    ]

    @Test(arguments: migrations) func migrationLiesWithinItsWindow(
        _ type: String, _ field: String, _ day: String, _ isTaken: Bool
    ) throws {
        let found = try problems(
            {
                $0.migrantType = type
                ($0.migratedOn, $0.likelyToMigrateOn) = (nil, nil)
                try? PersonField.named(field)?.take(day, into: &$0)
            }, scheme: "wb_migrant")
        #expect(found.isEmpty == isTaken, "\(found)")
    }

    @Test func sharesOfNomineesAreExactlyAHundred() throws {
        func shares(_ shares: [Int?]) throws -> [String] {
            try problems { person in
                person.nominees = shares.map { share in
                    var nominee = Nominee()
                    (nominee.name, nominee.relation, nominee.share) = ("Karim", "son", share)
                    return nominee
                }
            }
        }
        #expect(try shares([100]).isEmpty)
        #expect(try shares([50, 30, 20]).isEmpty)
        #expect(try shares([50, 49]) == ["nominees.1.share sharesSum"])
        #expect(try shares([nil]) == ["nominees.1.share sharesSum"])
        #expect(try shares([150, -50]).contains("nominees.1.share share"))
        #expect(try shares([.max, .max]).contains("nominees.1.share sharesSum"))
        #expect(try shares([20, 20, 20, 20, 20]) == ["nominees tooMany"])
    }

    @Test func anAccountIsGivenWholeOrNotAtAll() throws {
        #expect(
            try problems { try? PersonField.named("bank.account")?.take("123456789", into: &$0) }
                == ["bank.holder bankWhole", "bank.ifsc bankWhole"])
    }

    @Test func categoriesAndBranchesAreKnown() throws {
        #expect(Category.shipped.count > 80)
        #expect(Category.named("tendu_leaf")?.name(in: "bn") == "কেন্দুপাতা সংগ্রাহক")
        #expect(BankBranch.named("SBIN0000001")?.state == "WB")
        #expect(BankBranch.named("SBIN0999999") == nil)
        #expect(BankBranch.named("😀😀😀") == nil)
    }

    @Test func everyDayOfTwoCenturiesIsReadAsItIsWritten() {
        for number in stride(from: -36_500, to: 36_500, by: 1) {
            let day = Day(number: number)
            #expect(Day(day.description) == day)
        }
        #expect(Day("1970-01-01")?.number == 0)
        #expect(Day("2000-02-29")?.number == 11_016)
        #expect(Day("1900-02-29") == nil)
    }
}
