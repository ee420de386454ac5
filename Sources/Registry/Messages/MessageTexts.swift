internal import Foundation
internal import Yams

/// What workers are told, in four languages, as data: `Resources/messages.yaml`.
package struct MessageTexts: Sendable {
    /// One language of one template.
    package struct Text: Sendable, Hashable {
        /// Nineteen digits, given when the pattern was registered.
        package let registration: String
        package let pattern: MessagePattern
        /// The same, to be spoken; its slots come in the same order.
        package let spoken: MessagePattern
        /// What fills the slots.
        package let slots: [String]
        /// What to say where nothing is known.
        package let defaults: [String: String]
    }

    package struct Entry: Sendable {
        package let media: [Message.Medium]
        /// Milliseconds after which it is no use any more.
        package let lifetime: Int64
        /// Sent at any hour and to those who refuse others, because they asked for it.
        package let asked: Bool
        package let texts: [String: Text]
    }

    /// Six characters that the receiver sees as the sender.
    package let header: String
    /// The principal entity's id with the operators.
    package let entity: String
    /// Paise for a part of an SMS and for a call.
    package let prices: [Message.Medium: Int64]
    /// Hours of Indian time, from and to, in which a medium is silent.
    package let quiet: [Message.Medium: (from: Int, to: Int)]
    /// Minutes before each further attempt.
    package let retries: [Message.Medium: [Int64]]
    /// What is said at the end of every call, by language.
    package let closing: [String: String]
    package let entries: [Message.Template: Entry]

    package func text(_ template: Message.Template, in language: String) -> Text? {
        let texts = entries[template]?.texts
        return texts?[language] ?? texts?["en"]
    }

    /// True where a medium has to be silent now; a day is counted in Indian time.
    package func isQuiet(_ medium: Message.Medium, at time: Int64) -> Bool {
        guard let hours = quiet[medium] else { return false }
        let hour = Int((time + 19_800_000) / 3_600_000 % 24)
        return hours.from <= hours.to
            ? (hours.from..<hours.to).contains(hour) : hour >= hours.from || hour < hours.to
    }

    private struct Written: Decodable {
        struct Entry: Decodable {
            let media: [Message.Medium]
            let minutes: Int64
            let asked: Bool?
            let texts: [String: Text]
        }
        struct Text: Decodable {
            let registration, text, spoken: String
            let slots: [String]
            let defaults: [String: String]?
        }
        let header, entity: String
        let prices: [String: Int64]
        let quiet: [String: [Int]]
        let retries: [String: [Int64]]
        let closing: [String: String]
        let templates: [String: Entry]
    }

    /// Throws when a template or a language is missing, or a text has other slots than it says: found at the start, not at night.
    package init(yaml: String) throws {
        let written = try YAMLDecoder().decode(Written.self, from: yaml)
        header = written.header
        entity = written.entity
        prices = Dictionary(
            uniqueKeysWithValues: Message.Medium.allCases.map { ($0, written.prices[$0.rawValue] ?? 0) })
        retries = Dictionary(
            uniqueKeysWithValues: Message.Medium.allCases.map { ($0, written.retries[$0.rawValue] ?? []) })
        closing = written.closing
        var quiet: [Message.Medium: (from: Int, to: Int)] = [:]
        for (medium, hours) in written.quiet where hours.count == 2 {
            guard let medium = Message.Medium(rawValue: medium) else { throw Fault(text: "quiet: \(medium)") }
            quiet[medium] = (hours[0], hours[1])
        }
        self.quiet = quiet
        entries = try Dictionary(
            uniqueKeysWithValues: Message.Template.allCases.map { template in
                guard let entry = written.templates[template.rawValue] else { throw Fault(text: template.rawValue) }
                let texts = try entry.texts.mapValues { text in
                    let made = Text(
                        registration: text.registration, pattern: MessagePattern(text.text),
                        spoken: MessagePattern(text.spoken), slots: text.slots, defaults: text.defaults ?? [:])
                    guard made.pattern.slots == text.slots.count, made.spoken.slots == text.slots.count else {
                        throw Fault(text: "\(template.rawValue): \(text.text)")
                    }
                    return made
                }
                guard ["en", "bn", "hi", "ne"].allSatisfy({ texts[$0] != nil }) else {
                    throw Fault(text: "\(template.rawValue): a language is missing")
                }
                return (
                    template,
                    Entry(
                        media: entry.media, lifetime: entry.minutes * 60_000, asked: entry.asked ?? false, texts: texts)
                )
            })
    }

    package struct Fault: Error, CustomStringConvertible {
        let text: String
        package var description: String { "messages.yaml can't be used: \(text)" }
    }

    init(file: URL) throws { try self.init(yaml: String(contentsOf: file, encoding: .utf8)) }
}
