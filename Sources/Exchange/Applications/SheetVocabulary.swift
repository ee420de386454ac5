import Foundation
import Registry

/// The words that a sheet of applications may use: a field's headings, and how its choices are written, in every language.
///
/// The texts belong to the pages, so whoever reads a sheet hands them in.
package struct SheetVocabulary: Sendable {
    private var headings: [String: String] = [:]
    private var choices: [String: [String: String]] = [:]

    package init() {}

    package mutating func add(heading: String, for field: String) {
        if headings[Self.fold(heading)] == nil { headings[Self.fold(heading)] = field }
    }

    package mutating func add(choice: String, for code: String, of field: String) {
        if choices[field]?[Self.fold(choice)] == nil { choices[field, default: [:]][Self.fold(choice)] = code }
    }

    /// The field that a heading means, by its own words or as lists of workers name it; `place` is where the worker applies.
    package func field(of heading: String) -> String? {
        let folded = Self.fold(heading)
        if let field = headings[folded] ?? Self.names[heading.trimmingCharacters(in: .whitespaces)] { return field }
        return Headings.standard.role(of: heading).flatMap { Self.roles[$0] }
    }

    /// The code of a choice; what isn't known stays, to be refused with the field's name.
    func code(_ text: String, of field: String) -> String {
        if let code = choices[field]?[Self.fold(text)] { return code }
        if field == "sex", let sex = WorkerRows.sex(text) { return sex.rawValue }
        return text
    }

    /// Without remarks in brackets and signs, in small letters.
    private static func fold(_ text: String) -> String {
        let bare = text.replacing(/\s*[(\[][^)\]]*[)\]]/, with: "").precomposedStringWithCanonicalMapping.lowercased()
        return bare.split { !($0.isLetter || $0.isNumber || $0.unicodeScalars.contains { $0.value > 127 }) }
            .joined(separator: " ")
    }

    /// A field by its own name, as programs write sheets.
    private static let names: [String: String] = Dictionary(
        (PersonField.all.map(\.name) + ["place"]).map { ($0, $0) }, uniquingKeysWith: { $1 })

    /// What `link` and the import of workers call the columns.
    private static let roles = [
        "name": "name", "father": "father", "guardian": "father", "husband": "husband", "sex": "sex",
        "dob": "dateOfBirth", "age": "age", "mobile": "mobile", "alternate_mobile": "alternateMobile", "epic": "epic",
        "aadhaar": "aadhaar", "uan": "uan", "ration_card": "rationCard", "family_no": "familyNumber",
        "bank_account": "bank.account", "village": "permanent.village", "post_office": "permanent.postOffice",
        "police_station": "permanent.policeStation", "pin": "permanent.pin", "address": "permanent.house",
        "state_of_stay": "destination", "district": "place:district", "block": "place:block",
        "municipality": "place:block", "gp": "place:gp", "ward": "place:gp",
    ]
}
