package import Foundation

/// What a person's fields must be before officers see them.
package enum PersonRules {
    /// Every field that can't be taken, with its reason (`field.<reason>` in the translations); empty when all is well.
    package static func problems(_ person: Person, scheme: String, on date: Date, rules: Rules) -> [Problem.Field] {
        (person.name ?? "").isEmpty ? [Problem.Field("name", "missing")] : []
    }
}
