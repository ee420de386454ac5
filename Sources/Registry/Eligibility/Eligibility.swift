package import Foundation

/// Whether a scheme is for a person, rule by rule: passed, failed, or unknown where nobody said what the rule asks.
package struct Eligibility: Sendable {
    package enum Outcome: String, Sendable, Codable { case passed, failed, unknown }

    package struct Verdict: Sendable {
        package let rule: String
        package let outcome: Outcome
        /// True where a failed rule keeps an application from being submitted; otherwise an officer decides.
        package let isBinding: Bool
        /// The field that would decide an unknown rule.
        package let field: String
        /// Where the rule is written.
        package let source: String
        private let texts: [String: String]

        /// The rule as people read it.
        package func reason(in language: String) -> String { texts[language] ?? texts["en"] ?? rule }

        init(_ rule: EligibilityRule, _ outcome: Outcome) {
            self.rule = rule.id
            self.outcome = outcome
            isBinding = rule.binding ?? true
            field = rule.field
            source = rule.source
            texts = rule.reason
        }
    }

    let schemes: [EligibilityFile.Scheme]

    init(file: URL) throws { schemes = try EligibilityFile.read(file).schemes }

    package var codes: [String] { schemes.map(\.code) }

    package func name(of scheme: String, in language: String) -> String {
        let names = schemes.first { $0.code == scheme }?.name
        return names?[language] ?? names?["en"] ?? scheme
    }

    /// The declarations that a scheme's rules ask for on a day, with the question in words.
    package func questions(_ scheme: String, on date: Date) -> [(name: String, texts: [String: String])] {
        rules(scheme, on: date).compactMap { rule in
            guard case .declaration(let name, _) = rule.check else { return nil }
            return (name, rule.question ?? rule.reason)
        }
    }

    /// Every rule that holds on the day. Throws nothing: an unknown scheme has no rules, and `Application.save` refuses it.
    package func assess(
        _ person: Person, scheme: String, on date: Date, places: PlaceDirectory? = nil
    ) -> [Verdict] {
        rules(scheme, on: date).map { Verdict($0, $0.check.outcome(person, on: Day(date), places: places)) }
    }

    private func rules(_ scheme: String, on date: Date) -> [EligibilityRule] {
        let day = Day(date)
        return (schemes.first { $0.code == scheme }?.rules ?? []).filter { rule in
            (rule.from.flatMap(Day.init).map { $0 <= day } ?? true)
                && (rule.until.flatMap(Day.init).map { day <= $0 } ?? true)
        }
    }
}

extension EligibilityCheck {
    func outcome(_ person: Person, on day: Day, places: PlaceDirectory?) -> Eligibility.Outcome {
        switch self {
        case .age(let range): return age(person, on: day, within: range)
        case .declaration(let name, let wanted):
            return (person.declarations?[name]).map { $0 == wanted ? .passed : .failed } ?? .unknown
        case .migrant(let types):
            return person.migrantType.map { types.contains($0) ? .passed : .failed } ?? .unknown
        case .workerType(let types):
            return person.workerType.map { types.contains($0) ? .passed : .failed } ?? .unknown
        case .familyIncome(let most, let except):
            if let type = person.workerType, except.contains(type) { return .passed }
            guard let income = person.familyIncome else { return .unknown }
            if income <= most { return .passed }
            // Above the limit the kind of work decides, and it isn't known.
            return person.workerType == nil && !except.isEmpty ? .unknown : .failed
        case .origin(let state):
            guard let place = person.permanentAddress?.place, let top = places?.path(of: place).first?.id else {
                return .unknown
            }
            return top == PlaceID(.state, state) ? .passed : .failed
        }
    }

    /// An age "as on" a day leaves the birthday open: both ends of the year have to agree.
    private func age(_ person: Person, on day: Day, within range: ClosedRange<Int>) -> Eligibility.Outcome {
        if let birth = person.dateOfBirth.flatMap(Day.init) {
            return range.contains(day.years(since: birth)) ? .passed : .failed
        }
        guard let age = person.age, let said = person.ageAsOn.flatMap(Day.init), said <= day else { return .unknown }
        let youngest = age + day.years(since: said)
        let oldest = youngest + 1
        if range.contains(youngest), range.contains(oldest) { return .passed }
        return range.contains(youngest) || range.contains(oldest) ? .unknown : .failed
    }
}
