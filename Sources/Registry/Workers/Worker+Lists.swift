import Store

extension Worker {
    /// Which workers a list shows; everything can be said in a link.
    package struct Filter: Sendable, Hashable, Codable {
        /// All states where nil.
        package var status: Status?
        package var place: PlaceID?
        /// The newest registration comes first, unless this is true.
        package var isTurned = false

        package init(status: Status? = nil, place: PlaceID? = nil) { (self.status, self.place) = (status, place) }
    }

    /// A place in a list: what comes next is found by it without counting from the start.
    package struct Cursor: Sendable, Hashable, CustomStringConvertible {
        let time: Int64
        let id: RecordID

        package init(_ worker: Worker) { (time, id) = (worker.registered, worker.id) }

        /// Reads what `description` writes.
        package init?(_ text: String) {
            let parts = text.split(separator: ".").map(String.init)
            guard parts.count == 2, let time = Int64(parts[0]), let id = RecordID(parts[1]) else { return nil }
            (self.time, self.id) = (time, id)
        }

        package var description: String { "\(time).\(id)" }

        static func < (left: Cursor, right: Cursor) -> Bool {
            left.time != right.time ? left.time < right.time : left.id < right.id
        }
    }

    package struct Page: Sendable {
        package let workers: [Worker]
        package let hasNext: Bool
        package let hasPrevious: Bool

        init(workers: [Worker], hasNext: Bool, hasPrevious: Bool) {
            (self.workers, self.hasNext, self.hasPrevious) = (workers, hasNext, hasPrevious)
        }

        /// What a search found, which has no further pages.
        package init(found workers: [Worker]) { self.init(workers: workers, hasNext: false, hasPrevious: false) }
    }

    /// A page of the workers in the actor's area by their registration, after or before a place in the list.
    ///
    /// Each area and state is one run of an index; the runs are merged, so that the cost depends on the page alone.
    package static func page(
        _ filter: Filter, after: Cursor? = nil, before: Cursor? = nil, limit: Int = 50, in scope: Scope
    ) throws -> Page {
        let backwards = before != nil && after == nil
        let ascending = backwards != filter.isTurned
        let cursor = after ?? before
        let (sign, order): (String, String) = ascending ? (">", "ASC") : ("<", "DESC")
        let behind: Statement =
            cursor.map { "AND (w.registered, w.id) \(unchecked: sign) (\($0.time), \($0.id))" } ?? ""
        var workers: [Worker] = []
        for source in sources(filter, in: scope) {
            workers += try scope.transaction.rows(
                """
                SELECT * FROM workers w WHERE \(source) \(behind)
                ORDER BY w.registered \(unchecked: order), w.id \(unchecked: order) LIMIT \(limit + 1)
                """
            ).map { try Worker($0, in: scope) }
        }
        workers.sort { ascending ? Cursor($0) < Cursor($1) : Cursor($1) < Cursor($0) }
        let more = workers.count > limit
        workers = Array(workers.prefix(limit))
        return Page(
            workers: backwards ? workers.reversed() : workers, hasNext: backwards || more,
            hasPrevious: backwards ? more : after != nil)
    }

    /// How many workers of the actor's area wait in one of the states; counting all of a crore would take a second.
    package static func counts(of states: [Status], in scope: Scope) throws -> [Status: Int] {
        var counts: [Status: Int] = [:]
        for status in states {
            counts[status] = try sources(Filter(status: status), in: scope).reduce(0) { sum, source in
                sum + (try scope.transaction.value("SELECT count(*) FROM workers w WHERE \(source)") ?? 0)
            }
        }
        return counts
    }

    static func sources(_ filter: Filter, in scope: Scope) -> [Statement] {
        let states = filter.status.map { [$0] } ?? Status.allCases
        return areas(of: filter.place, in: scope).flatMap { area in
            states.map { "\(area) AND w.status = \($0.rawValue)" as Statement }
        }
    }

    /// The actor's areas, narrowed to a place of theirs.
    private static func areas(of place: PlaceID?, in scope: Scope) -> [Statement] {
        var areas = Area.apart(scope.areas, in: scope.places)
        if let place {
            let inside = areas.contains { scope.places.lies(place, in: $0.place) }
            areas = inside ? [Area(place: place)] : areas.filter { scope.places.lies($0.place, in: place) }
        }
        return areas.compactMap { $0.condition(in: scope.places, table: "w") }
    }
}
