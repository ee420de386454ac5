/// Which list is exported, with its filter as the list itself has it.
package enum ExportSource: Sendable, Hashable, Codable {
    case applications(DeskFilter)
    case workers(Worker.Filter)
    case appeals(Appeal.Filter)
    case messages(Message.Filter)
    case audit(AuditSearch)
    case users(User.Filter)
    /// Pairs that wait to be reviewed, of one linked list or of all.
    case review(list: String?)
    case later(LaterPerson.Filter)
    /// The lines of one statement of a drive.
    case incentive(campaign: RecordID, statement: RecordID)

    package enum Noun: String, Sendable, CaseIterable {
        case applications, workers, appeals, messages, audit, users, review, later, incentive
    }

    package var noun: Noun {
        switch self {
        case .applications: .applications
        case .workers: .workers
        case .appeals: .appeals
        case .messages: .messages
        case .audit: .audit
        case .users: .users
        case .review: .review
        case .later: .later
        case .incentive: .incentive
        }
    }

    /// True for an actor who may open the list itself somewhere; what is in it is asked of each row.
    package func isOpen(to actor: Actor) -> Bool {
        switch self {
        case .audit: actor.has(any: AuditSearch.readers)
        case .users: actor.assignments.contains { $0.role.managesUsers }
        default: !actor.assignments.isEmpty
        }
    }

    /// The names of the columns, as keys `exports.column.<name>` of the translations.
    package var columns: [String] {
        switch self {
        case .applications:
            [
                "number", "status", "emergency", "name", "guardian", "mobile", "birth", "sex", "category", "scheme",
                "channel", "duplicate", "block", "place", "submitted", "due", "daysLate", "escalated",
            ]
        case .workers:
            [
                "number", "status", "name", "guardian", "mobile", "birth", "sex", "category", "scheme", "block",
                "place",
                "registered", "validUntil", "due",
            ]
        case .appeals: ["number", "against", "status", "place", "lodged", "due", "daysLate", "escalated", "grounds"]
        case .messages:
            [
                "time", "template", "medium", "language", "status", "attempts", "parts", "cost", "place", "mobile",
                "text",
            ]
        case .audit: ["sequence", "time", "actor", "role", "action", "noun", "record", "place", "device", "details"]
        case .users: ["signIn", "name", "mobile", "roles", "state"]
        case .review: ["list", "weight", "place", "first", "second"]
        case .incentive: ["statement", "body", "row", "number", "registered", "amount"]
        case .later:
            ["name", "guardian", "mobile", "sex", "village", "block", "place", "reason", "nextOn", "ending"]
        }
    }
}

/// A value of an exported row, still to be written in the owner's language.
package enum ExportCell: Sendable, Hashable {
    case empty
    case text(String)
    /// A key of the translations; where there is none, its last part.
    case word(String)
    case number(Int)
    /// Milliseconds since 1970, as a day or as a day and a time in India.
    case day(Int64)
    case time(Int64)
    case place(PlaceID)
    case category(String)
    case scheme(String)
    /// Several, joined by a sign.
    case row([ExportCell], joined: String)

    static func text(_ text: String?) -> ExportCell { text.map { .text($0) } ?? .empty }
    static func day(_ time: Int64?) -> ExportCell { time.map { .day($0) } ?? .empty }
    static func place(_ place: PlaceID?) -> ExportCell { place.map { .place($0) } ?? .empty }
    static func flag(_ flag: Bool) -> ExportCell { .word(flag ? "frame.yes" : "frame.no") }
}

/// What of a person leaves in a file: all where somebody with the role gave a purpose, otherwise initials and last digits.
struct Disclosure {
    let purpose: Purpose?
    let scope: Scope

    func opens(_ location: Location) -> Bool { purpose != nil && scope.reaches(location, roles: Export.unmaskers) }

    /// `S… M…`
    static func initials(_ name: String) -> String {
        name.split(separator: " ").map { "\($0.prefix(1))…" }.joined(separator: " ")
    }

    /// All but the last four signs hidden.
    static func tail(_ text: String) -> String {
        PersonField.mask(text)
    }

    func name(_ name: String?, at location: Location) -> ExportCell {
        .text(name.map { opens(location) ? $0 : Disclosure.initials($0) })
    }

    func digits(_ text: String?, at location: Location) -> ExportCell {
        .text(text.map { opens(location) ? $0 : Disclosure.tail($0) })
    }

    /// The day of birth, or its year alone.
    func birth(_ person: Person, at location: Location) -> ExportCell {
        guard let day = person.dateOfBirth else { return .text(person.age.map { String($0) }) }
        return .text(opens(location) ? day : String(day.prefix(4)))
    }

    func hidden(_ text: String, at location: Location) -> ExportCell { opens(location) ? .text(text) : .text("…") }
}
