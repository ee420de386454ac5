import Registry

/// Everything known of a person, in sections, for reading beside the documents; identifiers are masked unless unmasked.
enum PersonSheet {
    private struct Line {
        let name: String
        let value: String?
        var code = false
    }

    static func model(_ person: Person, unmasked: Bool, _ visit: Visit) -> [[String: Any]] {
        sections(person, visit).compactMap { section, lines -> [String: Any]? in
            let shown = lines.compactMap { line -> [String: Any]? in
                guard let value = line.value, !value.isEmpty else { return nil }
                let hide = PersonField.isMasked(line.name) && !unmasked
                return [
                    "label": visit.text("person.\(line.name)"),
                    "value": hide ? mask(value) : line.code ? choice(line.name, value, visit) : value,
                    "masked": hide, "language": line.name == "localName" ? script(of: value) : "",
                ]
            }
            return shown.isEmpty ? nil : ["title": visit.text("person.section.\(section)"), "lines": shown]
        }
    }

    static func mask(_ value: String) -> String { PersonField.mask(value) }

    private static func sections(_ person: Person, _ visit: Visit) -> [(String, [Line])] {
        [
            (
                "basic",
                [
                    Line(name: "name", value: person.name), Line(name: "localName", value: person.localName),
                    Line(name: "dateOfBirth", value: person.dateOfBirth.map(Written.turned)),
                    Line(name: "age", value: age(person, visit)),
                    Line(name: "sex", value: person.sex?.rawValue, code: true),
                    Line(name: "maritalStatus", value: person.maritalStatus?.rawValue, code: true),
                    Line(name: "father", value: person.father), Line(name: "husband", value: person.husband),
                    Line(name: "socialCategory", value: person.socialCategory, code: true),
                    Line(name: "religion", value: person.religion, code: true),
                    Line(name: "bloodGroup", value: person.bloodGroup),
                    Line(name: "disability", value: person.disability, code: true),
                    Line(name: "disabilityPercent", value: person.disabilityPercent.map { "\($0) %" }),
                    Line(name: "education", value: person.education, code: true),
                ]
            ),
            (
                "contact",
                [
                    Line(name: "mobile", value: person.mobile),
                    Line(name: "mobileBelongsTo", value: person.mobileBelongsTo, code: true),
                    Line(name: "alternateMobile", value: person.alternateMobile),
                    Line(name: "email", value: person.email),
                    Line(name: "permanent", value: address(person.permanentAddress, visit)),
                    Line(name: "present", value: address(person.presentAddress, visit)),
                    Line(name: "yearsAtPresentAddress", value: person.yearsAtPresentAddress.map(String.init)),
                ]
            ),
            (
                "identity",
                [
                    Line(name: "aadhaar", value: person.aadhaar),
                    Line(name: "epic", value: person.epic),
                    Line(name: "rationCardType", value: person.rationCardType),
                    Line(name: "rationCard", value: person.rationCard),
                    Line(name: "swasthyaSathi", value: person.swasthyaSathi),
                    Line(name: "uan", value: person.uan),
                    Line(name: "familyNumber", value: person.familyNumber),
                    Line(name: "memberNumber", value: person.memberNumber),
                ]
            ),
            (
                "work",
                [
                    Line(name: "workerType", value: person.workerType, code: true),
                    Line(
                        name: "category",
                        value: person.category.map { Category.named($0)?.name(in: visit.language) ?? $0 }),
                    Line(name: "skills", value: person.skills),
                    Line(name: "monthlyIncome", value: person.monthlyIncome.map(rupees)),
                    Line(name: "familyIncome", value: person.familyIncome.map(rupees)),
                    Line(name: "employer", value: person.employer),
                    Line(name: "employerMobile", value: person.employerMobile),
                    Line(name: "contractor", value: person.contractor),
                    Line(name: "workplace", value: person.workplace),
                    Line(name: "migrantType", value: person.migrantType, code: true),
                    Line(name: "destination", value: person.destination),
                    Line(name: "migratedOn", value: person.migratedOn.map(Written.turned)),
                    Line(name: "likelyToMigrateOn", value: person.likelyToMigrateOn.map(Written.turned)),
                ]
            ),
            ("nominees", (person.nominees ?? []).map { Line(name: "nominee", value: nominee($0, visit)) }),
            (
                "bank",
                [
                    Line(name: "holder", value: person.bank?.holder),
                    Line(name: "account", value: person.bank?.account),
                    Line(name: "ifsc", value: person.bank?.ifsc),
                ]
            ),
        ]
    }

    private static func age(_ person: Person, _ visit: Visit) -> String? {
        person.age.map { age in
            person.ageAsOn.map { visit.text("person.ageOn", String(age), Written.turned($0)) } ?? String(age)
        }
    }

    private static func rupees(_ paise: Int64) -> String { "₹ " + Written.number(Int(paise / 100)) }

    private static func address(_ address: Address?, _ visit: Visit) -> String? {
        guard let address else { return nil }
        let path = address.place.map {
            visit.registry.places.path(of: $0).reversed().map { $0.name(in: visit.language) }
        }
        return
            ([address.house, address.street, address.village, address.postOffice, address.policeStation]
            .compactMap(\.self) + (path ?? []) + [address.pin].compactMap(\.self)).joined(separator: ", ")
    }

    private static func nominee(_ nominee: Nominee, _ visit: Visit) -> String {
        [
            nominee.name, nominee.relation.map { choice("relation", $0, visit) },
            nominee.dateOfBirth.map(Written.turned), nominee.share.map { "\($0) %" },
        ].compactMap(\.self).joined(separator: ", ")
    }

    /// The text of a code, or the code where a state's own list has no text yet.
    static func choice(_ name: String, _ code: String, _ visit: Visit) -> String {
        let key = "person.\(name).\(code)"
        let text = visit.text(key)
        return text == key ? code : text
    }

    /// The language to read a name in, by its script; Latin stays in the page's language.
    static func script(of text: String) -> String {
        for scalar in text.unicodeScalars {
            if (0x0980...0x09FF).contains(scalar.value) { return "bn" }
            if (0x0900...0x097F).contains(scalar.value) { return "hi" }
        }
        return ""
    }
}
