import Store

/// One message to one mobile: by SMS or spoken by telephone; queued in the transaction of the event that it tells of.
package struct Message: Sendable {
    package enum Medium: String, Sendable, Codable, CaseIterable { case sms, voice }

    package enum Template: String, Sendable, Codable, CaseIterable {
        case submitted, returned, approved, rejected, oneTimeCode, appealDecided, cancellationProposed, cancelled,
            cancellationRefused
        case grievanceReceived, grievanceAnswered
        case campInvitation, campChanged, campCancelled
        /// To officers, of a return that is due.
        case returnReminder
    }

    package enum Status: String, Sendable, Codable, CaseIterable {
        /// In the outbox.
        case waiting
        /// Handed to the gateway, whose answer was not written down yet.
        case sending
        /// Taken by the gateway.
        case sent
        /// On the handset; for a call: answered.
        case delivered
        /// Not delivered; tried again.
        case failed
        /// Its time ran out before it could be delivered.
        case expired
        /// Given up after too many attempts, or refused for good.
        case dead
    }

    /// What is sealed of a message.
    struct Content: Sendable, Codable, CustomStringConvertible {
        let mobile: String
        let text: String

        var description: String { "a message" }
    }

    package let id: RecordID
    package let medium: Medium
    package let template: Template
    package let language: String
    package let about: RecordID?
    package let location: Location
    package let status: Status
    package let attempts: Int
    package let nextAttempt: Int64
    package let expires: Int64
    package let registration: String
    package let parts: Int
    /// Paise.
    package let cost: Int64
    /// Why the last attempt failed, as a code.
    package let problem: String?
    package let keypress: String?
    package let created: Int64
    package let updated: Int64
    let content: Content

    /// What the worker reads or hears; personal: show it masked, or note that it was seen.
    package var text: String { content.text }

    /// All but the last four digits hidden.
    package var maskedMobile: String { PersonField.mask(content.mobile) }

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        medium = Medium(rawValue: try row["medium"]) ?? .sms
        template = Template(rawValue: try row["template"]) ?? .submitted
        language = try row["language"]
        about = try row["about"]
        location = try Location(row)
        status = Status(rawValue: try row["status"]) ?? .dead
        attempts = try row["attempts"]
        nextAttempt = try row["next_attempt"]
        expires = try row["expires"]
        registration = try row["registration"]
        parts = try row["parts"]
        cost = try row["cost"]
        problem = try row["problem"]
        keypress = try row["keypress"]
        created = try row["created"]
        updated = try row["updated"]
        content = try scope.open(try row["content"], as: Content.self, table: "messages", column: "content", row: id)
    }
}
