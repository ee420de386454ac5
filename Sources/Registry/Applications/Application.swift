import Store

/// One person's application for registration, from the first saved step to a decision.
package struct Application: Sendable {
    package enum Channel: String, Sendable, Codable, CaseIterable {
        case counter, field, selfService = "self", spreadsheet, api
    }

    /// What the check against the register found.
    package enum Duplicate: String, Sendable, Codable, CaseIterable { case unknown, none, possible, certain }

    package let id: RecordID
    package let channel: Channel
    package let scheme: String
    package internal(set) var status: Status
    /// Provisional while undecided (`P…`).
    package internal(set) var number: String?
    package var location: Location
    package let language: String
    package var person: Person
    package internal(set) var duplicate: Duplicate
    package let maker: RecordID?
    package let created: Int64
    package internal(set) var submitted: Int64?
    /// When the next step should be taken, by the service level.
    package internal(set) var due: Int64?
    /// How many officers beyond the first it was put before, because it was late.
    package internal(set) var escalated: Int
    package internal(set) var version: Int
    package internal(set) var worker: RecordID?

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        channel = Channel(rawValue: try row["channel"]) ?? .counter
        scheme = try row["scheme"]
        status = Status(rawValue: try row["status"]) ?? .draft
        number = try row["number"]
        location = try Location(row)
        language = try row["language"]
        person = try scope.open(try row["person"], as: Person.self, table: "applications", column: "person", row: id)
        duplicate = Duplicate(rawValue: try row["duplicate"]) ?? .unknown
        maker = try row["maker"]
        created = try row["created"]
        submitted = try row["submitted"]
        due = try row["due"]
        escalated = try row["escalated"]
        version = try row["version"]
        worker = try row["worker"]
    }

    /// Throws `Problem.notFound` also for an application of another area; whoever made a draft always sees it.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Application {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM applications a WHERE id = \(id) AND (\(scope.reach("a")) OR \(mine(in: scope)))")
        else { throw Problem.notFound }
        return try Application(row, in: scope)
    }

    private static func mine(in scope: Scope) -> Statement {
        guard let user = scope.actor.user else { return "(1 = 0)" }
        return "(a.maker = \(user) AND a.status IN ('draft', 'returned'))"
    }
}

/// The same, for modules that also know Hummingbird's `Application`.
package typealias PersonApplication = Application
