import Store

/// The officers' desk: lists of applications, in order, a page at a time, however many there are.
package enum Desk {
    /// One line of a list.
    package struct Line: Sendable {
        package let id: RecordID
        package let number: String?
        package let person: Person
        package let status: Application.Status
        package let duplicate: Application.Duplicate
        package let channel: Application.Channel
        package let category: String?
        package let scheme: String
        package let location: Location
        package let submitted: Int64?
        package let updated: Int64
        package let due: Int64?
        package let emergency: Bool
        package let escalated: Int
        package let version: Int
        /// Its paper form is owed and not there.
        package let isPaperOutstanding: Bool
        package let cursor: Cursor

        package var place: PlaceID? { location.finest }
        package var name: String? { person.name ?? person.localName }
    }

    /// A place in a list; what comes next is found by it without counting from the start.
    package struct Cursor: Sendable, Hashable, CustomStringConvertible {
        let queue: Int64
        let time: Int64
        let id: RecordID

        init(queue: Int64, time: Int64, id: RecordID) { (self.queue, self.time, self.id) = (queue, time, id) }

        /// Reads what `description` writes.
        package init?(_ text: String) {
            let parts = text.split(separator: ".").map(String.init)
            guard parts.count == 3, let queue = Int64(parts[0]), let time = Int64(parts[1]), let id = RecordID(parts[2])
            else { return nil }
            self.init(queue: queue, time: time, id: id)
        }

        package var description: String { "\(queue).\(time).\(id)" }

        static func < (left: Cursor, right: Cursor) -> Bool {
            (left.queue, left.time) != (right.queue, right.time)
                ? (left.queue, left.time) < (right.queue, right.time) : left.id < right.id
        }
    }

    package struct Page: Sendable {
        package let lines: [Line]
        package let hasNext: Bool
        package let hasPrevious: Bool
    }

    /// A page of the list after or before a place in it.
    ///
    /// Open applications: emergencies first, then by when they are due. Decided ones: the newest decision first; both turned
    /// round where the filter says so. Each source is
    /// one run of an index; the runs are merged, so that the cost depends on the page and not on the list.
    package static func page(
        _ filter: DeskFilter, after: Cursor? = nil, before: Cursor? = nil, limit: Int = 25, in scope: Scope
    ) throws -> Page {
        let backwards = before != nil && after == nil
        var lines: [Line] = []
        var seen: Set<RecordID> = []
        for source in DeskSource.all(filter, in: scope) {
            let statement = query(
                source, filter, from: after ?? before, backwards: backwards, limit: limit + 1, in: scope)
            for row in try scope.transaction.rows(statement) {
                let line = try Line(row, closed: filter.isClosed, in: scope)
                if seen.insert(line.id).inserted { lines.append(line) }
            }
        }
        // Decided lists run backwards in time, so both turns together make the direction of the comparison.
        let ascending = backwards == (filter.isClosed != filter.isTurned)
        lines.sort { ascending ? $0.cursor < $1.cursor : $1.cursor < $0.cursor }
        let more = lines.count > limit
        lines = Array(lines.prefix(limit))
        return Page(
            lines: backwards ? lines.reversed() : lines, hasNext: backwards || more,
            hasPrevious: backwards ? more : after != nil)
    }

    static func query(
        _ source: DeskSource, _ filter: DeskFilter, from cursor: Cursor?, backwards: Bool, limit: Int, in scope: Scope
    ) -> Statement {
        let key = filter.isClosed ? "a.updated, a.id" : "a.queue, a.due, a.id"
        let ascending = backwards == (filter.isClosed != filter.isTurned)
        var place: Statement = ""
        if let cursor {
            let sign = ascending ? ">" : "<"
            place =
                filter.isClosed
                ? " AND (\(unchecked: key)) \(unchecked: sign) (\(cursor.time), \(cursor.id))"
                : " AND (\(unchecked: key)) \(unchecked: sign) (\(cursor.queue), \(cursor.time), \(cursor.id))"
        }
        let order = key.replacing(",", with: ascending ? "," : " DESC,") + (ascending ? "" : " DESC")
        return """
            SELECT a.id, a.number, a.person, a.status, a.duplicate, a.channel, a.category, a.scheme, a.state, a.division, \
            a.district, a.subdivision, a.block, a.panchayat, a.submitted, a.updated, a.due, a.queue, a.escalated, a.version, \
            CASE WHEN \(Original.outstanding("a")) THEN 1 ELSE 0 END AS outstanding
            FROM applications a WHERE \(source.condition(filter, in: scope))\(place)
            ORDER BY \(unchecked: order) LIMIT \(limit)
            """
    }
}

extension Desk.Line {
    init(_ row: Row, closed: Bool, in scope: Scope) throws {
        let id: RecordID = try row["id"]
        person = try scope.open(
            try row["person"], as: Person.self, table: "applications", column: "person", row: id)
        self.id = id
        number = try row["number"]
        status = Application.Status(rawValue: try row["status"]) ?? .draft
        duplicate = Application.Duplicate(rawValue: try row["duplicate"]) ?? .unknown
        channel = Application.Channel(rawValue: try row["channel"]) ?? .counter
        category = try row["category"]
        scheme = try row["scheme"]
        location = try Location(row)
        submitted = try row["submitted"]
        updated = try row["updated"]
        due = try row["due"]
        let queue: Int64 = try row["queue"]
        emergency = queue == 0
        escalated = try row["escalated"]
        version = try row["version"]
        isPaperOutstanding = try row["outstanding"]
        cursor = .init(queue: closed ? 0 : queue, time: (closed ? updated : due) ?? 0, id: id)
    }
}
