internal import Store

extension ReviewPair {
    /// Puts a candidate of the duplicate check into the queue: the person beside the worker.
    package static func queue(
        _ person: Person, _ id: RecordID, beside candidate: DuplicateFinding.Candidate, at location: Location,
        in scope: Scope
    ) throws {
        guard let row = try scope.transaction.row("SELECT * FROM workers WHERE id = \(candidate.worker)") else {
            return
        }
        let other = try Worker(row, in: scope)
        let content = Content(
            fields: fields(person, other.person, location, other.location, in: scope),
            parts: candidate.parts.map { Content.Part(column: $0.name, level: $0.level, weight: $0.weight) })
        try queue(id, candidate.worker, weight: candidate.weight, content: content, at: location, in: scope)
    }

    /// Two persons as a reviewer compares them; numbers of identity are masked but for their last four.
    package static func fields(
        _ a: Person, _ b: Person, _ placeA: Location, _ placeB: Location, in scope: Scope
    ) -> [Content.Field] {
        func masked(_ text: String?) -> String { text.map { "••••" + $0.suffix(4) } ?? "" }
        func born(_ person: Person) -> String {
            person.dateOfBirth.map { $0.split(separator: "-").reversed().joined(separator: "-") }
                ?? person.age.map { "\($0) (\(person.ageAsOn ?? ""))" } ?? ""
        }
        func place(_ location: Location) -> String {
            [location.panchayat, location.block, location.district].compactMap(\.self)
                .compactMap { scope.places[$0]?.name }.joined(separator: ", ")
        }
        let rows: [(String, String, String)] = [
            ("name", a.name ?? "", b.name ?? ""), ("localName", a.localName ?? "", b.localName ?? ""),
            (
                "guardian", [a.father, a.husband].compactMap(\.self).joined(separator: " / "),
                [b.father, b.husband].compactMap(\.self).joined(separator: " / ")
            ),
            ("birth", born(a), born(b)), ("sex", a.sex?.rawValue ?? "", b.sex?.rawValue ?? ""),
            ("mobile", masked(a.mobile), masked(b.mobile)), ("epic", masked(a.epic), masked(b.epic)),
            ("aadhaar", masked(a.aadhaar), masked(b.aadhaar)),
            ("village", a.permanentAddress?.village ?? "", b.permanentAddress?.village ?? ""),
            ("place", place(placeA), place(placeB)),
        ]
        return rows.filter { !$0.1.isEmpty || !$0.2.isEmpty }.map {
            Content.Field(column: $0.0, first: $0.1, second: $0.2)
        }
    }
}
