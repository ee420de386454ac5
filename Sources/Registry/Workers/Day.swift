package import Foundation

/// A day of the Gregorian calendar, kept as `yyyy-mm-dd` and counted from 1 January 1970.
package struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// Nil for a day that doesn't exist, and for years before 1850 and after 2150, which nobody's papers say.
    ///
    /// The count is by years that begin in March, so that the leap day comes last.
    package init?(year: Int, month: Int, day: Int) {
        guard (1850...2150).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        number = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        guard parts == (year, month, day) else { return nil }
    }

    /// Reads `yyyy-mm-dd`, and as people write it `dd-mm-yyyy` with any sign between.
    package init?(_ text: String) {
        let parts = text.split(whereSeparator: { "-/. ".contains($0) })
        let numbers = parts.compactMap { $0.allSatisfy(\.isASCII) ? Int($0) : nil }
        guard parts.count == 3, numbers.count == 3 else { return nil }
        if parts[0].count == 4 {
            self.init(year: numbers[0], month: numbers[1], day: numbers[2])
        } else if parts[2].count == 4 {
            self.init(year: numbers[2], month: numbers[1], day: numbers[0])
        } else {
            return nil
        }
    }

    /// The day that it is in India at a time.
    package init(_ date: Date) { number = Int(((date.timeIntervalSince1970 + 19_800) / 86_400).rounded(.down)) }

    package var parts: (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let inEra = z - era * 146_097
        let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
        let dayOfYear = inEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civil = month < 10 ? month + 3 : month - 9
        return (year + era * 400 + (civil <= 2 ? 1 : 0), civil, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// `yyyy-mm-dd`.
    package var description: String {
        let (year, month, day) = parts
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// Whole years from a birthday to this day.
    package func years(since birth: Day) -> Int {
        let (now, then) = (parts, birth.parts)
        return now.year - then.year - ((now.month, now.day) < (then.month, then.day) ? 1 : 0)
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    package static func + (left: Day, days: Int) -> Day { Day(number: left.number + days) }
}
