import Store

/// What a phone carries of its user's area, page by page, and later only what has changed.
package struct FieldArea: Sendable, Encodable {
    /// Where a page ended: milliseconds and the last id of that moment.
    package struct Mark: Sendable, Equatable, CustomStringConvertible {
        let changed: Int64
        let id: RecordID?

        package var description: String { "\(changed).\(id?.description ?? "")" }

        init(_ changed: Int64, _ id: RecordID?) { (self.changed, self.id) = (changed, id) }

        package init?(_ text: String) {
            let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let changed = Int64(parts[0]) else { return nil }
            let id = RecordID(String(parts[1]))
            guard parts[1].isEmpty || id != nil else { return nil }
            self.init(changed, id)
        }
    }

    package struct Drive: Sendable, Encodable {
        let id: RecordID
        let name: String
        let list: RecordID?
        let firstDay: String
        let lastDay: String
        let visitsUntil: String
        let place: PlaceID?
    }

    package struct Someone: Sendable, Encodable {
        let id: RecordID
        let list: RecordID
        let village: String
        let place: PlaceID?
        let family: String?
        let person: Person
        let outcome: HouseVisit.Outcome?
        let visit: RecordID?
        let nextOn: String?
        let conflict: Bool
        let application: RecordID?
        let worker: RecordID?
    }

    /// Somebody registered, of a family of the page; for comparing, so without ways to reach them.
    package struct Member: Sendable, Encodable {
        let id: RecordID
        let family: String
        package let person: Person
    }

    package let now: Int64
    /// The area in one word: another one than the phone's means that it has to begin anew.
    package let area: String
    /// True where the phone's mark was of another area, so that this is a first page.
    package let restarted: Bool
    package let drives: [Drive]
    package let people: [Someone]
    package let members: [Member]
    /// How many there are in all, for the phone to show how far it came; on a first page only.
    package let count: Int?
    package let mark: String
    package let isLast: Bool

    /// About 60 KB: a weak line carries it in some seconds.
    package static let pageSize = 100
    /// What was being written while a page was read may have an earlier time: the last minute is asked for again.
    private static let overlap: Int64 = 60_000

    /// The next page after a mark, as far as the actor visits; `area` is what the phone has so far.
    ///
    /// Numbers that no visitor needs (Aadhaar, bank) stay in the register. Whoever sends it on calls `note` in a write.
    package static func page(after mark: Mark?, area known: String?, in scope: Scope) throws -> FieldArea {
        let assignments = scope.actor.assignments.filter { HouseVisit.visitors.contains($0.role) }
        let today = Day(scope.environment.now())
        let drives = try Campaign.all(in: scope).filter { $0.closed == nil && today <= $0.lastDay + 60 }
        let lists = Set(drives.compactMap(\.list)).sorted()
        let number = scope.vault.blindNumber(
            (assignments.map { "\($0.role.rawValue) \($0.place)" } + lists.map(\.description)).joined(separator: ","),
            for: "field area")
        let area = word(number)
        let restarted = known != nil && known != area
        let from = restarted ? nil : mark
        let inside: Statement = "l.list IN \(list: lists) AND \(reach(assignments, in: scope))"
        var condition = inside
        if let from {
            let later: Statement =
                from.id.map { "l.changed = \(from.changed) AND l.id > \($0)" } ?? "l.changed = \(from.changed)"
            condition = .all([inside, "l.changed > \(from.changed) OR (\(later))"])
        }
        let rows = try scope.transaction.rows(
            "SELECT l.* FROM left_outs l WHERE \(condition) ORDER BY l.changed, l.id LIMIT \(pageSize)")
        let people = try rows.map { try LeftOut($0, in: scope) }
        let count: Int? =
            from == nil ? try scope.transaction.value("SELECT count(*) FROM left_outs l WHERE \(inside)") : nil
        let isLast = rows.count < pageSize
        let reached = people.last.map { Mark($0.changed, $0.id) } ?? from ?? Mark(0, nil)
        let settled = scope.now - overlap
        return FieldArea(
            now: scope.now, area: area, restarted: restarted, drives: drives.map(Drive.init),
            people: people.map(Someone.init),
            members: try members(of: people, in: scope), count: count,
            mark: (isLast && reached.changed > settled ? Mark(settled, nil) : reached).description, isLast: isLast)
    }

    /// Registered workers in the actor's reach with the family numbers of these people.
    private static func members(of people: [LeftOut], in scope: Scope) throws -> [Member] {
        let numbers = Set(people.compactMap { WorkerKey.plain($0.person.familyNumber, .familyNumber) }).sorted()
        let keys = numbers.compactMap { WorkerKey.identifier($0, .familyNumber, scope.vault)?.number }
        guard !keys.isEmpty else { return [] }
        // CROSS JOIN: first the keys, as in a search.
        return try scope.transaction.rows(
            """
            SELECT w.* FROM worker_keys k CROSS JOIN workers w
            WHERE w.serial = k.serial AND k.key IN \(list: keys) AND \(scope.reach("w")) LIMIT 1000
            """
        ).compactMap { row in
            let worker = try Worker(row, in: scope), known = worker.person
            guard let number = WorkerKey.plain(known.familyNumber, .familyNumber), numbers.contains(number)
            else { return nil }
            var shown = Person()
            (shown.name, shown.localName, shown.sex) = (known.name, known.localName, known.sex)
            (shown.dateOfBirth, shown.age, shown.ageAsOn) = (known.dateOfBirth, known.age, known.ageAsOn)
            (shown.father, shown.husband) = (known.father, known.husband)
            (shown.familyNumber, shown.memberNumber) = (known.familyNumber, known.memberNumber)
            return Member(id: worker.id, family: word(LeftOut.family(number, in: scope)), person: shown)
        }
    }

    fileprivate static func word(_ family: Int64) -> String { String(UInt64(bitPattern: family), radix: 36) }

    /// The area, named by its block too, which the index begins with.
    private static func reach(_ assignments: [Assignment], in scope: Scope) -> Statement {
        .any(
            assignments.compactMap { assignment in
                guard let column = Location.column(assignment.place.level) else { return nil }
                let own: Statement = "l.\(unchecked: column) = \(assignment.place)"
                guard column == "panchayat", let block = Location(assignment.place, in: scope.places).block else {
                    return own
                }
                return .all(["l.block = \(block)", own])
            })
    }

    /// Writes into the audit what a phone was sent.
    package func note(in scope: Scope) throws {
        guard !people.isEmpty else { return }
        try scope.record(
            "downloaded", "leftOut", nil, at: scope.actor.assignments.first?.place,
            details: ["rows": String(people.count), "first": count == nil ? "0" : "1"])
    }
}

extension FieldArea.Drive {
    init(_ campaign: Campaign) {
        (id, name, list, place) = (campaign.id, campaign.name, campaign.list, campaign.area)
        (firstDay, lastDay) = (campaign.firstDay.description, campaign.lastDay.description)
        visitsUntil = campaign.visitsUntil.description
    }
}

extension FieldArea.Someone {
    init(_ known: LeftOut) {
        var shown = known.person
        (shown.aadhaar, shown.bank, shown.nominees) = (nil, nil, nil)
        (id, list, village, place, person) = (known.id, known.list, known.village, known.location.finest, shown)
        family = known.family.map(FieldArea.word)
        (outcome, visit, nextOn) = (known.outcome, known.visit, known.nextOn?.description)
        (conflict, application, worker) = (known.conflict != nil, known.application, known.worker)
    }
}
