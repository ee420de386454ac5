internal import Foundation
import Store

/// A sheet of applications on its way in: read, checked for faults and duplicates, then submitted row by row.
///
/// Whoever may enter applications in its area sees it; a batch belongs to the area of whoever sent it.
package struct Batch: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        /// Rows are being read; a batch that stays here was cut off, and the sheet has to be sent again.
        case reading
        /// Rows are compared with the register.
        case checking
        /// Everything is known; somebody decides.
        case ready
        case taking
        case done
    }

    package let id: RecordID
    package let status: Status
    package let scheme: String
    package let language: String
    package let fallback: PlaceID?
    package let takesPossible: Bool
    package let headings: [String]
    package let location: Location
    package let maker: RecordID?
    package let created: Int64
    /// How many rows are in each state.
    package let counts: [BatchRow.Status: Int]

    package var total: Int { counts.values.reduce(0, +) }

    private init(_ row: Row, in scope: Scope) throws {
        let id: RecordID = try row["id"]
        self.id = id
        status = Status(rawValue: try row["status"]) ?? .reading
        scheme = try row["scheme"]
        language = try row["language"]
        fallback = try row["fallback"]
        takesPossible = try row["takes_possible"] == 1
        let text: String = try row["headings"]
        headings = try JSONDecoder().decode([String].self, from: Data(text.utf8))
        location = try Location(row)
        maker = try row["maker"]
        created = try row["created"]
        var counts: [BatchRow.Status: Int] = [:]
        for found in try scope.transaction.rows(
            "SELECT status, count(*) AS n FROM batch_rows WHERE batch = \(id) GROUP BY status")
        {
            if let status = BatchRow.Status(rawValue: try found["status"]) { counts[status] = try found["n"] }
        }
        self.counts = counts
    }

    /// Throws `Problem.notFound` outside the area in which the actor enters applications.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Batch {
        guard let row = try scope.transaction.row("SELECT * FROM batches b WHERE id = \(id) AND \(mine(in: scope))")
        else { throw Problem.notFound }
        return try Batch(row, in: scope)
    }

    /// The latest first.
    package static func all(in scope: Scope) throws -> [Batch] {
        try scope.transaction.rows(
            "SELECT * FROM batches b WHERE \(mine(in: scope)) ORDER BY created DESC, id DESC LIMIT 50"
        ).map { try Batch($0, in: scope) }
    }

    private static func mine(in scope: Scope) -> Statement {
        let reach = scope.reach("b", roles: Application.makers)
        guard let user = scope.actor.user else { return reach }
        return "(b.maker = \(user) OR \(reach))"
    }
}

extension Batch {
    /// Begins a batch, or finds the one that was begun under the id.
    ///
    /// Throws `Problem.invalid` for a scheme that isn't known, or a place outside the actor's area.
    package static func begin(
        _ id: RecordID, scheme: String, language: String, fallback: PlaceID?, headings: [String], in scope: Scope
    ) throws -> Batch {
        guard scope.rules.eligibility.codes.contains(scheme) else { throw Problem.invalid("scheme", "unknown") }
        if let fallback, !scope.reaches(fallback, roles: Application.makers) || scope.places[fallback] == nil {
            throw Problem.invalid("place", "otherArea")
        }
        let home = scope.actor.assignments.filter { Application.makers.contains($0.role) }.map(\.place)
        let place = home.first { area in fallback.map { scope.places.lies($0, in: area) } ?? true } ?? fallback
        let location = place.map { Location($0, in: scope.places) } ?? Location()
        let text = String(decoding: try JSONEncoder().encode(headings), as: UTF8.self)
        let added = try scope.transaction.run(
            """
            INSERT INTO batches (id, status, scheme, language, fallback, headings, \(Location.columns), maker, created)
            VALUES (\(id), 'reading', \(scheme), \(language), \(fallback), \(text), \(location.values),
            \(scope.actor.user), \(scope.now)) ON CONFLICT (id) DO NOTHING
            """)
        if added > 0 { try scope.record("begun", "batch", id, at: location.finest) }
        return try find(id, in: scope)
    }

    /// Moves on; a batch that has moved meanwhile stays as it is.
    package func move(to next: Status, in scope: Scope) throws {
        let moved = try scope.transaction.run(
            "UPDATE batches SET status = \(next.rawValue) WHERE id = \(id) AND status = \(status.rawValue)")
        guard moved == 1 else { return }
        try scope.record(
            next.rawValue, "batch", id, at: location.finest,
            details: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, String($0.value)) }))
    }

    /// Lets the rows be submitted: those without a fault, and where `possible` is true those too that may be somebody in the
    /// register, whom an officer then compares. Throws `Problem.wrongState` unless everything was checked.
    package func take(possible: Bool, in scope: Scope) throws {
        if [.taking, .done].contains(status) { return }
        guard status == .ready else { throw Problem(.wrongState) }
        try scope.transaction.run("UPDATE batches SET takes_possible = \(possible ? 1 : 0) WHERE id = \(id)")
        try move(to: .taking, in: scope)
    }

    /// Throws the batch away with all that was read; what was submitted stays. Throws `Problem.wrongState` while it is being submitted.
    package func discard(in scope: Scope) throws {
        guard status != .taking else { throw Problem(.wrongState) }
        try scope.transaction.run("DELETE FROM batch_rows WHERE batch = \(id)")
        try scope.transaction.run("DELETE FROM batches WHERE id = \(id)")
        try scope.record("discarded", "batch", id, at: location.finest)
    }
}
