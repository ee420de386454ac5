import Glibc

/// Turns the number a cell holds into the text a person would type.
struct CellNumber {
    /// Whether days are counted from 1904, as old Macintosh programs did.
    var countsFrom1904 = false

    /// Writes `raw` to `output` as its format asks; `raw` is as the file has it, without white space at the ends.
    func append(_ raw: UnsafeBufferPointer<UInt8>, as format: NumberFormat, to output: inout ByteBuffer) {
        if format == .number, Self.isShortest(raw) {
            if let base = raw.baseAddress { output.append(base, count: raw.count) }
            return
        }
        guard let value = Self.double(raw) else {
            if let base = raw.baseAddress { output.append(base, count: raw.count) }
            return
        }
        if format != .number, appendDate(value, as: format, to: &output) { return }
        for byte in Self.decimal(value).utf8 { output.append(byte) }
    }

    /// Whether the number is already as short as it can be: whole, or with so few digits that no double is involved.
    private static func isShortest(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
        var digits = 0
        var point = -1
        for (at, byte) in raw.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: ".") where point < 0 && digits > 0: point = at
            case UInt8(ascii: "-") where at == 0: continue
            default: return false
            }
        }
        guard point >= 0 else { return digits > 0 }
        let first = raw[0] == UInt8(ascii: "-") ? 1 : 0
        let hasLeadingZero = raw[first] == UInt8(ascii: "0") && point > first + 1
        return digits <= 15 && raw[raw.count - 1] != UInt8(ascii: "0") && point < raw.count - 1 && !hasLeadingZero
    }

    /// The finite number written in `raw`.
    static func double(_ raw: UnsafeBufferPointer<UInt8>) -> Double? {
        guard raw.count > 0, raw.count <= 400, raw.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        // strtod would also take hexadecimal numbers and words.
        for byte in raw where !(byte >= 0x30 && byte <= 0x39) && !"+-.eE".utf8.contains(byte) { return nil }
        guard let value = Double(Substring(decoding: raw, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The shortest decimal that reads back as this number: without exponent between 1e-20 and 1e21, without ".0".
    static func decimal(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        let text = value.description
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]),
            abs(exponent) <= 20
        else { return text.hasSuffix(".0") ? String(text.dropLast(2)) : text }
        let digits = text[..<mark].filter(\.isNumber)
        let sign = value < 0 ? "-" : ""
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        // One digit stands before the point; an exponent is only written where all others fit before it.
        return sign + digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
    }

    /// False where the number is not a day that spreadsheet programs can show.
    private func appendDate(_ value: Double, as format: NumberFormat, to output: inout ByteBuffer) -> Bool {
        guard value >= 0, value < 2_958_466 else { return false }
        let seconds = Int((value * 86_400).rounded())
        var day = seconds / 86_400 + (countsFrom1904 ? 1_462 : 0)
        // The programs count a 29 February 1900, day 60, that never was.
        if day < 60 { day += 1 }
        if format == .date || format == .dateTime { appendDay(day - 25_569, to: &output) }
        if format == .dateTime { output.append(UInt8(ascii: " ")) }
        if format != .date {
            appendTwo(format == .elapsed ? seconds / 3600 : seconds / 3600 % 24, to: &output)
            output.append(UInt8(ascii: ":"))
            appendTwo(seconds / 60 % 60, to: &output)
            output.append(UInt8(ascii: ":"))
            appendTwo(seconds % 60, to: &output)
        }
        return true
    }

    /// Writes a day counted from 1970-01-01 as yyyy-MM-dd, by Howard Hinnant's civil_from_days.
    private func appendDay(_ day: Int, to output: inout ByteBuffer) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        appendTwo(year / 100, to: &output)
        appendTwo(year % 100, to: &output)
        output.append(UInt8(ascii: "-"))
        appendTwo(month, to: &output)
        output.append(UInt8(ascii: "-"))
        appendTwo(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, to: &output)
    }

    /// Writes at least two digits.
    private func appendTwo(_ number: Int, to output: inout ByteBuffer) {
        if number > 99 {
            for byte in String(number).utf8 { output.append(byte) }
            return
        }
        output.append(UInt8(truncatingIfNeeded: 0x30 + number / 10))
        output.append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }
}
