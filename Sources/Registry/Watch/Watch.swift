internal import Store

/// Looks over the whole register for what is unusual, once a day, in short stretches: nobody waits for it, and pages only read
/// what it found.
package enum Watch {
    static let week: Int64 = 7 * 86_400_000
    /// The table of keys is walked in so many stretches, each a transaction of its own.
    private static let stretches: Int64 = 256
    /// So many findings of a kind are kept; more would be a fault of the caps.
    private static let most = 2_000

    struct Found: Sendable {
        var subject: String
        var number: Int
        var usual: Double?
        var location: Location
    }

    static func bytes(_ digits: String) -> [UInt8] {
        stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(digits.dropFirst($0).prefix(2), radix: 16)
        }
    }

    /// Numbers in one stretch of the keys that more workers bear than the cap allows.
    static func shared(stretch: Int64, in scope: Scope) throws -> [WatchFinding.Kind: [Found]] {
        // Wraps round on purpose: half of the stretches begin below zero, the others above.
        let width = Int64.max / stretches * 2 + 2, from = Int64.min &+ stretch &* width
        let caps = scope.rules.watch.caps, kinds = WorkerKey.kinds - 1
        let (mobile, account) = (WorkerKey.Kind.mobile.rawValue, WorkerKey.Kind.account.rawValue)
        let last = stretch == stretches - 1 ? Int64.max : from + (width - 1)
        let rows = try scope.transaction.rows(
            """
            SELECT key, n FROM (SELECT key, count(*) AS n FROM worker_keys WHERE key BETWEEN \(from) AND \(last)
            AND (key & \(kinds)) IN (\(mobile), \(account)) GROUP BY key) counted
            WHERE n > CASE WHEN (key & \(kinds)) = \(mobile) THEN CAST(\(caps.mobile) AS BIGINT)
            ELSE CAST(\(caps.account) AS BIGINT) END
            """)
        var found: [WatchFinding.Kind: [Found]] = [:]
        for row in rows {
            let (key, number): (Int64, Int) = (try row["key"], try row["n"])
            let location = try common(
                """
                SELECT w.* FROM worker_keys k JOIN workers w ON w.serial = k.serial WHERE k.key = \(key) LIMIT 200
                """, in: scope)
            let kind: WatchFinding.Kind = key & kinds == mobile ? .mobile : .account
            found[kind, default: []].append(Found(subject: "\(key)", number: number, location: location))
        }
        return found
    }

    /// Photos that came with more applications than the cap allows, of those whose digest begins with one byte.
    static func photos(beginning: UInt8, in scope: Scope) throws -> [Found] {
        let rows = try scope.transaction.rows(
            """
            SELECT fingerprint, count(DISTINCT application) AS n FROM documents
            WHERE fingerprint >= \([beginning]) AND \(beginning == 255 ? "(1 = 1)" : "fingerprint < \([beginning + 1])" as Statement)
            AND kind = 'photo' GROUP BY fingerprint HAVING count(DISTINCT application) > \(scope.rules.watch.caps.photo)
            """)
        return try rows.map { row in
            let fingerprint: [UInt8] = try row["fingerprint"]
            let location = try common(
                """
                SELECT a.* FROM applications a WHERE a.id IN
                (SELECT application FROM documents WHERE fingerprint = \(fingerprint)) LIMIT 200
                """, in: scope)
            let digits = fingerprint.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            return Found(subject: digits, number: try row["n"], location: location)
        }
    }

    /// Members of staff, or panchayats and blocks, whose applications of the last week are many times the usual ones.
    static func spikes(_ kind: WatchFinding.Kind, in scope: Scope) throws -> [Found] {
        let (now, spike) = (scope.now, scope.rules.watch.spike)
        let subject: Statement = kind == .maker ? "maker" : "coalesce(panchayat, block, district)"
        let rows = try scope.transaction.rows(
            """
            SELECT * FROM (SELECT \(subject) AS subject,
            count(CASE WHEN submitted >= \(now - week) THEN 1 END) AS recent,
            count(CASE WHEN submitted < \(now - week) THEN 1 END) AS earlier,
            min(state) AS state, max(state) AS state_to, min(district) AS district, max(district) AS district_to,
            min(block) AS block, max(block) AS block_to
            FROM applications WHERE submitted >= \(now - 5 * week) GROUP BY \(subject)) counted
            WHERE subject IS NOT NULL AND recent >= \(spike.least) AND recent * 4.0 >= CAST(\(spike.times) AS DOUBLE PRECISION) * earlier
            """)
        return try rows.map { row in
            let earlier: Int = try row["earlier"]
            var location = Location()
            if kind == .place {
                let place: PlaceID = try row["subject"]
                return Found(
                    subject: "\(place)", number: try row["recent"], usual: Double(earlier) / 4,
                    location: Location(place, in: scope.places))
            }
            func same(_ column: String) throws -> PlaceID? {
                let (low, high): (PlaceID?, PlaceID?) = (try row[column], try row[column + "_to"])
                return low == high ? low : nil
            }
            if let finest = try same("block") ?? same("district") ?? same("state") {
                location = Location(finest, in: scope.places)
            }
            let maker: RecordID = try row["subject"]
            return Found(
                subject: "\(maker)", number: try row["recent"], usual: Double(earlier) / 4, location: location)
        }
    }

    /// What is common to the places of some records: what lies in two blocks is the district's to look at.
    private static func common(_ records: Statement, in scope: Scope) throws -> Location {
        let locations = try scope.transaction.rows(records).map { try Location($0) }
        guard var common = locations.first else { return Location() }
        for location in locations.dropFirst() {
            if location.panchayat != common.panchayat { common.panchayat = nil }
            if location.block != common.block { common.block = nil }
            if location.subdivision != common.subdivision { common.subdivision = nil }
            if location.district != common.district { common.district = nil }
            if location.division != common.division { common.division = nil }
        }
        return common
    }

    /// Puts what was found in place of what an earlier look had found.
    static func keep(_ found: [Found], _ kind: WatchFinding.Kind, in scope: Scope) throws {
        try scope.transaction.run("DELETE FROM watch_findings WHERE kind = \(kind.rawValue)")
        for item in found.sorted(by: { ($0.number, $1.subject) > ($1.number, $0.subject) }).prefix(most) {
            try scope.transaction.run(
                """
                INSERT INTO watch_findings (id, kind, subject, number, usual, \(Location.columns), time)
                VALUES (\(scope.environment.newID()), \(kind.rawValue), \(item.subject), \(item.number), \(item.usual), \
                \(item.location.values), \(scope.now))
                """)
        }
        try scope.record("watched", "watch", nil, details: ["kind": kind.rawValue, "found": "\(found.count)"])
    }

    static func look(over registry: Registry) async throws {
        let program = Actor.program("watch")
        var found: [WatchFinding.Kind: [Found]] = [:]
        for stretch in 0..<stretches {
            let some = try await registry.read(as: program) { try shared(stretch: stretch, in: $0) }
            found.merge(some) { $0 + $1 }
        }
        for byte in UInt8.min...UInt8.max {
            found[.photo, default: []] += try await registry.read(as: program) { try photos(beginning: byte, in: $0) }
        }
        for kind in [WatchFinding.Kind.maker, .place] {
            found[kind] = try await registry.read(as: program) { try spikes(kind, in: $0) }
        }
        for kind in WatchFinding.Kind.allCases {
            let items = found[kind] ?? []
            try await registry.write(as: program) { try keep(items, kind, in: $0) }
        }
    }
}

extension Registry {
    /// Looks over the register and renews the findings that `/watch` shows.
    package func watch() async throws { try await Watch.look(over: self) }
}
