internal import Foundation
import Store

/// Many users at once, from a list that the state keeps: all of it or nothing, and the same list again changes nothing.
package enum UserImport {
    /// A row as it was written; a user with two roles has two rows.
    package struct Line: Sendable {
        /// The line of the file, for messages.
        package let number: Int
        package var signIn = ""
        package var name = ""
        package var mobile = ""
        package var email = ""
        package var role = ""
        /// A directory code, or a name with what it lies in behind a comma: `3028`, `Chapra`, `Chapra, Nadia`.
        package var place = ""
        /// `dd-mm-yyyy` or `yyyy-mm-dd`; empty for today.
        package var from = ""
        /// The last day; empty for no end.
        package var until = ""

        package init(number: Int) { self.number = number }
    }

    package struct Outcome: Sendable {
        package var created: [RecordID] = []
        package var changed = 0
        package var unchanged = 0
    }

    /// Throws `Problem.invalid` with every fault of every line, as `12.mobile`; nothing is written then.
    package static func run(_ lines: [Line], in scope: Scope) throws -> Outcome {
        var outcome = Outcome()
        var faults: [Problem.Field] = []
        for line in lines {
            do {
                try take(line, &outcome, in: scope)
            } catch let problem as Problem where problem.code == .invalid {
                faults += problem.fields.map { Problem.Field("\(line.number).\($0.name)", $0.reason) }
            } catch let problem as Problem where [.notAllowed, .notFound].contains(problem.code) {
                faults.append(Problem.Field("\(line.number).place", "notYours"))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, fields: faults) }
        try scope.record(
            "imported", "user", nil,
            details: ["created": String(outcome.created.count), "changed": String(outcome.changed)])
        return outcome
    }

    private static func take(_ line: Line, _ outcome: inout Outcome, in scope: Scope) throws {
        let card = User.Card(
            name: line.name, mobile: mobile(line.mobile), email: line.email.isEmpty ? nil : line.email)
        let signIn = line.signIn.lowercased()
        var faults = User.problem(signIn: signIn, card: card) ?? []
        let role = role(line.role)
        if role == nil { faults.append(.init("role", "role")) }
        let places = role.map { scope.places.places(meantBy: line.place, levels: $0.levels) } ?? []
        if role != nil, places.isEmpty { faults.append(.init("place", "unknownPlace")) }
        if places.count > 1 { faults.append(.init("place", "ambiguousPlace")) }
        let from = line.from.isEmpty ? nil : LocalDay.start(line.from)
        if !line.from.isEmpty, from == nil { faults.append(.init("from", "date")) }
        let last = line.until.isEmpty ? nil : LocalDay.start(line.until)
        if !line.until.isEmpty, last == nil { faults.append(.init("until", "date")) }
        guard faults.isEmpty, let role, let place = places.first else { throw Problem(.invalid, fields: faults) }

        let known: RecordID? = try scope.transaction.value("SELECT id FROM users WHERE sign_in = \(signIn)")
        let id = known ?? scope.environment.newID()
        var isChanged = false
        if known == nil {
            try User.create(id: id, signIn: signIn, card: card, assignments: [], in: scope)
            outcome.created.append(id)
        } else if !outcome.created.contains(id) {
            isChanged = try User.managed(id, in: scope).replace(card, in: scope)
        }
        let before = try User.terms(of: id, in: scope)
        try User.assign(
            Assignment(role: role, place: place), to: id, from: from, to: last.map { $0 + LocalDay.length }, in: scope)
        if try User.terms(of: id, in: scope) != before { isChanged = true }
        if known != nil { if isChanged { outcome.changed += 1 } else { outcome.unchanged += 1 } }
    }

    /// Ten digits, without a country's or a trunk's prefix and signs; nil for nothing.
    package static func mobile(_ text: String) -> String? {
        let digits = text.filter { !" -+.".contains($0) }
        return digits.isEmpty ? nil : digits.count > 10 ? String(digits.replacing(/^(91|0)/, with: "")) : digits
    }

    /// `designated_officer`, however it is spaced and cased.
    private static func role(_ text: String) -> Role? {
        Role(rawValue: text.lowercased().replacing(/[\s-]+/, with: "_"))
    }
}

extension User {
    /// Takes over another name, mobile or e-mail; true if anything changed.
    fileprivate func replace(_ card: Card, in scope: Scope) throws -> Bool {
        guard card != person else { return false }
        let sealed = try scope.seal(card, table: "users", column: "person", row: id)
        try scope.transaction.run(
            "UPDATE users SET person = \(sealed), mobile_index = \(User.mobileIndex(card, in: scope)) WHERE id = \(id)")
        try scope.record("changed", "user", id)
        return true
    }
}

/// Days as people write them, in Indian standard time.
package enum LocalDay {
    package static let length: Int64 = 86_400_000
    private static let offset: Int64 = 19_800_000

    /// When a day begins, from `dd-mm-yyyy` (also with dots or slashes) or `yyyy-mm-dd`; nil for a day that there isn't.
    package static func start(_ text: String) -> Int64? {
        let parts = text.split(whereSeparator: { "-./".contains($0) }).map(String.init)
        guard parts.count == 3, let numbers = Optional(parts.compactMap(Int.init)), numbers.count == 3 else {
            return nil
        }
        let (year, month, day) =
            parts[0].count == 4 ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[1], numbers[0])
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let wanted = DateComponents(year: year, month: month, day: day)
        guard (1900...2200).contains(year), wanted.isValidDate(in: calendar), let date = calendar.date(from: wanted)
        else { return nil }
        return date.milliseconds - offset
    }

    /// `dd-mm-yyyy` of the day that a moment lies in.
    package static func text(_ time: Int64) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date(milliseconds: time + offset))
        func two(_ number: Int?) -> String { String(String(100 + (number ?? 0)).suffix(2)) }
        return "\(two(parts.day))-\(two(parts.month))-\(parts.year ?? 0)"
    }
}
