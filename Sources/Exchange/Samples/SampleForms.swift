import Foundation
import Registry

/// Fills in forms for made-up people, as an application asks for them.
struct SampleForms {
    private let people = SamplePeople()
    private let clerk: SampleClerk

    init(seed: UInt64) {
        clerk = SampleClerk(SampleOrder(left: 1, right: 1, seed: seed, kind: .kind, isMixedScript: false, without: []))
    }

    /// A household of which somebody works away.
    func household(_ number: Int, _ random: inout SampleRandom) -> SampleHousehold {
        var home = people.household(.hindu, number: number, &random)
        while home.people.isEmpty {
            home = people.household(random.chance(0.5) ? .muslim : .hindu, number: number, &random)
        }
        return home
    }

    /// The form of one of them; `on` is the day that it is filled in.
    func person(
        _ sample: SamplePerson, guardian: SamplePerson, on day: Date, _ random: inout SampleRandom
    ) -> Person {
        var person = Person()
        person.name = name(sample, .latin, &random)
        person.localName = name(sample, .bengali, &random)
        person.sex = sample.sex == .f ? .female : .male
        person.dateOfBirth = String(
            format: "%04d-%02d-%02d", random.between(1970, 2005), random.between(1, 12), random.between(1, 28))
        person.maritalStatus = sample.sex == .f && random.chance(0.5) ? .married : .unmarried
        person.father = name(guardian, .latin, &random)
        if person.maritalStatus == .married { person.husband = person.father }
        person.mobile = sample.mobile
        person.epic = random.chance(0.5) ? sample.epic : nil
        person.workerType = random.pick(["construction", "transport", "other"])
        person.migrantType = "A"
        person.destination = sample.state.latin.items.first ?? "Kerala"
        person.migratedOn = (Day(day) + -random.between(10, 300)).description
        return person
    }

    private func name(_ sample: SamplePerson, _ script: SampleClerk.Script, _ random: inout SampleRandom) -> String {
        [sample.prefix, sample.given, sample.middle, sample.last].compactMap { $0 }
            .map { clerk.write($0, script, &random) }.joined(separator: " ")
    }
}
