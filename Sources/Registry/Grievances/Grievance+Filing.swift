import Store

extension Grievance {
    /// The longest text, in characters.
    package static let longest = 2000

    /// Files it for the worker who has proved a mobile; the office is that of the worker's record.
    ///
    /// It may be repeated with the same id. Throws `Problem.invalid` for a text that is missing or too long, `Problem.tooMany`
    /// after ten in a day, and `Problem.notFound` for a mobile without a record.
    @discardableResult
    package static func file(
        _ kind: Kind, id: RecordID, text: String, language: String, in scope: Scope
    ) throws -> Grievance {
        guard !text.isEmpty else { throw Problem.invalid("text", "required") }
        guard text.count <= longest else { throw Problem.invalid("text", "tooLong") }
        let (index, mobile) = try OwnRecords.proved(in: scope)
        if let row = try scope.transaction.row("SELECT * FROM grievances WHERE id = \(id) AND mobile_index = \(index)")
        {
            return try Grievance(row, in: scope)
        }
        let today: Int =
            try scope.transaction.value(
                "SELECT count(*) FROM grievances WHERE mobile_index = \(index) AND created > \(scope.now - 86_400_000)")
            ?? 0
        guard today < 10 else { throw Problem(.tooMany) }
        let records = try OwnRecords.find(in: scope)
        guard let location = records.workers.first?.location ?? records.applications.first?.location else {
            throw Problem.notFound
        }
        let person = records.workers.first?.person ?? records.applications.first?.person
        let running: Int64 =
            try scope.transaction.value(
                """
                INSERT INTO counters (name, value) VALUES ('grievances', 1)
                ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value
                """) ?? 1
        let number = "G" + RegistrationNumber.make(state: location.state?.code ?? 0, running: running)
        let content = Content(name: person?.name ?? person?.localName ?? "", mobile: mobile, text: text)
        let sealed = try scope.seal(content, table: "grievances", column: "content", row: id)
        let due = scope.now + (scope.rules.grievances.hours[kind.rawValue] ?? 168) * 3_600_000
        try scope.transaction.run(
            """
            INSERT INTO grievances (id, number, kind, mobile_index, worker, language, \(Location.columns), content, status,
                officer, due, created)
            VALUES (\(id), \(number), \(kind.rawValue), \(index), \(records.workers.first?.id), \(language), \
            \(location.values), \(sealed), 'open', \(try officer(for: location, in: scope)), \(due), \(scope.now))
            """)
        try scope.record("filed", "grievance", id, at: location.finest, details: ["kind": kind.rawValue])
        try Message.queue(
            .grievanceReceived, toMobile: mobile, language: language, about: id, at: location,
            values: ["number": RegistrationNumber.grouped(number), "due": time(due)], in: scope)
        guard let row = try scope.transaction.row("SELECT * FROM grievances WHERE id = \(id)") else {
            throw Problem.notFound
        }
        return try Grievance(row, in: scope)
    }

    /// The designated officer of the block, or where there is none the officer of the district.
    private static func officer(for location: Location, in scope: Scope) throws -> RecordID? {
        for (role, place) in [(Role.designatedOfficer, location.block), (.districtOfficer, location.district)] {
            guard let place else { continue }
            let officer: RecordID? = try scope.transaction.value(
                """
                SELECT a.user_id FROM assignments a JOIN users u ON u.id = a.user_id WHERE a.place = \(place)
                AND a.role = \(role.rawValue) AND a.valid_from <= \(scope.now) AND u.disabled IS NULL
                AND (a.valid_to IS NULL OR a.valid_to > \(scope.now)) ORDER BY a.valid_from, a.user_id LIMIT 1
                """)
            if let officer { return officer }
        }
        return nil
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
