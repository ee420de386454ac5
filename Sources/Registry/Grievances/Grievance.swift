import Store

/// What a worker complains of or needs at once, with an officer who has to answer and a clock.
package struct Grievance: Sendable {
    package enum Kind: String, Sendable, CaseIterable, Codable { case grievance, emergency }
    package enum Status: String, Sendable, CaseIterable { case open, answered }

    struct Content: Sendable, Codable, CustomStringConvertible {
        let name: String
        let mobile: String
        let text: String

        var description: String { "a grievance" }
    }

    package let id: RecordID
    package let number: String
    package let kind: Kind
    package let worker: RecordID?
    package let language: String
    package let location: Location
    package let status: Status
    package let officer: RecordID?
    package let due: Int64
    package let created: Int64
    package let answered: Int64?
    package let answer: String?
    let content: Content

    package var text: String { content.text }
    package var name: String { content.name }
    package var maskedMobile: String { "XXXXXX" + content.mobile.suffix(4) }

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        number = try row["number"]
        kind = Kind(rawValue: try row["kind"]) ?? .grievance
        worker = try row["worker"]
        language = try row["language"]
        location = try Location(row)
        status = Status(rawValue: try row["status"]) ?? .open
        officer = try row["officer"]
        due = try row["due"]
        created = try row["created"]
        answered = try row["answered"]
        let sealed: [UInt8]? = try row["answer"]
        let id = id
        answer = try sealed.map {
            try scope.open($0, as: String.self, table: "grievances", column: "answer", row: id)
        }
        content = try scope.open(
            try row["content"], as: Content.self, table: "grievances", column: "content", row: id)
    }

    /// Throws `Problem.notFound` also for one of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Grievance {
        guard let row = try scope.transaction.row("SELECT * FROM grievances g WHERE id = \(id) AND \(scope.reach("g"))")
        else { throw Problem.notFound }
        return try Grievance(row, in: scope)
    }

    /// Of the actor's area: what is open first, and of that what is due first.
    package static func list(_ status: Status?, limit: Int, in scope: Scope) throws -> [Grievance] {
        let condition: Statement = status.map { "g.status = \($0.rawValue)" } ?? "(1 = 1)"
        return try scope.transaction.rows(
            """
            SELECT * FROM grievances g WHERE \(.all([scope.reach("g"), condition]))
            ORDER BY CASE WHEN g.status = 'open' THEN 0 ELSE 1 END, g.due, g.id LIMIT \(limit)
            """
        ).map { try Grievance($0, in: scope) }
    }

    /// How many are open, and how many of those are late.
    package static func counts(in scope: Scope) throws -> (open: Int, late: Int) {
        let reach = scope.reach("g")
        return (
            try scope.transaction.value("SELECT count(*) FROM grievances g WHERE g.status = 'open' AND \(reach)") ?? 0,
            try scope.transaction.value(
                "SELECT count(*) FROM grievances g WHERE g.status = 'open' AND g.due < \(scope.now) AND \(reach)") ?? 0
        )
    }
}
