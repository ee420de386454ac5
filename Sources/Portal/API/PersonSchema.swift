import Registry

/// A person in JSON: the fields of the form, under the same names, with their dots as objects.
///
/// `permanent.pin` is `{"permanent": {"pin": …}}`, `nominees.1.share` the `share` of the first in the list `nominees`.
enum PersonSchema {
    static let taken = schema("Person", shown: false).about(
        "Every field may be missing; what a scheme needs is said by 422. Money is in whole rupees a month.")
    static let shown = schema("ShownPerson", shown: true).about(
        "As `Person`. Of what names or reaches a person only the last four signs are shown, until somebody says what for."
    )

    private static func schema(_ name: String, shown: Bool) -> Schema {
        func own(_ prefix: String) -> [Schema.Property] {
            PersonField.all.filter { $0.name.hasPrefix(prefix) && !$0.name.dropFirst(prefix.count).contains(".") }
                .map { .may(String($0.name.dropFirst(prefix.count)), value($0, shown: shown)) }
        }
        let prefix = shown ? "Shown" : ""
        let address = Schema.object("\(prefix)Address", own("permanent."))
        let parts: [Schema.Property] = [
            .may("permanent", address), .may("present", address),
            .may("nominees", .list(.object("\(prefix)Nominee", own("nominees.1.")), most: PersonField.mostNominees)),
            .may("bank", .object("\(prefix)BankAccount", own("bank."))),
            .may(
                "declarations",
                .map(.yesNo, names: .word, most: 40).about("Answers to the questions of a scheme, by their names.")),
        ]
        return .object(name, own("") + parts)
    }

    /// What is shown may be older than the rules, or masked, so that only its kind is promised.
    private static func value(_ field: PersonField, shown: Bool) -> Schema {
        switch field.kind {
        case .whole: .integer(shown ? -1_000_000...1_000_000 : 0...999)
        case .money: .integer(0...10_000_000_000)
        case _ where shown: .text(0...500)
        case .text(let longest): .text(1...longest)
        case .digits: .text(1...20, .digits)
        case .code: .text(1...30, .code)
        case .day: .day
        case .choice(let codes) where field.name == "category": .choice(codes).named("CategoryCode")
        case .choice(let codes): .choice(codes)
        case .place: .place
        case .yesNo: .yesNo
        }
    }

    /// The person that a body of the description means.
    static func person(_ json: JSON) throws -> Person {
        var person = Person()
        for field in PersonField.all {
            switch find(field, in: json) {
            case .string(let text)?: try field.take(text, into: &person)
            case .integer(let number)?: try field.take(String(number), into: &person)
            default: continue
            }
        }
        if case .object(let answers)? = json["declarations"] { person.declarations = answers.compactMapValues(\.bool) }
        return person
    }

    private static func find(_ field: PersonField, in json: JSON) -> JSON? {
        field.name.split(separator: ".").reduce(json) { part, name in
            Int(name).map { part?[$0 - 1] } ?? part?[String(name)]
        }
    }

    static func json(_ person: Person, unmasked: Bool) -> JSON {
        var json = JSON.object([:])
        for field in PersonField.all {
            guard let text = field.text(of: person) else { continue }
            let shown = !unmasked && PersonField.isMasked(field.name) ? PersonField.mask(text) : text
            let value: JSON =
                switch field.kind {
                case .whole, .money: Int64(shown).map { .integer($0) } ?? .null
                default: .string(shown)
                }
            json.set(value, at: field.name.split(separator: ".").map(String.init))
        }
        if let answers = person.declarations {
            json.set(.object(answers.mapValues { .bool($0) }), at: ["declarations"])
        }
        return json
    }
}

extension JSON {
    /// Puts a value where a path of names leads; a number is a place in a list, from 1, filled in order.
    fileprivate mutating func set(_ value: JSON, at path: [String]) {
        guard let name = path.first else {
            self = value
            return
        }
        if let place = Int(name) {
            var items = items
            while items.count < place { items.append(.object([:])) }
            items[place - 1].set(value, at: Array(path.dropFirst()))
            self = .array(items)
        } else {
            var members: [String: JSON] = if case .object(let known) = self { known } else { [:] }
            var inner = members[name] ?? .null
            inner.set(value, at: Array(path.dropFirst()))
            members[name] = inner
            self = .object(members)
        }
    }
}
