import Store

/// One record of a phone's queue: a visit or an application.
package struct FieldItem: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case visit, application }

    /// What became of it; the phone forgets nothing before it has one of these for the record's id.
    package enum State: String, Sendable, Equatable {
        case stored
        /// The same came before: the answer is the same.
        case repeated
        /// Kept beside another version, until an officer chooses.
        case conflict
        /// Not kept; the phone has it still, to be mended.
        case refused
    }

    package struct Answer: Sendable, Equatable {
        package let id: RecordID
        package let state: State
        package var problem: Problem?
        /// The provisional number of an application.
        package var number: String?
    }

    package let id: RecordID
    package let kind: Kind
    /// JSON of a `HouseVisit.Report` or a `FieldForm` with the same id.
    package let body: [UInt8]

    package init(id: RecordID, kind: Kind, body: [UInt8]) { (self.id, self.kind, self.body) = (id, kind, body) }

    /// At most so many at once: others wait for the writer too.
    package static let most = 50

    /// Takes records in the order in which they were made, all in the transaction of the scope; a bad one holds up no other.
    ///
    /// It throws only what would make every record fail; then nothing was kept.
    package static func take(_ items: [FieldItem], in scope: Scope) throws -> [Answer] {
        try items.map { item in
            do {
                return try scope.transaction.attempt { try item.take(in: scope) }
            } catch let problem as Problem {
                return Answer(id: item.id, state: .refused, problem: problem)
            } catch is DecodingError {
                return Answer(id: item.id, state: .refused, problem: Problem(.unreadable))
            } catch StoreProblem.constraint {
                return Answer(id: item.id, state: .refused, problem: Problem(.failed))
            }
        }
    }

    private func take(in scope: Scope) throws -> Answer {
        switch kind {
        case .visit:
            let report = try PersonalJSON.decode(HouseVisit.Report.self, from: body)
            guard report.id == id else { throw Problem(.unreadable) }
            switch try HouseVisit.record(report, in: scope) {
            case .taken: return Answer(id: id, state: .stored)
            case .repeated: return Answer(id: id, state: .repeated)
            case .contradicts, .conflicting: return Answer(id: id, state: .conflict)
            }
        case .application:
            let form = try PersonalJSON.decode(FieldForm.self, from: body)
            guard form.id == id else { throw Problem(.unreadable) }
            switch try form.submit(in: scope) {
            case .taken(let application): return Answer(id: id, state: .stored, number: application.number)
            case .repeated(let application): return Answer(id: id, state: .repeated, number: application.number)
            case .conflicting: return Answer(id: id, state: .conflict)
            }
        }
    }
}
