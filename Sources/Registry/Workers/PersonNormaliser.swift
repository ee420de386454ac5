internal import Foundation

/// Brings what people type into one form, so that equal things are equal in the register.
package enum PersonNormaliser {
    /// Digits of any script become ASCII, blanks single, codes capital, days `yyyy-mm-dd`; what can't be read stays as it is.
    package static func normalise(_ person: Person) -> Person {
        var person = person
        for field in PersonField.all {
            guard let text = field.text(of: person) else { continue }
            try? field.take(text, into: &person)
        }
        person.mobile = person.mobile.map(mobile)
        person.alternateMobile = person.alternateMobile.map(mobile)
        person.employerMobile = person.employerMobile.map(mobile)
        person.nominees = person.nominees.map { $0.filter { $0 != Nominee() } }.flatMap { $0.isEmpty ? nil : $0 }
        person.declarations = person.declarations.flatMap { $0.isEmpty ? nil : $0 }
        return person
    }

    /// Ten digits without the country's code or a leading zero.
    static func mobile(_ text: String) -> String {
        let digits = text.filter(\.isNumber)
        if digits.count == 12, digits.hasPrefix("91") { return String(digits.dropFirst(2)) }
        if digits.count == 11, digits.hasPrefix("0") { return String(digits.dropFirst()) }
        return digits.count == text.count ? digits : text
    }
}
