import Store

extension Grievance {
    /// Which grievances a list shows.
    package struct Filter: Sendable {
        package var status: Status
        package var kind: Kind?
        package var isLate: Bool
        /// Only those that the acting officer has to answer.
        package var isMine: Bool
        /// Of those that wait: how long already, as a place in `ages`.
        package var age: Int?
        /// The last one of the page before: the list goes on behind it.
        package var after: Cursor?

        package init(
            status: Status = .open, kind: Kind? = nil, isLate: Bool = false, isMine: Bool = false, age: Int? = nil,
            after: Cursor? = nil
        ) {
            self.status = status
            self.kind = kind
            self.isLate = isLate
            self.isMine = isMine
            self.age = age
            self.after = after
        }
    }

    /// A place in a list.
    package struct Cursor: Sendable, CustomStringConvertible {
        let kind: Kind
        let time: Int64
        let id: RecordID

        /// Reads what `description` writes.
        package init?(_ text: String) {
            let parts = text.split(separator: ".").map(String.init)
            guard parts.count == 3, let kind = Kind(rawValue: parts[0]), let time = Int64(parts[1]),
                let id = RecordID(parts[2])
            else { return nil }
            (self.kind, self.time, self.id) = (kind, time, id)
        }

        init(kind: Kind, time: Int64, id: RecordID) { (self.kind, self.time, self.id) = (kind, time, id) }

        package var description: String { "\(kind.rawValue).\(time).\(id)" }
    }

    package var cursor: Cursor { Cursor(kind: kind, time: status == .open ? due : answered ?? 0, id: id) }

    /// Days that somebody has waited: from, and up to where.
    package static let ages: [(from: Int64, to: Int64?)] = [(0, 1), (1, 3), (3, 7), (7, nil)]

    /// Of the actor's area. What waits: emergencies first, then what is due first. What was answered: the newest first.
    package static func list(_ filter: Filter, limit: Int, in scope: Scope) throws -> [Grievance] {
        var conditions = conditions(filter, in: scope)
        // The word for an emergency comes before the other one in the alphabet.
        var order: Statement = "g.kind, g.due, g.id"
        if filter.status == .answered { order = "g.answered DESC, g.id DESC" }
        if let after = filter.after {
            conditions.append(
                filter.status == .open
                    ? "(g.kind, g.due, g.id) > (\(after.kind.rawValue), \(after.time), \(after.id))"
                    : "(g.answered, g.id) < (\(after.time), \(after.id))")
        }
        return try scope.transaction.rows(
            "SELECT * FROM grievances g WHERE \(.all(conditions)) ORDER BY \(order) LIMIT \(limit)"
        ).map { try Grievance($0, in: scope) }
    }

    package static func count(_ filter: Filter, in scope: Scope) throws -> Int {
        try scope.transaction.value(
            "SELECT count(*) FROM grievances g WHERE \(.all(conditions(filter, in: scope)))") ?? 0
    }

    private static func conditions(_ filter: Filter, in scope: Scope) -> [Statement] {
        var conditions: [Statement] = [scope.reach("g"), "g.status = \(filter.status.rawValue)"]
        if let kind = filter.kind { conditions.append("g.kind = \(kind.rawValue)") }
        if filter.isLate { conditions.append("g.due < \(scope.now)") }
        if filter.isMine { conditions.append(scope.actor.user.map { "g.officer = \($0)" } ?? "(1 = 0)") }
        if let age = filter.age, ages.indices.contains(age) {
            conditions.append("g.created <= \(scope.now - ages[age].from * 86_400_000)")
            if let to = ages[age].to { conditions.append("g.created > \(scope.now - to * 86_400_000)") }
        }
        return conditions
    }
}
