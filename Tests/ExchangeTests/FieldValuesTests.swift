import Linkage
import Testing

@testable import Exchange

@Suite("Dates and ages as people write them")
struct FieldValuesTests {
    private func birth(_ text: String) -> BirthDate? {
        Array(text.utf8).withUnsafeBufferPointer { FieldValues.birthDate($0) }
    }

    private func age(_ text: String) -> Int? { Array(text.utf8).withUnsafeBufferPointer { FieldValues.age($0) } }

    @Test(
        "One day in many hands",
        arguments: [
            "12-03-1985", "12/3/1985", "12/03/85", "12.03.1985", "12 03 1985", "1985-03-12", "1985/3/12", "1985.03.12",
            "19850312", "12031985", "12-Mar-1985", "12 march 1985", "12-MAR-85", "Mar 12, 1985", "1985 Mar 12",
            "12th March 1985",
            "১২-০৩-১৯৮৫", "১২/৩/৮৫", "१२-०३-१९८५", "1985-03-12T00:00:00", "1985-03-12 00:00:00", "31118", "31118.0",
            " 12-03-1985 ",
        ])
    func oneDay(text: String) {
        #expect(birth(text) == BirthDate(year: 1985, month: 3, day: 12))
    }

    @Test(
        "Day comes before month unless only the other order is a date",
        arguments: [
            ("03-25-1985", 3, 25), ("25-03-1985", 3, 25), ("1985-25-03", 3, 25), ("05-06-1985", 6, 5),
            ("1985-05-06", 5, 6),
        ])
    func order(text: String, month: Int, day: Int) {
        #expect(birth(text) == BirthDate(year: 1985, month: month, day: day))
    }

    @Test(
        "A year alone and the first of January mean the year",
        arguments: [
            ("1985", 1985), ("01-01-1985", 1985), ("1985-01-01", 1985), ("১৯৮৫", 1985), ("2004", 2004),
            ("1985.0", 1985),
        ])
    func year(text: String, year: Int) {
        #expect(birth(text) == BirthDate(year: year))
    }

    @Test(
        "Two digits mean the hundred years that workers are born in",
        arguments: [("12-03-99", 1999), ("12-03-45", 1945), ("12-03-05", 2005)])
    func twoDigits(text: String, year: Int) {
        #expect(birth(text) == BirthDate(year: year, month: 3, day: 12))
    }

    @Test(
        "What is no date is none",
        arguments: [
            "", "-", "NA", "nil", "garbage", "31-02-1985", "29-02-1985", "32-01-1985", "00-00-0000",
            "00-03-1985",
            "12-1985", "Mar", "March 1985", "1", "35", "850", "99999", "1899", "2031", "123456", "20853112",
            "12-03-2085", "🙂",
        ])
    func noDate(text: String) {
        #expect(birth(text) == nil, "\(String(describing: birth(text)))")
    }

    @Test("Leap days are dates in leap years")
    func leapDay() {
        #expect(birth("29-02-1984") == BirthDate(year: 1984, month: 2, day: 29))
        #expect(birth("29/02/2000") == BirthDate(year: 2000, month: 2, day: 29))
    }

    @Test(
        "An age is the first number",
        arguments: [
            ("35", 35), (" 35 ", 35), ("35 yrs", 35), ("35.5", 35), ("৩৫", 35), ("३५ वर्ष", 35), ("৩৫ বছর ৬ মাস", 35),
            ("approx 40", 40),
            ("0", 0), ("120", 120), ("035", 35), ("121", nil), ("999999999999999999999", nil), ("", nil), ("NA", nil),
            ("বছর", nil),
        ] as [(String, Int?)])
    func ages(text: String, expected: Int?) {
        #expect(age(text) == expected)
    }

    @Test(
        "A day on which ages were asked is written yyyy-mm-dd",
        arguments: [
            ("2020-06-30", 18_443), ("1970-01-01", 0), ("2020-02-29", 18_321), ("2020-02-30", nil), ("2020-13-01", nil),
            ("30-06-2020", nil),
            ("2020-06", nil), ("2020-06-30-1", nil), ("", nil), ("today", nil), ("2020/06/30", nil),
        ] as [(String, Int32?)])
    func asOf(text: String, expected: Int32?) {
        #expect(FieldValues.day(text) == expected)
    }
}
