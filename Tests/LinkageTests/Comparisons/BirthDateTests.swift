import Testing

@testable import Linkage

@Suite("Dates of birth and the calendar")
struct BirthDateTests {
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        Calendar.dayNumber(year: year, month: month, day: day)
    }

    @Test("Every day of two hundred years is the day after the one before it, and comes back as it went in")
    func roundTrip() {
        var expected = Self.day(1880, 1, 1)
        #expect(Self.day(1970, 1, 1) == 0)
        for year in 1880...2080 {
            for month in 1...12 {
                for day in 1...Calendar.days(inMonth: month, year: year) {
                    let number = Self.day(year, month, day), back = Calendar.date(of: number)
                    if number != expected || back != (year, month, day) {
                        Issue.record("\(year)-\(month)-\(day): \(number), \(back)")
                        return
                    }
                    expected += 1
                }
            }
        }
        #expect(expected == Self.day(2081, 1, 1))
    }

    @Test(
        "Some days are known by their number",
        arguments: [
            (1970, 1, 2, 1), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (1900, 1, 1, -25_567),
        ])
    func known(year: Int, month: Int, day: Int, number: Int32) {
        #expect(Self.day(year, month, day) == number)
    }

    @Test(
        "February has 29 days in leap years only",
        arguments: [(1900, 28), (1904, 29), (1999, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28)])
    func leapYears(year: Int, days: Int) {
        #expect(Calendar.days(inMonth: 2, year: year) == days)
        #expect((BirthDate(year: year, month: 2, day: 29) != nil) == (days == 29))
    }

    @Test(
        "What is no day is refused",
        arguments: [
            (1985, 2, 30), (1985, 4, 31), (1985, 13, 1), (1985, 0, 1), (1985, 1, 0), (1985, 1, 32), (1879, 5, 5),
            (2101, 5, 5),
        ])
    func noDay(year: Int, month: Int, day: Int) {
        #expect(BirthDate(year: year, month: month, day: day) == nil)
    }

    @Test("The first of January means the year only")
    func yearOnly() throws {
        let date = try #require(BirthDate(year: 1985, month: 1, day: 1))
        #expect(date == BirthDate(year: 1985))
        #expect(date.precision == .year)
        #expect(Calendar.date(of: date.day) == (1985, 7, 1))
        #expect(try #require(BirthDate(year: 1985, month: 1, day: 2)).precision == .day)
    }

    @Test("An age is the middle of the twelve months it leaves open", arguments: [0, 1, 17, 35, 60, 99, 120])
    func ages(age: Int) throws {
        let asOf = Self.day(2020, 6, 30)
        let date = try #require(BirthDate(age: age, asOf: asOf))
        #expect(date.precision == .age)
        // The youngest had the birthday today, the oldest has it tomorrow.
        let youngest = Self.day(2020 - age, 6, 30), oldest = Self.day(2019 - age, 7, 1)
        #expect(abs(Int(date.day) * 2 - Int(youngest) - Int(oldest)) <= 4)
    }

    @Test("Ages outside 0 to 120 are refused", arguments: [-1, 121, 999])
    func noAge(age: Int) {
        #expect(BirthDate(age: age, asOf: 18_000) == nil)
    }

    @Test(
        "Two full dates agree, slip or lie apart",
        arguments: [
            ((1985, 3, 12), (1985, 3, 12), 10), ((1985, 3, 12), (1985, 12, 3), 9), ((1985, 3, 12), (1985, 3, 21), 9),
            ((1985, 3, 12), (1985, 8, 12), 9), ((1985, 3, 12), (1986, 3, 12), 9), ((1985, 3, 12), (1995, 3, 12), 9),
            ((1985, 3, 12), (1996, 3, 12), 1), ((1985, 3, 12), (1985, 4, 13), 8), ((1985, 3, 12), (1986, 4, 13), 7),
            ((1985, 3, 12), (1985, 11, 30), 7), ((1985, 3, 12), (2005, 7, 1), 1),
        ])
    func levels(first: (Int, Int, Int), second: (Int, Int, Int), level: UInt8) {
        let (a, b) = (Self.day(first.0, first.1, first.2), Self.day(second.0, second.1, second.2))
        #expect(Levels.birth(a, b, areDays: true) == level)
        #expect(Levels.birth(b, a, areDays: true) == level)
    }

    @Test("The further apart two years lie, the lower the level")
    func monotone() {
        var last: UInt8 = 8
        for apart in 0..<6000 {
            let level = Levels.birth(0, Int32(apart), areDays: false)
            #expect(level <= last && level >= 1)
            #expect(level == Levels.birth(Int32(apart), 0, areDays: false))
            last = level
        }
        #expect(last == 1)
        #expect(Levels.birth(0, 0, areDays: false) == 8)
    }
}
