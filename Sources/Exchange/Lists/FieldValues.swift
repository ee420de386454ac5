import Linkage

/// Dates and ages as people write them.
enum FieldValues {
    /// A date of birth: 12-03-1985, 12/3/85, 1985-03-12, 12.03.1985, 19850312, 12-Mar-1985, 1985, an Excel day number;
    /// digits of any Indian script. Day comes before month unless only the other order is a date. Nil when unreadable.
    /// - Parameter latestYear: later years are wrong; two-digit years are of this century up to ten years before it.
    static func birthDate(_ text: UnsafeBufferPointer<UInt8>, latestYear: Int = 2030) -> BirthDate? {
        // A year or a day number that some program took for an amount.
        if case .digits(let digits) = WholeNumber.read(text) {
            return digits.withUnsafeBufferPointer { birthDate($0, latestYear: latestYear) }
        }
        var numbers: [(value: Int, digits: Int)] = []
        var month: Int?
        var word: [UInt8] = []
        var isInNumber = false
        func endWord() {
            if word.count >= 3, let found = monthNames.firstIndex(where: { word.starts(with: $0.utf8) }) {
                month = found + 1
            }
            word.removeAll(keepingCapacity: true)
        }
        for byte in plainDigits(text) {
            switch byte {
            case 0x30...0x39:
                endWord()
                if isInNumber, let last = numbers.last, last.digits < 9 {
                    numbers[numbers.count - 1] = (last.value * 10 + Int(byte - 0x30), last.digits + 1)
                } else {
                    numbers.append((Int(byte - 0x30), 1))
                    isInNumber = true
                }
            case 0x41...0x5A, 0x61...0x7A:
                // "1985-03-12T00:00": the time of day is not looked at.
                if byte | 0x20 == 0x74, numbers.count == 3 { return date(numbers, month, latestYear) }
                isInNumber = false
                word.append(byte | 0x20)
            default:
                isInNumber = false
                endWord()
            }
        }
        endWord()
        return date(numbers, month, latestYear)
    }

    private static func date(_ found: [(value: Int, digits: Int)], _ month: Int?, _ latestYear: Int) -> BirthDate? {
        let last = Calendar.dayNumber(year: latestYear, month: 12, day: 31)
        return anyDate(found, month, latestYear).flatMap { $0.day <= last ? $0 : nil }
    }

    private static func anyDate(_ found: [(value: Int, digits: Int)], _ month: Int?, _ latestYear: Int) -> BirthDate? {
        let numbers = Array(found.prefix(3))
        if let month {
            guard numbers.count >= 2 else { return nil }
            let yearFirst = numbers[0].digits == 4
            return BirthDate(
                year: year(numbers[yearFirst ? 0 : 1], latestYear), month: month, day: numbers[yearFirst ? 1 : 0].value)
        }
        switch numbers.count {
        case 1: return single(numbers[0], latestYear)
        case 3:
            if numbers[0].digits == 4 {
                return BirthDate(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value)
                    ?? BirthDate(year: numbers[0].value, month: numbers[2].value, day: numbers[1].value)
            }
            let year = year(numbers[2], latestYear)
            return BirthDate(year: year, month: numbers[1].value, day: numbers[0].value)
                ?? BirthDate(year: year, month: numbers[0].value, day: numbers[1].value)
        default: return nil
        }
    }

    /// Just digits: a year, yyyymmdd or ddmmyyyy, or the day number of a spreadsheet.
    private static func single(_ number: (value: Int, digits: Int), _ latestYear: Int) -> BirthDate? {
        switch number.digits {
        case 4: return (1900...latestYear).contains(number.value) ? BirthDate(year: number.value) : nil
        case 8:
            let value = number.value
            if (1900...latestYear).contains(value / 10_000) {
                return BirthDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
            }
            return BirthDate(year: value % 10_000, month: value / 10_000 % 100, day: value / 1_000_000)
        case 5 where (3_000...50_000).contains(number.value):
            let date = Calendar.date(of: Int32(number.value) - 25_569)
            return BirthDate(year: date.year, month: date.month, day: date.day)
        default: return nil
        }
    }

    private static func year(_ number: (value: Int, digits: Int), _ latestYear: Int) -> Int {
        guard number.digits <= 2 else { return number.value }
        return number.value + (number.value <= latestYear % 100 - 10 ? 2000 : 1900)
    }

    /// Full years of age: the first number in the text, `35`, `35 yrs`, `৩৫`. Nil when there is none or it is over 120.
    static func age(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        var value: Int?
        for byte in plainDigits(text) {
            if (0x30...0x39).contains(byte) {
                value = min(1000, (value ?? 0) * 10 + Int(byte - 0x30))
            } else if value != nil {
                break
            }
        }
        return value.flatMap { (0...120).contains($0) ? $0 : nil }
    }

    /// A calendar day written yyyy-mm-dd, as a day number from 1970-01-01; nil when it is none.
    static func day(_ text: String) -> Int32? {
        let parts = text.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1900...2200).contains(year), (1...12).contains(month),
            (1...Calendar.days(inMonth: month, year: year)).contains(day)
        else { return nil }
        return Calendar.dayNumber(year: year, month: month, day: day)
    }

    private static func plainDigits(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard text.contains(where: { $0 >= 0x80 }) else { return Array(text.prefix(64)) }
        return String(decoding: text.prefix(192), as: UTF8.self).unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x09E6...0x09EF: UInt8(scalar.value - 0x09E6 + 0x30)
            case 0x0966...0x096F: UInt8(scalar.value - 0x0966 + 0x30)
            case 0..<0x80: UInt8(scalar.value)
            default: 0x20
            }
        }
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}

extension UnsafeBufferPointer<UInt8> {
    /// Without blanks at either end.
    var trimmed: UnsafeBufferPointer<UInt8> {
        var (first, last) = (startIndex, endIndex)
        while first < last, self[first] <= 0x20 { first += 1 }
        while last > first, self[last - 1] <= 0x20 { last -= 1 }
        return UnsafeBufferPointer(rebasing: self[first..<last])
    }
}
