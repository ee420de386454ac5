package import Registry

extension Person {
    /// A woman of the sample cast whose form is complete; nobody real.
    package static func sample(name: String = "Rahima Khatun", mobile: String = "9876543210") -> Person {
        var person = Person()
        person.name = name
        person.dateOfBirth = "1990-04-12"
        person.sex = .female
        person.maritalStatus = .unmarried
        person.father = "Abdul Karim"
        person.mobile = mobile
        person.workerType = "construction"
        person.migrantType = "A"
        person.migratedOn = "2026-11-02"
        person.destination = "Kerala"
        return person
    }
}
