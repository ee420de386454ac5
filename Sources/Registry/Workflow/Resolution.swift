package import Foundation

/// A resolution of the board that a step carries out, as its minutes name it.
package struct Resolution: Sendable, Hashable {
    /// Such as `BOCWWB/2026/114`.
    package let number: String
    /// `yyyy-mm-dd`.
    package let day: String

    /// Throws `Problem.invalid` with what is missing, too long, or no day up to today.
    package init(number: String?, day: String?, today: Date) throws {
        var faults: [Problem.Field] = []
        let date = day.flatMap { Day($0) }
        if number?.isEmpty ?? true { faults.append(.init("resolution", "required")) }
        if number?.count ?? 0 > 60 { faults.append(.init("resolution", "tooLong")) }
        if date == nil { faults.append(.init("resolutionDay", day == nil ? "required" : "date")) }
        if let date, date > Day(today) { faults.append(.init("resolutionDay", "past")) }
        guard faults.isEmpty, let number, let date else { throw Problem(.invalid, fields: faults) }
        (self.number, self.day) = (number, date.description)
    }

    init(number: String, day: String) { (self.number, self.day) = (number, day) }
}
