import Store

/// What a worker complains of or needs at once, with an officer who has to answer and a clock.
package struct Grievance: Sendable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case emergency, grievance

        package var topics: [Topic] {
            switch self {
            case .emergency: [.death, .accident, .bodyHome, .medical, .stranded, .other]
            case .grievance: [.registration, .correction, .benefit, .wages, .staff, .other]
            }
        }
    }

    package enum Topic: String, Sendable, CaseIterable {
        case death, accident, bodyHome, medical, stranded
        case registration, correction, benefit, wages, staff
        case other
    }

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
    package let topic: Topic
    /// True where a code proved the mobile.
    package let isProved: Bool
    package let worker: RecordID?
    package let language: String
    package let location: Location
    package let status: Status
    package let officer: RecordID?
    package let escalated: Int
    package let due: Int64
    package let created: Int64
    package let answered: Int64?
    package let answer: String?
    let content: Content

    package var text: String { content.text }
    package var name: String { content.name }
    /// Personal: show it only where the view is noted.
    package var mobile: String { content.mobile }
    package var maskedMobile: String { PersonField.mask(content.mobile) }

    init(_ row: Row, in scope: Scope) throws {
        id = try row["id"]
        number = try row["number"]
        kind = Kind(rawValue: try row["kind"]) ?? .grievance
        topic = Topic(rawValue: try row["topic"]) ?? .other
        isProved = try row["proved"] == 1
        worker = try row["worker"]
        language = try row["language"]
        location = try Location(row)
        status = Status(rawValue: try row["status"]) ?? .open
        officer = try row["officer"]
        escalated = try row["escalated"]
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

    /// `G 1900 0000 0010`.
    package static func written(_ number: String) -> String {
        "G " + RegistrationNumber.grouped(String(number.dropFirst()))
    }
}
