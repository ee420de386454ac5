import Registry

/// The steps of the application form, and which fields stand on each.
enum FormStep: String, CaseIterable {
    case place, basic, family, identity, addresses, work, bank, documents, check

    struct Section {
        /// A key of `intake.…`, or nil for a part without a heading of its own.
        let title: String
        var number: Int?
        let fields: [String]
    }

    var next: FormStep? { FormStep.allCases.drop { $0 != self }.dropFirst().first }
    var previous: FormStep? { FormStep.allCases.prefix { $0 != self }.last }

    /// The questions of the scheme stand with the work.
    func sections(questions: [String] = []) -> [Section] {
        switch self {
        case .place, .documents, .check: []
        case .basic:
            [
                Section(
                    title: "about",
                    fields: [
                        "name", "localName", "dateOfBirth", "age", "ageAsOn", "sex", "socialCategory", "religion",
                        "bloodGroup", "disability", "disabilityPercent", "education",
                    ]),
                Section(title: "contact", fields: ["mobile", "mobileBelongsTo", "alternateMobile", "email"]),
            ]
        case .family:
            [
                Section(title: "guardian", fields: ["maritalStatus", "father", "husband"]),
                Section(title: "household.fields", fields: ["familyNumber", "memberNumber"]),
            ]
        case .identity:
            [
                Section(
                    title: "numbers",
                    fields: ["aadhaar", "epic", "rationCardType", "rationCard", "swasthyaSathi", "uan"])
            ]
        case .addresses:
            ["permanent", "present"].map { part in
                Section(
                    title: part,
                    fields: ["place", "house", "street", "village", "postOffice", "policeStation", "pin"].map {
                        "\(part).\($0)"
                    } + (part == "present" ? ["yearsAtPresentAddress"] : []))
            }
        case .work:
            [
                Section(
                    title: "work",
                    fields: [
                        "workerType", "category", "skills", "monthlyIncome", "familyIncome", "employer",
                        "employerMobile", "contractor", "workplace",
                    ]),
                Section(title: "migration", fields: ["migrantType", "destination", "migratedOn", "likelyToMigrateOn"]),
            ] + (questions.isEmpty ? [] : [Section(title: "declarations", fields: questions)])
        case .bank:
            (1...PersonField.mostNominees).map { number in
                Section(
                    title: "nominee", number: number,
                    fields: ["name", "relation", "sex", "dateOfBirth", "share"].map { "nominees.\(number).\($0)" })
            } + [Section(title: "bank", fields: ["bank.holder", "bank.account", "bank.ifsc"])]
        }
    }

    /// Where a field is mended.
    static func of(_ field: String) -> FormStep {
        if field == "scheme" || field == "place" { return .place }
        if Document.Kind(rawValue: field) != nil { return .documents }
        if field.hasPrefix("declarations") { return .work }
        if field.hasPrefix("nominees") || field.hasPrefix("bank") { return .bank }
        return allCases.first { $0.sections().contains { $0.fields.contains(field) } } ?? .basic
    }
}
