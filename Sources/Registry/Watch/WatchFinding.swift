internal import Store

/// Something unusual that an officer should look at: it says nothing of guilt.
package struct WatchFinding: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case mobile, account, photo, maker, place }

    package let id: RecordID
    package let kind: Kind
    let subject: String
    package let number: Int
    /// How many there are in a usual week, for `maker` and `place`.
    package let usual: Double?
    package let location: Location
    /// When it was seen, in milliseconds since 1970.
    package let time: Int64

    private init(_ row: Row) throws {
        id = try row["id"]
        kind = Kind(rawValue: try row["kind"]) ?? .place
        subject = try row["subject"]
        number = try row["number"]
        usual = try row["usual"]
        location = try Location(row)
        time = try row["time"]
    }

    /// The member of staff whom a `maker` finding is about.
    package var maker: RecordID? { kind == .maker ? RecordID(subject) : nil }

    /// How many there are of each kind in the actor's area, and when the last look was.
    package static func counts(in scope: Scope) throws -> (kinds: [Kind: Int], looked: Int64?) {
        var kinds: [Kind: Int] = [:], looked: Int64?
        let rows = try scope.transaction.rows(
            """
            SELECT f.kind AS kind, count(*) AS n, max(f.time) AS time FROM watch_findings f WHERE \(scope.reach("f"))
            GROUP BY f.kind
            """)
        for row in rows {
            if let kind = Kind(rawValue: try row["kind"]) { kinds[kind] = try row["n"] }
            looked = max(looked ?? 0, try row["time"])
        }
        return (kinds, looked)
    }

    /// Those of the actor's area, the largest first.
    package static func all(_ kind: Kind, limit: Int = 100, in scope: Scope) throws -> [WatchFinding] {
        try scope.transaction.rows(
            """
            SELECT f.* FROM watch_findings f WHERE f.kind = \(kind.rawValue) AND \(scope.reach("f"))
            ORDER BY f.number DESC, f.id LIMIT \(limit)
            """
        ).map(WatchFinding.init)
    }

    /// Throws `Problem.notFound` also for a finding of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> WatchFinding {
        guard
            let row = try scope.transaction.row(
                "SELECT f.* FROM watch_findings f WHERE f.id = \(id) AND \(scope.reach("f"))")
        else { throw Problem.notFound }
        return try WatchFinding(row)
    }

    /// The workers who share the number.
    package func workers(limit: Int = 100, in scope: Scope) throws -> [Worker] {
        guard kind == .mobile || kind == .account, let key = Int64(subject) else { return [] }
        return try scope.transaction.rows(
            """
            SELECT w.* FROM worker_keys k CROSS JOIN workers w
            WHERE w.serial = k.serial AND k.key = \(key) AND \(scope.reach("w")) LIMIT \(limit)
            """
        ).map { try Worker($0, in: scope) }
    }

    /// The applications with the photo, or those of the last week by the member of staff or from the place; the newest first.
    package func applications(limit: Int = 100, in scope: Scope) throws -> [Application] {
        let condition: Statement
        switch kind {
        case .mobile, .account: return []
        case .photo:
            condition = "a.id IN (SELECT application FROM documents WHERE fingerprint = \(Watch.bytes(subject)))"
        case .maker:
            guard let maker else { return [] }
            condition = "a.maker = \(maker) AND a.submitted >= \(time - Watch.week)"
        case .place:
            guard let place = PlaceID(subject), let inside = Area(place: place).condition(in: scope.places) else {
                return []
            }
            condition = "\(inside) AND a.submitted >= \(time - Watch.week)"
        }
        return try scope.transaction.rows(
            """
            SELECT a.* FROM applications a WHERE \(condition) AND \(scope.reach("a"))
            ORDER BY a.submitted DESC LIMIT \(limit)
            """
        ).map { try Application($0, in: scope) }
    }
}
