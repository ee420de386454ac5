/// When someone was born, as exactly as a list says it.
///
/// `day` counts from 1970-01-01 and is the middle of the time the list leaves open: the day itself, the middle of a
/// year, or the middle of the twelve months that an age on a certain day allows.
package struct BirthDate: Equatable, Sendable, BitwiseCopyable {
    package enum Precision: UInt8, Sendable, BitwiseCopyable { case missing, age, year, day }
    package var day: Int32
    package var precision: Precision

    package static let missing = BirthDate(day: 0, precision: .missing)

    /// Born when someone was `age` full years old on `asOf` (days from 1970); nil outside 0…120 years.
    package init?(age: Int, asOf: Int32) {
        guard (0...120).contains(age) else { return nil }
        self.init(day: asOf - Int32((Double(age) + 0.5) * 365.25), precision: .age)
    }

    /// A full date; 1 January is taken as "the year only", which is how registers write an unknown day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1880...2100).contains(year), (1...12).contains(month), day >= 1,
            day <= Calendar.days(inMonth: month, year: year)
        else { return nil }
        if month == 1, day == 1 {
            self.init(year: year)
        } else {
            self.init(day: Calendar.dayNumber(year: year, month: month, day: day), precision: .day)
        }
    }

    package init(year: Int) {
        self.init(day: Calendar.dayNumber(year: year, month: 7, day: 1), precision: .year)
    }

    package init(day: Int32, precision: Precision) {
        self.day = day
        self.precision = precision
    }
}

/// The proleptic Gregorian calendar as arithmetic, so that Linkage needs no clock and no locale.
package enum Calendar {
    /// Days from 1970-01-01; after Howard Hinnant's days_from_civil.
    package static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month and day of a day number.
    package static func date(of dayNumber: Int32) -> (year: Int, month: Int, day: Int) {
        let z = Int(dayNumber) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    package static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
