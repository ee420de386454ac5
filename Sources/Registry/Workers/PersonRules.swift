package import Foundation

/// What a person's fields must be before officers see them.
///
/// Formats hold for every channel and every field that is given; what is required holds at submission only.
package enum PersonRules {
    /// Every field that can't be taken, with its reason (`field.<reason>` in the translations); empty when all is well.
    package static func problems(
        _ person: Person, scheme: String, on date: Date, rules: Rules
    ) -> [Problem.Field] {
        formats(person, on: date) + required(person, on: date) + migration(person, scheme: scheme, on: date)
    }

    /// What is given and can't be right; a form says it at once, long before the rest is there.
    package static func formats(_ person: Person, on date: Date) -> [Problem.Field] {
        let today = Day(date)
        var problems: [Problem.Field] = []
        for field in PersonField.all {
            guard let text = field.text(of: person) else { continue }
            if let reason = kindReason(text, field.kind) ?? formatReason(text, field.name, today) {
                problems.append(Problem.Field(field.name, reason))
            }
        }
        return problems + ages(person, today) + nominees(person, today) + bank(person) + declarations(person)
    }

    private static func kindReason(_ text: String, _ kind: PersonField.Kind) -> String? {
        // Control characters can't be printed, and a zero byte ends a text for other programs.
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { return "signs" }
        switch kind {
        case .text(let longest): return text.unicodeScalars.count > longest ? "tooLong" : nil
        case .digits:
            if text.utf8.count > 20 { return "tooLong" }
            return text.utf8.allSatisfy { (48...57).contains($0) } ? nil : "digits"
        case .code:
            if text.utf8.count > 30 { return "tooLong" }
            return text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || $0 == 47 } ? nil : "signs"
        case .day: return text.count == 10 && Day(text)?.description == text ? nil : "date"
        case .whole, .money: return text.hasPrefix("-") ? "number" : nil
        case .choice(let codes): return codes.contains(text) ? nil : "unknown"
        case .place, .yesNo: return nil
        }
    }

    private static func formatReason(_ text: String, _ name: String, _ today: Day) -> String? {
        switch name {
        case "name", "localName", "father", "husband": return isName(text) ? nil : "name"
        case "mobile", "alternateMobile", "employerMobile": return isMobile(text) ? nil : "mobile"
        case "aadhaar": return isAadhaar(text) ? nil : "aadhaar"
        case "epic": return text.wholeMatch(of: /[A-Z]{3}[0-9]{7}|[A-Z0-9\/]{10,17}/) != nil ? nil : "epic"
        case "uan": return text.count == 12 ? nil : "uan"
        case "permanent.pin", "present.pin": return isNumber(text, digits: 6, first: "1"..."9") ? nil : "pin"
        case "email": return text.wholeMatch(of: /[^@\s]+@[^@\s.]+(\.[^@\s.]+)+/) != nil ? nil : "email"
        case "disabilityPercent": return (0...100).contains(Int(text) ?? -1) ? nil : "percent"
        case "yearsAtPresentAddress": return (0...120).contains(Int(text) ?? -1) ? nil : "number"
        case "age": return (1...120).contains(Int(text) ?? -1) ? nil : "age"
        case "dateOfBirth": return Day(text).map { $0 > today || today.years(since: $0) > 120 } ?? false ? "past" : nil
        case "ageAsOn": return Day(text).map { $0 > today } ?? false ? "past" : nil
        case "bank.account": return (9...18).contains(text.count) ? nil : "account"
        case "bank.ifsc":
            guard BankBranch.isCode(text) else { return "ifsc" }
            return BankBranch.named(text) == nil ? "ifscUnknown" : nil
        default: return nil
        }
    }

    /// At least one letter, and nothing that only programs write.
    private static func isName(_ text: String) -> Bool {
        text.contains(where: \.isLetter) && !text.contains(where: { "<>{}[]\\|@#$%^*=+~\"".contains($0) })
    }

    static func isMobile(_ text: String) -> Bool { isNumber(text, digits: 10, first: "6"..."9") }

    /// So many digits, the first of which lies in the range: a regular expression would be read anew for every field.
    private static func isNumber(_ text: String, digits count: Int, first: ClosedRange<Unicode.Scalar>) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) }
            && (text.unicodeScalars.first.map(first.contains) ?? false)
    }

    /// Twelve digits, the first 2–9, the last Verhoeff's.
    package static func isAadhaar(_ text: String) -> Bool {
        isNumber(text, digits: 12, first: "2"..."9") && Verhoeff.holds(text)
    }

    private static func ages(_ person: Person, _ today: Day) -> [Problem.Field] {
        var problems: [Problem.Field] = []
        if let birth = person.dateOfBirth.flatMap(Day.init), let age = person.age {
            let on = person.ageAsOn.flatMap(Day.init) ?? today
            // A year either way is how people count; more is another person or a slip.
            if abs(on.years(since: birth) - age) > 1 { problems.append(Problem.Field("age", "ageDiffers")) }
        }
        if let family = person.familyNumber, family.allSatisfy(\.isNumber), person.memberNumber?.count == 9,
            family.count != 8
        {
            problems.append(Problem.Field("familyNumber", "family"))
        }
        if let member = person.memberNumber, person.familyNumber?.count == 8, member.count != 9 {
            problems.append(Problem.Field("memberNumber", "member"))
        }
        return problems
    }

    private static func nominees(_ person: Person, _ today: Day) -> [Problem.Field] {
        guard let nominees = person.nominees, !nominees.isEmpty else { return [] }
        guard nominees.count <= PersonField.mostNominees else { return [Problem.Field("nominees", "tooMany")] }
        var problems: [Problem.Field] = []
        for (place, nominee) in nominees.enumerated() {
            let prefix = "nominees.\(place + 1)."
            if nominee.name?.contains(where: \.isLetter) != true {
                problems.append(Problem.Field(prefix + "name", nominee.name == nil ? "required" : "name"))
            }
            if nominee.relation == nil { problems.append(Problem.Field(prefix + "relation", "required")) }
            if let share = nominee.share, !(1...100).contains(share) {
                problems.append(Problem.Field(prefix + "share", "share"))
            }
            if let birth = nominee.dateOfBirth.flatMap(Day.init), birth > today {
                problems.append(Problem.Field(prefix + "dateOfBirth", "past"))
            }
        }
        // One by one, so that absurd shares can't overflow the sum.
        let sum = nominees.reduce(0) { $0 + min(max($1.share ?? 0, -1000), 1000) }
        if sum != 100 { problems.append(Problem.Field("nominees.1.share", "sharesSum")) }
        return problems
    }

    /// All of the bank's fields or none: half an account pays nobody.
    private static func bank(_ person: Person) -> [Problem.Field] {
        guard let bank = person.bank, bank != BankAccount() else { return [] }
        return [("bank.holder", bank.holder), ("bank.account", bank.account), ("bank.ifsc", bank.ifsc)]
            .filter { $0.1 == nil }.map { Problem.Field($0.0, "bankWhole") }
    }

    private static func declarations(_ person: Person) -> [Problem.Field] {
        (person.declarations ?? [:]).keys.sorted().filter { $0.wholeMatch(of: /[a-z0-9_]{1,40}/) == nil }.isEmpty
            && (person.declarations?.count ?? 0) <= 40 ? [] : [Problem.Field("declarations", "unknown")]
    }

    private static func required(_ person: Person, on date: Date) -> [Problem.Field] {
        var problems: [Problem.Field] = []
        func need(_ name: String, _ isThere: Bool, _ reason: String = "required") {
            if !isThere { problems.append(Problem.Field(name, reason)) }
        }
        need("name", person.name != nil)
        need("sex", person.sex != nil)
        need("dateOfBirth", person.dateOfBirth != nil || person.age != nil, "dateOrAge")
        need("ageAsOn", person.dateOfBirth != nil || person.age == nil || person.ageAsOn != nil)
        switch (person.sex, person.maritalStatus) {
        case (.female, .married?), (.female, .widowed?), (.female, .divorced?):
            need("husband", person.husband != nil, "husband")
        case (.female, nil):
            need("maritalStatus", false)
        default:
            need("father", person.father != nil || person.husband != nil, "guardian")
        }
        need("disabilityPercent", [nil, "none"].contains(person.disability) || person.disabilityPercent != nil)
        return problems
    }

    /// Migrants of type A and B went within the last year, of C and D they go within the next month.
    private static func migration(_ person: Person, scheme: String, on date: Date) -> [Problem.Field] {
        guard let type = person.migrantType else {
            return scheme == "wb_migrant" ? [Problem.Field("migrantType", "required")] : []
        }
        let today = Day(date)
        var problems: [Problem.Field] = []
        switch type {
        case "A", "B":
            guard let day = person.migratedOn.flatMap(Day.init) else {
                return person.migratedOn == nil ? [Problem.Field("migratedOn", "required")] : []
            }
            if day > today || day < today + -366 { problems.append(Problem.Field("migratedOn", "lastYear")) }
        case "C", "D":
            guard let day = person.likelyToMigrateOn.flatMap(Day.init) else {
                return person.likelyToMigrateOn == nil ? [Problem.Field("likelyToMigrateOn", "required")] : []
            }
            if day < today || day > today + 31 { problems.append(Problem.Field("likelyToMigrateOn", "nextMonth")) }
        default: break
        }
        return problems
    }
}
