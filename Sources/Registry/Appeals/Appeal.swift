import Store

/// An appeal against a rejection or a cancellation; the assistant commissioner of the subdivision hears it, by its own clock.
package struct Appeal: Sendable {
    package enum Status: String, Sendable, Codable, CaseIterable { case lodged, heard, allowed, dismissed }
    package enum Action: String, Sendable, Codable, CaseIterable { case hear, allow, dismiss }
    package enum Noun: String, Sendable, CaseIterable { case application, worker }

    package let id: RecordID
    package let noun: Noun
    package let record: RecordID
    /// The number of the application or the worker.
    package let number: String?
    package internal(set) var status: Status
    package let location: Location
    package let grounds: String
    package let maker: RecordID?
    package let created: Int64
    package let updated: Int64
    package internal(set) var due: Int64?
    /// How many officers beyond the first it was put before, because it was late.
    package internal(set) var escalated: Int
    package internal(set) var version: Int

    init(_ row: Row, in scope: Scope) throws {
        let id: RecordID = try row["id"]
        self.id = id
        noun = Noun(rawValue: try row["noun"]) ?? .application
        record = try row["record"]
        number = try row["number"]
        status = Status(rawValue: try row["status"]) ?? .lodged
        location = try Location(row)
        grounds = try scope.open(try row["grounds"], as: String.self, table: "appeals", column: "grounds", row: id)
        maker = try row["maker"]
        created = try row["created"]
        updated = try row["updated"]
        due = try row["due"]
        escalated = try row["escalated"]
        version = try row["version"]
    }

    /// Throws `Problem.notFound` also for an appeal of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Appeal {
        guard let row = try scope.transaction.row("SELECT * FROM appeals p WHERE id = \(id) AND \(scope.reach("p"))")
        else { throw Problem.notFound }
        return try Appeal(row, in: scope)
    }

    /// The appeals on one record, the latest first. Whoever calls has looked whether the actor may see the record.
    package static func all(on record: RecordID, in scope: Scope) throws -> [Appeal] {
        try scope.transaction.rows("SELECT * FROM appeals WHERE record = \(record) ORDER BY created DESC").map {
            try Appeal($0, in: scope)
        }
    }
}
