import Linkage

/// Someone who exists only in a sample: the truth that rows are written from.
struct SamplePerson {
    var prefix: Spelled?
    var given: Spelled
    var middle: Spelled?
    var last: Spelled?
    /// Another last name that a woman may be listed under: Khatun becomes Bibi.
    var otherLast: Spelled?
    var sex: SampleSex
    var birthDay: Int32
    var mobile: String
    var otherMobile: String
    var epic: String
    var state: Spelled
    var occupation: Spelled
    var household: Int
}

/// A household's people: a father, his wife, sons and daughters, of whom some work away.
struct SampleHousehold {
    var people: [SamplePerson]
    /// Father or husband of each of the people, and the other guardian that some clerk may have written.
    var guardians: [(first: SamplePerson, second: SamplePerson)]
}

/// Makes the households of a village.
struct SamplePeople {
    private let names = SampleNames()
    private let states = Self.weighted("states.tsv")
    private let occupations = Self.weighted("occupations.tsv")
    private static let year: Int32 = 365
    /// 30 June 2020, the day on which the returned were listed.
    static let listingDay = Calendar.dayNumber(year: 2020, month: 6, day: 30)

    private static func weighted(_ file: String) -> Weighted<Spelled> {
        Weighted(
            SampleNames.rows(file, columns: 5).map { cells in
                let spellings = [(String(cells[1]), 6.0)] + Spelled.spellings(cells[4])
                return (
                    Spelled(bengali: String(cells[2]), devanagari: String(cells[3]), latin: spellings),
                    Double(cells[0]) ?? 1
                )
            })
    }

    func household(_ community: Community, number: Int, _ random: inout SampleRandom) -> SampleHousehold {
        let fatherAge = random.between(38, 72)
        let surname = last(community, .m, &random)
        let father = person(community, .m, age: fatherAge, last: surname, household: number, &random)
        let grandfather = person(community, .m, age: fatherAge + 27, last: surname, household: number, &random)
        var home = SampleHousehold(people: [], guardians: [])
        let phone = father.mobile
        func add(_ person: SamplePerson, _ first: SamplePerson, _ second: SamplePerson, _ random: inout SampleRandom) {
            var person = person
            // No one gives two children the same name.
            while home.people.contains(where: { $0.given === person.given }) {
                person.given = self.person(community, person.sex, age: 30, last: nil, household: number, &random).given
            }
            if random.chance(0.45) { person.mobile = phone }
            home.people.append(person)
            home.guardians.append((first, second))
        }
        if fatherAge <= 62, random.chance(0.55) { add(father, grandfather, grandfather, &random) }
        if fatherAge <= 60, random.chance(0.18) {
            var wife = person(
                community, .f, age: fatherAge - random.between(2, 8), last: nil, household: number, &random)
            let ownFather = person(community, .m, age: fatherAge + 20, last: nil, household: number, &random)
            if community == .hindu { wife.last = surname }
            add(wife, father, ownFather, &random)
        }
        for _ in 0..<random.pick([0, 1, 1, 1, 2, 2, 3, 4]) {
            let age = random.between(18, max(19, min(45, fatherAge - 19)))
            if random.chance(0.14) {
                let daughter = person(community, .f, age: age, last: surname, household: number, &random)
                let husband = person(community, .m, age: age + 5, last: nil, household: number, &random)
                add(daughter, father, random.chance(0.5) ? husband : father, &random)
            } else {
                var son = person(
                    community, .m, age: age, last: random.chance(0.85) ? surname : nil, household: number, &random)
                if random.chance(0.7) { son.prefix = father.prefix }
                add(son, father, father, &random)
            }
        }
        return home
    }

    private func last(_ community: Community, _ sex: SampleSex, _ random: inout SampleRandom) -> Spelled? {
        if community == .muslim {
            if sex == .f { return names.draw("wife_title", .muslim, .f, &random) }
            return names.draw(random.chance(0.65) ? "second" : "surname", .muslim, .m, &random)
        }
        return names.draw("surname", community, sex, &random)
    }

    private func person(
        _ community: Community, _ sex: SampleSex, age: Int, last: Spelled?, household: Int, _ random: inout SampleRandom
    ) -> SamplePerson {
        let isMuslimWoman = community == .muslim && sex == .f
        let own = isMuslimWoman ? self.last(.muslim, .f, &random) : last ?? self.last(community, sex, &random)
        let birthDay = SamplePeople.listingDay - Int32(age) * 36525 / 100 - Int32(random.below(365))
        let letters = Array("ABCDEFGHJKLMNPRSTUVWXYZ")
        let epic = String((0..<3).map { _ in random.pick(letters) }) + String(1_000_000 + random.below(9_000_000))
        return SamplePerson(
            prefix: random.chance(community == .muslim ? 0.5 : 0.06)
                ? names.draw("prefix", community, sex, &random) : nil,
            given: names.draw("given", community, sex, &random)
                ?? Spelled(bengali: "রাম", devanagari: "राम", latin: [("Ram", 1)]),
            middle: community != .muslim && random.chance(0.3) ? names.draw("middle", community, sex, &random) : nil,
            last: own,
            otherLast: sex == .f ? names.draw("wife_title", community == .muslim ? .muslim : .hindu, .f, &random) : nil,
            sex: sex, birthDay: birthDay, mobile: Self.mobile(&random), otherMobile: Self.mobile(&random), epic: epic,
            state: states.draw(&random), occupation: occupations.draw(&random), household: household)
    }

    static func mobile(_ random: inout SampleRandom) -> String {
        random.pick(["6", "7", "8", "9", "9"]) + String(100_000_000 + random.below(900_000_000))
    }
}
