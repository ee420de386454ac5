import Store

/// A registered worker.
package struct Worker: Sendable {
    package enum Status: String, Sendable, Codable, CaseIterable {
        case active, lapsed, suspended, cancellationProposed, cancelled, deceased, merged
    }

    package let id: RecordID
    /// Digits with a check digit; see `RegistrationNumber`.
    package let number: String
    package var status: Status
    package let scheme: String
    package var location: Location
    package var person: Person
    package let application: RecordID?
    package let registered: Int64
    /// When it has to be renewed; nil for a scheme without end.
    package internal(set) var validUntil: Int64?
    /// When a decision that waits should have been taken.
    package internal(set) var due: Int64?
    /// How many officers beyond the first a waiting decision was put before, because it was late.
    package internal(set) var escalated: Int
    package var version: Int

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        number = try row["number"]
        status = Status(rawValue: try row["status"]) ?? .suspended
        scheme = try row["scheme"]
        location = try Location(row)
        person = try scope.open(try row["person"], as: Person.self, table: "workers", column: "person", row: id)
        application = try row["application"]
        registered = try row["registered"]
        validUntil = try row["valid_until"]
        due = try row["due"]
        escalated = try row["escalated"]
        version = try row["version"]
    }

    /// Throws `Problem.notFound` also for a worker of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Worker {
        guard let row = try scope.transaction.row("SELECT * FROM workers w WHERE id = \(id) AND \(scope.reach("w"))")
        else {
            throw Problem.notFound
        }
        return try Worker(row, in: scope)
    }
}
