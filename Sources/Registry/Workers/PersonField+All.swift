extension PersonField {
    /// Every field, in the order of the form.
    package static let all: [PersonField] = basic + identity + addresses + work + nominees + bank

    package static func named(_ name: String) -> PersonField? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { $1 })

    private static let basic: [PersonField] = [
        .text("name", \.name), .text("localName", \.localName), .text("dateOfBirth", .day, \.dateOfBirth),
        .whole("age", \.age), .text("ageAsOn", .day, \.ageAsOn), .coded("sex", \.sex),
        .coded("maritalStatus", \.maritalStatus), .text("father", \.father), .text("husband", \.husband),
        .text("socialCategory", .choice(["general", "obc", "sc", "st"]), \.socialCategory),
        .text(
            "religion", .choice(["hindu", "muslim", "christian", "sikh", "buddhist", "jain", "other"]), \.religion),
        .text("bloodGroup", .choice(["A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"]), \.bloodGroup),
        .text(
            "disability",
            .choice(["none", "visual", "hearing", "speech", "locomotor", "intellectual", "other"]), \.disability),
        .whole("disabilityPercent", \.disabilityPercent),
        .text(
            "education",
            .choice(["none", "primary", "upperPrimary", "secondary", "higherSecondary", "vocational", "graduate"]),
            \.education),
        .text("mobile", .digits, \.mobile),
        .text("mobileBelongsTo", .choice(["self", "family", "neighbour", "employer", "other"]), \.mobileBelongsTo),
        .text("alternateMobile", .digits, \.alternateMobile), .text("email", \.email),
    ]

    private static let identity: [PersonField] = [
        .text("aadhaar", .digits, \.aadhaar), .text("epic", .code, \.epic),
        .text("rationCardType", .choice(["AAY", "SPHH", "PHH", "RKSY-I", "RKSY-II", "other"]), \.rationCardType),
        .text("rationCard", .code, \.rationCard), .text("swasthyaSathi", .code, \.swasthyaSathi),
        .text("uan", .digits, \.uan), .text("familyNumber", .code, \.familyNumber),
        .text("memberNumber", .code, \.memberNumber),
    ]

    private static let addresses: [PersonField] =
        address("permanent", \.permanentAddress) + address("present", \.presentAddress)
        + [.whole("yearsAtPresentAddress", \.yearsAtPresentAddress)]

    private static func address(_ name: String, _ part: any WritableKeyPath<Person, Address?> & Sendable)
        -> [PersonField]
    {
        func text(_ field: String, _ kind: Kind, _ path: any WritableKeyPath<Address, String?> & Sendable)
            -> PersonField
        {
            .inner("\(name).\(field)", kind, of: part, empty: Address(), path)
        }
        let plain = Kind.text(longest: 120)
        return [
            .place("\(name).place", part), text("house", plain, \.house), text("street", plain, \.street),
            text("village", plain, \.village), text("postOffice", plain, \.postOffice),
            text("policeStation", plain, \.policeStation), text("pin", .digits, \.pin),
        ]
    }

    private static let work: [PersonField] = [
        .text("workerType", .choice(["construction", "transport", "other"]), \.workerType),
        .text("category", .choice(Category.shipped.map(\.code)), \.category), .text("skills", \.skills),
        .money("monthlyIncome", \.monthlyIncome), .money("familyIncome", \.familyIncome),
        .text("employer", \.employer), .text("employerMobile", .digits, \.employerMobile),
        .text("contractor", \.contractor), .text("workplace", .text(longest: 240), \.workplace),
        .text("migrantType", .choice(["A", "B", "C", "D"]), \.migrantType), .text("destination", \.destination),
        .text("migratedOn", .day, \.migratedOn), .text("likelyToMigrateOn", .day, \.likelyToMigrateOn),
    ]

    /// How many nominees a form has room for.
    package static let mostNominees = 4
    package static let relations = [
        "spouse", "son", "daughter", "father", "mother", "brother", "sister", "other",
    ]

    private static let nominees: [PersonField] = (1...mostNominees).flatMap { number in
        [
            .nominee(number, "name", .text(longest: 120), get: \.name) { nominee, value in
                nominee.name = value
                return true
            },
            .nominee(number, "relation", .choice(relations), get: \.relation) { nominee, value in
                nominee.relation = value
                return true
            },
            .nominee(number, "sex", .choice(Sex.allCases.map(\.rawValue)), get: \.sex?.rawValue) { nominee, value in
                nominee.sex = value.flatMap(Sex.init(rawValue:))
                return true
            },
            .nominee(number, "dateOfBirth", .day, get: \.dateOfBirth) { nominee, value in
                nominee.dateOfBirth = value
                return true
            },
            .nominee(number, "share", .whole, get: { $0.share.map(String.init) }) { nominee, value in
                nominee.share = value.flatMap { Int($0) }
                return value == nil || nominee.share != nil
            },
        ]
    }

    private static let bank: [PersonField] = [
        .inner("bank.holder", .text(longest: 120), of: \.bank, empty: BankAccount(), \.holder),
        .inner("bank.account", .digits, of: \.bank, empty: BankAccount(), \.account),
        .inner("bank.ifsc", .code, of: \.bank, empty: BankAccount(), \.ifsc),
    ]
}
