import Store

extension Grievance {
    /// The longest text, in characters.
    package static let longest = 2000

    /// What somebody wrote, before it is looked at.
    package struct Draft: Sendable {
        /// Made by the form, so that sending it twice files it once.
        package let id: RecordID
        package let kind: Kind
        package let topic: Topic?
        package let text: String
        package let language: String

        package init(id: RecordID, kind: Kind, topic: Topic?, text: String, language: String) {
            (self.id, self.kind, self.topic, self.text, self.language) = (id, kind, topic, text, language)
        }

        var problems: [Problem.Field] {
            var problems: [Problem.Field] = []
            if topic.map({ kind.topics.contains($0) }) != true {
                problems.append(.init("topic", topic == nil ? "required" : "unknown"))
            }
            if text.isEmpty { problems.append(.init("text", "required")) }
            if text.count > longest { problems.append(.init("text", "tooLong")) }
            return problems
        }
    }

    /// Files it for the worker who has proved a mobile; the office is that of the record that it is about.
    ///
    /// It may be repeated with the same id. `record` is one of the own workers or applications. Throws `Problem.invalid` for a text
    /// that is missing or too long, `Problem.tooMany` after ten in a day, and `Problem.notFound` for a mobile without a record.
    @discardableResult
    package static func file(_ draft: Draft, about record: RecordID? = nil, in scope: Scope) throws -> Grievance {
        guard draft.problems.isEmpty else { throw Problem(.invalid, fields: draft.problems) }
        let (index, mobile) = try OwnRecords.proved(in: scope)
        if let known = try filed(draft.id, index, in: scope) { return known }
        guard try count(since: 86_400_000, "mobile_index = \(index)", in: scope) < 10 else { throw Problem(.tooMany) }
        let (workers, applications) = try OwnRecords.held(by: mobile, index, in: scope)
        let records =
            workers.map { ($0.id, $0.location, $0.person, true) }
            + applications.map { ($0.id, $0.location, $0.person, false) }
        guard let (id, location, person, isWorker) = records.first(where: { $0.0 == record }) ?? records.first else {
            throw Problem.notFound
        }
        return try write(
            draft, .init(name: person.name ?? person.localName ?? "", mobile: mobile, text: draft.text), index,
            worker: isWorker ? id : nil, at: location, address: nil, in: scope)
    }

    static func filed(_ id: RecordID, _ index: [UInt8], in scope: Scope) throws -> Grievance? {
        try scope.transaction.row("SELECT * FROM grievances WHERE id = \(id) AND mobile_index = \(index)").map {
            try Grievance($0, in: scope)
        }
    }

    static func count(since milliseconds: Int64, _ condition: Statement, in scope: Scope) throws -> Int {
        try scope.transaction.value(
            "SELECT count(*) FROM grievances WHERE \(condition) AND created > \(scope.now - milliseconds)") ?? 0
    }

    /// `address` is that of a helper, whose mobile nobody proved.
    static func write(
        _ draft: Draft, _ content: Content, _ index: [UInt8], worker: RecordID?, at location: Location,
        address: [UInt8]?,
        in scope: Scope
    ) throws -> Grievance {
        let running: Int64 =
            try scope.transaction.value(
                """
                INSERT INTO counters (name, value) VALUES ('grievances', 1)
                ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value
                """) ?? 1
        let number = "G" + RegistrationNumber.make(state: location.state?.code ?? 0, running: running)
        let sealed = try scope.seal(content, table: "grievances", column: "content", row: draft.id)
        let due = scope.now + scope.rules.grievances.patience(draft.kind)
        let officer = try officer(for: location, from: 0, in: scope)
        try scope.transaction.run(
            """
            INSERT INTO grievances (id, number, kind, topic, mobile_index, proved, address, worker, language, \(Location.columns),
                content, status, officer, escalated, due, created)
            VALUES (\(draft.id), \(number), \(draft.kind.rawValue), \(draft.topic?.rawValue), \(index), \
            \(address == nil ? 1 : 0), \(address), \(worker), \(draft.language), \(location.values), \(sealed), 'open', \
            \(officer?.user), \(officer?.level ?? 0), \(due), \(scope.now))
            """)
        try scope.record(
            "filed", "grievance", draft.id, at: location.finest,
            details: ["kind": draft.kind.rawValue, "proved": address == nil ? "yes" : "no"])
        try Message.queue(
            .grievanceReceived, toMobile: content.mobile, language: draft.language, about: draft.id, at: location,
            values: ["number": written(number), "due": time(due)], in: scope)
        guard let filed = try filed(draft.id, index, in: scope) else { throw Problem.notFound }
        return filed
    }

    /// `21-11-2026 16:05` in India.
    private static func time(_ milliseconds: Int64) -> String {
        let minutes = (milliseconds + 19_800_000) / 60_000
        let parts = Day(number: Int(minutes / 1440)).description.split(separator: "-").reversed()
        let clock = [minutes / 60 % 24, minutes % 60].map { String(100 + $0).suffix(2) }.joined(separator: ":")
        return parts.joined(separator: "-") + " " + clock
    }

    /// Those of the mobile that was proved, newest first.
    package static func own(in scope: Scope) throws -> [Grievance] {
        let (index, _) = try OwnRecords.proved(in: scope)
        return try scope.transaction.rows(
            "SELECT * FROM grievances WHERE mobile_index = \(index) ORDER BY created DESC, id LIMIT 20"
        ).map { try Grievance($0, in: scope) }
    }
}
