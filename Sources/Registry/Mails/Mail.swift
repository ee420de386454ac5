import Store

/// An e-mail to one or several addresses: a signed return with its files, or a reminder of one.
package struct Mail: Sendable, CustomStringConvertible {
    package enum Template: String, Sendable, Codable, CaseIterable { case signedReturn = "return", reminder }

    package enum Status: String, Sendable, Codable, CaseIterable {
        case waiting, sending
        /// Taken by the mail server for every address.
        case sent
        /// Not taken for all; tried again.
        case failed
        /// The server refused an address for good, and took it for the others.
        case refused
        /// Given up after too many attempts.
        case dead
    }

    /// One address, and what became of it.
    package struct Receiver: Sendable, Codable, CustomStringConvertible {
        package enum State: String, Sendable, Codable { case waiting, sent, failed, refused }

        package let address: String
        package fileprivate(set) var state = State.waiting
        /// The server's answer as three digits, or a word of ours such as `unreachable`.
        package fileprivate(set) var problem: String?

        package var isOpen: Bool { state == .waiting || state == .failed }
        package var description: String { "an address" }

        init(_ address: String) { self.address = address }
    }

    struct Content: Sendable, Codable {
        var receivers: [Receiver]
    }

    package let id: RecordID
    package let template: Template
    package let language: String
    package let campaign: RecordID
    /// The return that it tells of.
    package let day: Day
    package let kind: Return.Kind
    package let location: Location
    package let status: Status
    package let attempts: Int
    package let nextAttempt: Int64
    package let created: Int64
    package let updated: Int64
    package let receivers: [Receiver]

    package var description: String { "mail \(id)" }
    package var canBeResent: Bool { status == .refused || status == .dead }

    init(_ row: Row, in scope: Scope) throws {
        let (id, day, kind): (RecordID, String, String) = (try row["id"], try row["day"], try row["kind"])
        self.id = id
        template = Template(rawValue: try row["template"]) ?? .reminder
        language = try row["language"]
        campaign = try row["campaign"]
        self.day = Day(day) ?? Day(number: 0)
        self.kind = Return.Kind(rawValue: kind) ?? .daily
        location = try Location(row)
        status = Status(rawValue: try row["status"]) ?? .dead
        attempts = try row["attempts"]
        nextAttempt = try row["next_attempt"]
        created = try row["created"]
        updated = try row["updated"]
        receivers = try scope.open(
            try row["content"], as: Content.self, table: "mails", column: "content", row: id
        ).receivers
    }

    /// The newest first; those behind `before` where given. Ids begin with their time.
    package static func list(before: RecordID? = nil, limit: Int, in scope: Scope) throws -> [Mail] {
        let behind: Statement = before.map { " AND m.id < \($0)" } ?? ""
        return try scope.transaction.rows(
            """
            SELECT m.* FROM mails m WHERE \(scope.reach("m", roles: Return.readers))\(behind)
            ORDER BY m.id DESC LIMIT \(limit)
            """
        ).map { try Mail($0, in: scope) }
    }

    /// Throws `Problem.notFound` also for a mail of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Mail {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM mails m WHERE id = \(id) AND \(scope.reach("m", roles: Return.readers))")
        else { throw Problem.notFound }
        return try Mail(row, in: scope)
    }
}

extension Mail {
    /// What a mail server said of one address.
    package enum Answer: Sendable, Equatable {
        case taken
        /// For good; with its code.
        case refused(String)
        /// For now: a code of its own, or `unreachable`, `noAnswer`, `login`, `tls`.
        case failed(String)
    }

    /// Puts a mail into the outbox, in the transaction of what it tells of; the same id again, or no address, is nothing.
    static func queue(
        id: RecordID, _ template: Template, of kind: Return.Kind, on day: Day, in campaign: RecordID,
        district: PlaceID, to addresses: [String], language: String, in scope: Scope
    ) throws {
        // The same office may be named twice.
        let addresses = addresses.indices.filter { !addresses[..<$0].contains(addresses[$0]) }.map { addresses[$0] }
        guard !addresses.isEmpty else { return }
        let sealed = try scope.seal(
            Content(receivers: addresses.map(Receiver.init)), table: "mails", column: "content", row: id)
        let location = Location(district, in: scope.places)
        let added = try scope.transaction.run(
            """
            INSERT INTO mails (id, template, language, campaign, day, kind, \(Location.columns), content, status,
            next_attempt, created, updated)
            VALUES (\(id), \(template.rawValue), \(language), \(campaign), \(day.description), \(kind.rawValue), \
            \(location.values), \(sealed), 'waiting', \(scope.now), \(scope.now), \(scope.now)) ON CONFLICT DO NOTHING
            """)
        guard added == 1 else { return }
        try scope.record(
            "queued", "mail", id, at: district,
            details: ["template": template.rawValue, "addresses": String(addresses.count)])
    }

    /// Writes down what the server said of each address, and when the rest is tried again.
    package func answered(_ answers: [String: Answer], in scope: Scope) throws {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM mails WHERE id = \(id) AND status = 'sending' AND attempts = \(attempts)")
        else { return }
        var content = Content(receivers: try Mail(row, in: scope).receivers)
        for place in content.receivers.indices where content.receivers[place].isOpen {
            switch answers[content.receivers[place].address] {
            case .taken: (content.receivers[place].state, content.receivers[place].problem) = (.sent, nil)
            case .refused(let code):
                (content.receivers[place].state, content.receivers[place].problem) = (.refused, code)
            case .failed(let problem):
                (content.receivers[place].state, content.receivers[place].problem) = (.failed, problem)
            case nil: continue
            }
        }
        let isOver = !content.receivers.contains(where: \.isOpen)
        let status: Status =
            if !isOver {
                attempts <= Mail.pauses.count ? .failed : .dead
            } else {
                content.receivers.contains { $0.state == .refused } ? .refused : .sent
            }
        let pause = attempts > 0 && attempts <= Mail.pauses.count ? Mail.pauses[attempts - 1] * 60_000 : 0
        let sealed = try scope.seal(content, table: "mails", column: "content", row: id)
        try scope.transaction.run(
            """
            UPDATE mails SET content = \(sealed), status = \(status.rawValue), next_attempt = \(scope.now + pause),
            updated = \(scope.now) WHERE id = \(id)
            """)
        guard status != .failed else { return }
        try scope.record(status.rawValue, "mail", id, at: location.finest)
    }

    /// Tries those addresses again that did not get it. Throws `Problem`: not allowed for roles that only read, wrong state.
    package func resend(in scope: Scope) throws {
        guard scope.reaches(location, roles: [.districtOfficer, .stateAdministrator]) else { throw Problem.notAllowed }
        guard canBeResent else { throw Problem(.wrongState) }
        let content = Content(
            receivers: receivers.map { $0.state == .sent ? $0 : Receiver($0.address) })
        let sealed = try scope.seal(content, table: "mails", column: "content", row: id)
        try scope.transaction.run(
            """
            UPDATE mails SET content = \(sealed), status = 'waiting', attempts = 0, next_attempt = \(scope.now),
            updated = \(scope.now) WHERE id = \(id)
            """)
        try scope.record("resent", "mail", id, at: location.finest)
    }
}
