/// What a number stands for, by the format its cell is shown in.
enum NumberFormat: UInt8 {
    case number, date, dateTime, time
    /// Hours that go on past 24.
    case elapsed

    /// The formats every spreadsheet program knows by number, those of East Asian programs included.
    init(builtIn id: Int) {
        self =
            switch id {
            case 14...17, 27...31, 36, 50...54, 57, 58: .date
            case 18...21, 32...35, 45, 47, 55, 56: .time
            case 22: .dateTime
            case 46: .elapsed
            default: .number
            }
    }

    /// Spreadsheet programs allow 255 characters.
    private static let longestCode = 1024

    /// Reads a format such as `dd/mm/yyyy hh:mm`. Only its first section counts, the one for positive numbers.
    init(code: String) {
        var hasDate = false
        var hasTime = false
        var hasMonthOrMinute = false
        var isElapsed = false
        var rest = code.prefix(Self.longestCode)
        scan: while let character = rest.popFirst() {
            switch character {
            case ";": break scan
            case "\\", "_", "*": rest = rest.dropFirst()
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }.lowercased()
                if let first = inside.first, inside.allSatisfy({ $0 == first }), "hms".contains(first) {
                    isElapsed = true
                }
                rest = rest.drop { $0 != "]" }.dropFirst()
            case "A", "a":
                if rest.lowercased().hasPrefix("m/pm") {
                    rest = rest.dropFirst(4)
                    hasTime = true
                }
            case "d", "D", "y", "Y": hasDate = true
            case "h", "H", "s", "S": hasTime = true
            case "m", "M": hasMonthOrMinute = true
            default: continue
            }
        }
        if hasMonthOrMinute && !hasTime && !isElapsed { hasDate = true }
        self =
            switch (hasDate, hasTime, isElapsed) {
            case (true, true, _), (true, _, true): .dateTime
            case (true, false, false): .date
            case (false, _, true): .elapsed
            case (false, true, false): .time
            case (false, false, false): .number
            }
    }
}
