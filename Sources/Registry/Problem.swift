/// Everything that can be wrong with a request, each with a code that stays: pages translate `problem.<code>`, the API says it.
///
/// A problem names fields and rules, never the values that somebody typed.
package struct Problem: Error, Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        /// The record doesn't exist, or isn't in the actor's area: both look the same.
        case notFound
        /// One or more fields can't be taken; `fields` says which and why.
        case invalid
        /// The actor's role does not have this action.
        case notAllowed
        /// Nobody is signed in, or the session is over.
        case signIn
        /// Sign-in name, password or code is wrong; which one is not said.
        case credentials
        /// Somebody else changed the record meanwhile.
        case changedMeanwhile
        /// The same id came with another content; both are kept.
        case conflictingCopy
        /// The action does not fit the state that the record is in.
        case wrongState
        /// Maker and checker must be two people.
        case ownWork
        /// The record is of the officer's own family, mobile or account.
        case ownFamily
        /// The person is registered already.
        case alreadyRegistered
        /// Too many attempts or requests; wait.
        case tooMany
        /// The body is larger than allowed.
        case tooLarge
        /// The body can't be read as what it says it is.
        case unreadable
        /// The form's token is missing or old: the page has to be loaded again.
        case stalePage
        /// Too much work waits; try again soon.
        case busy
        /// The data base does not answer; whether the work was kept may be unknown.
        case unavailable
        /// A fault of ours; what was sent may be sent again.
        case failed
    }

    package struct Field: Sendable, Hashable {
        /// The field's name as the form has it, such as `mobile` or `nominees.1.share`.
        package let name: String
        /// Why, as a key of the translations: `field.<reason>`.
        package let reason: String

        package init(_ name: String, _ reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    package let code: Code
    package let fields: [Field]

    package init(_ code: Code, fields: [Field] = []) {
        self.code = code
        self.fields = fields
    }

    package static let notFound = Problem(.notFound)
    package static let notAllowed = Problem(.notAllowed)

    package static func invalid(_ name: String, _ reason: String) -> Problem {
        Problem(.invalid, fields: [Field(name, reason)])
    }
}
