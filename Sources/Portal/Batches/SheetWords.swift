package import Exchange
import Foundation
package import Registry

/// How a sheet of applications names its columns and choices, in every language of the portal.
package struct SheetWords: Sendable {
    private let texts: Texts
    /// The questions of all schemes in words.
    private let questions: [String: [String: String]]

    package init(_ texts: Texts, _ registry: Registry) {
        self.texts = texts
        let (rules, now) = (registry.rules.eligibility, registry.environment.now())
        questions = Dictionary(
            rules.codes.flatMap { rules.questions($0, on: now).map { ("declarations.\($0.name)", $0.texts) } },
            uniquingKeysWith: { first, _ in first })
    }

    package var vocabulary: SheetVocabulary {
        var words = SheetVocabulary()
        for language in Texts.languages {
            for name in ["place"] + PersonField.all.map(\.name) + questions.keys.sorted() {
                words.add(heading: label(name, language), for: name)
                for (code, text) in choices(name, language) {
                    words.add(choice: text, for: code, of: name)
                    words.add(choice: code, for: code, of: name)
                }
            }
        }
        return words
    }

    /// The columns of an empty sheet for a scheme; two nominees are enough for most.
    package func template(_ scheme: String, in language: String, _ registry: Registry) -> [ApplicationTemplate.Column] {
        let asked = registry.rules.eligibility.questions(scheme, on: registry.environment.now()).map {
            "declarations.\($0.name)"
        }
        let names = PersonField.all.map(\.name).filter { !$0.hasPrefix("nominees.3") && !$0.hasPrefix("nominees.4") }
        return (["place"] + names + asked).map { name in
            let isDay = PersonField.named(name)?.kind == .day
            return .init(
                title: label(name, language) + (isDay ? " (dd-mm-yyyy)" : ""),
                choices: choices(name, language).map(\.text))
        }
    }

    /// What a field is called, with the part that it belongs to.
    package func label(_ name: String, _ language: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        let own = texts.text("person.\(parts.last ?? "")", in: language)
        switch parts.first {
        case "place" where parts.count == 1: return texts.text("intake.place", in: language)
        case "scheme": return texts.text("intake.scheme", in: language)
        case "declarations": return questions[name]?[language] ?? questions[name]?["en"] ?? name
        case "nominees" where parts.count == 3:
            return texts.text("intake.nominee", in: language, [parts[1]]) + ": " + own
        case "permanent", "present": return texts.text("intake.\(parts[0])", in: language) + ": " + own
        default: return own
        }
    }

    private func choices(_ name: String, _ language: String) -> [(code: String, text: String)] {
        switch (PersonField.named(name) ?? .declaration(name)).kind {
        case .choice where name == "category":
            return Category.shipped.map { ($0.code, $0.name(in: language)) }
        case .choice(let codes):
            return codes.map { code in
                let key = "person.\(name.split(separator: ".").last ?? "").\(code)"
                let text = texts.text(key, in: language)
                return (code, text == key ? code : text)
            }
        case .yesNo where name.hasPrefix("declarations."):
            return ["yes", "no"].map { ($0, texts.text("frame.\($0)", in: language)) }
        default: return []
        }
    }

    /// What is wrong with a row, in words: `Name: This is needed.`
    package func reason(_ row: BatchRow, _ language: String) -> String {
        let faults = row.faults.map { fault in
            fault.name.isEmpty
                ? texts.text("problem.\(fault.reason)", in: language)
                : label(fault.name, language) + ": " + texts.text("field.\(fault.reason)", in: language)
        }
        let own: [BatchRow.Status] = [.certain, .repeated, .conflicting, .possible]
        return
            (faults
            + (own.contains(row.status) ? [texts.text("batch.reason.\(row.status.rawValue)", in: language)] : []))
            .joined(separator: " ")
    }
}
