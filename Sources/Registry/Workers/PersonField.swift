internal import Foundation

/// One field of a form by its name: how it is read from a person and written into one, whatever the channel.
package struct PersonField: Sendable {
    package enum Kind: Sendable, Equatable {
        case text(longest: Int)
        /// Digits only; blanks and hyphens between them don't count.
        case digits
        /// A code that is written in capitals, such as EPIC or IFSC.
        case code
        case day
        case whole
        /// Rupees on the form, paise inside.
        case money
        case choice([String])
        case place
        case yesNo
    }

    /// As forms and problems name it: `mobile`, `permanent.pin`, `nominees.1.share`.
    package let name: String
    package let kind: Kind
    private let get: @Sendable (Person) -> String?
    private let set: @Sendable (inout Person, String?) -> Bool

    /// What the form shows again; nil where nothing is known.
    package func text(of person: Person) -> String? { get(person) }

    /// Takes what somebody typed; empty text takes the value away. Throws `Problem.invalid` if it is of another kind.
    package func take(_ typed: String?, into person: inout Person) throws {
        let plain = typed.map { kind.plain($0) }.flatMap { $0.isEmpty ? nil : $0 }
        if case .choice(let codes) = kind, let plain, !codes.contains(plain) {
            throw Problem.invalid(name, "unknown")
        }
        guard set(&person, plain) else { throw Problem.invalid(name, kind == .yesNo ? "unknown" : "number") }
    }

    static func text(
        _ name: String, _ kind: Kind, _ path: any WritableKeyPath<Person, String?> & Sendable
    ) -> PersonField {
        PersonField(name: name, kind: kind, get: { $0[keyPath: path] }) { person, value in
            person[keyPath: path] = value
            return true
        }
    }

    static func text(_ name: String, _ path: any WritableKeyPath<Person, String?> & Sendable) -> PersonField {
        text(name, .text(longest: 120), path)
    }

    static func coded<Code: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String, _ path: any WritableKeyPath<Person, Code?> & Sendable
    ) -> PersonField {
        PersonField(
            name: name, kind: .choice(Code.allCases.map(\.rawValue)), get: { $0[keyPath: path]?.rawValue }
        ) { person, value in
            person[keyPath: path] = value.flatMap(Code.init(rawValue:))
            return true
        }
    }

    static func whole(_ name: String, _ path: any WritableKeyPath<Person, Int?> & Sendable) -> PersonField {
        PersonField(name: name, kind: .whole, get: { $0[keyPath: path].map(String.init) }) { person, value in
            person[keyPath: path] = value.flatMap { Int($0) }
            return value == nil || person[keyPath: path] != nil
        }
    }

    static func money(_ name: String, _ path: any WritableKeyPath<Person, Int64?> & Sendable) -> PersonField {
        PersonField(name: name, kind: .money, get: { $0[keyPath: path].map { String($0 / 100) } }) { person, value in
            let rupees = value.flatMap { Int64($0) }
            guard value == nil || (0...10_000_000_000).contains(rupees ?? -1) else { return false }
            person[keyPath: path] = rupees.map { $0 * 100 }
            return true
        }
    }

    /// A field of a part that is there only when one of its fields is: an address, a bank account.
    static func inner<Part: Sendable & Equatable>(
        _ name: String, _ kind: Kind, of part: any WritableKeyPath<Person, Part?> & Sendable,
        empty: Part, _ path: any WritableKeyPath<Part, String?> & Sendable
    ) -> PersonField {
        PersonField(name: name, kind: kind, get: { $0[keyPath: part]?[keyPath: path] }) { person, value in
            var content = person[keyPath: part] ?? empty
            content[keyPath: path] = value
            person[keyPath: part] = content == empty ? nil : content
            return true
        }
    }

    static func place(_ name: String, _ part: any WritableKeyPath<Person, Address?> & Sendable) -> PersonField {
        PersonField(name: name, kind: .place, get: { $0[keyPath: part]?.place?.description }) { person, value in
            var address = person[keyPath: part] ?? Address()
            address.place = value.flatMap { PlaceID($0) }
            person[keyPath: part] = address == Address() ? nil : address
            return value == nil || address.place != nil
        }
    }

    static func nominee(
        _ number: Int, _ name: String, _ kind: Kind, get: @escaping @Sendable (Nominee) -> String?,
        set: @escaping @Sendable (inout Nominee, String?) -> Bool
    ) -> PersonField {
        PersonField(
            name: "nominees.\(number).\(name)", kind: kind,
            get: { person in
                (person.nominees ?? []).indices.contains(number - 1) ? get(person.nominees![number - 1]) : nil
            }
        ) { person, value in
            var nominees = person.nominees ?? []
            if value == nil, !nominees.indices.contains(number - 1) { return true }
            while nominees.count < number { nominees.append(Nominee()) }
            let taken = set(&nominees[number - 1], value)
            while nominees.last == Nominee() { nominees.removeLast() }
            person.nominees = nominees.isEmpty ? nil : nominees
            return taken
        }
    }

    /// An answer that only the person can give; a scheme's rules ask for it.
    package static func declaration(_ name: String) -> PersonField {
        PersonField(
            name: "declarations.\(name)", kind: .yesNo, get: { $0.declarations?[name].map { $0 ? "yes" : "no" } }
        ) { person, value in
            guard [nil, "yes", "no"].contains(value) else { return false }
            var answers = person.declarations ?? [:]
            answers[name] = value.map { $0 == "yes" }
            person.declarations = answers.isEmpty ? nil : answers
            return true
        }
    }
}

extension PersonField.Kind {
    /// One way of writing: Unicode NFC, single blanks, ASCII digits; a day as `yyyy-mm-dd` where it is one.
    package func plain(_ typed: String) -> String {
        let text = Digits.ascii(typed.precomposedStringWithCanonicalMapping)
        switch self {
        case .text:
            return typed.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        case .digits: return text.filter { !$0.isWhitespace && $0 != "-" }
        case .code: return text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        case .day: return Day(text)?.description ?? text.trimmingCharacters(in: .whitespacesAndNewlines)
        case .whole, .money: return text.filter { !$0.isWhitespace && $0 != "," }
        case .choice, .place, .yesNo: return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}

/// Digits of every script that Unicode knows, as ASCII.
package enum Digits {
    package static func ascii(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 > 127 }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
                        return scalar
                    }
                    return UnicodeScalar(UInt8(48 + Int(value)))
                }))
    }
}
