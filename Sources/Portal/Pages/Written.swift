import Exchange
import Foundation
import Registry

/// How days, times and numbers are written on pages: dd-mm-yyyy in Indian time, 12,34,567.
enum Written {
    /// Indian Standard Time has no summer time: it is always five and a half hours ahead.
    static let offset: Int64 = 19_800_000

    /// `21-11-2026`.
    static func day(_ milliseconds: Int64) -> String {
        let parts = parts(milliseconds)
        return "\(two(parts.day))-\(two(parts.month))-\(parts.year)"
    }

    /// `21-11-2026 16:05`.
    static func time(_ milliseconds: Int64) -> String {
        let minutes = (milliseconds + offset) / 60_000 % 1440
        return "\(day(milliseconds)) \(two(Int(minutes / 60))):\(two(Int(minutes % 60)))"
    }

    /// `2026-11-21`, as forms and `datetime` attributes want it.
    static func isoDay(_ milliseconds: Int64) -> String {
        let parts = parts(milliseconds)
        return "\(parts.year)-\(two(parts.month))-\(two(parts.day))"
    }

    /// The first millisecond of a day in India: from `2026-11-21` or `21-11-2026`; nil if it isn't one.
    static func start(ofDay text: String) -> Int64? {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        let (year, month, day) =
            numbers[0] > 31 ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[1], numbers[0])
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
        let components = DateComponents(year: year, month: month, day: day)
        guard (1900...2200).contains(year), components.isValidDate(in: calendar),
            let date = calendar.date(from: components)
        else { return nil }
        return date.milliseconds - offset
    }

    /// `1988-04-12` as `12-04-1988`; other texts stay.
    static func turned(_ isoDay: String) -> String {
        let parts = isoDay.split(separator: "-")
        return parts.count == 3 && parts[0].count == 4 ? "\(parts[2])-\(parts[1])-\(parts[0])" : isoDay
    }

    /// `12,34,567`.
    static func number(_ number: Int) -> String { IndianNumber.grouped(number) }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func parts(_ milliseconds: Int64) -> (year: Int, month: Int, day: Int) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
        let parts = calendar.dateComponents([.year, .month, .day], from: Date(milliseconds: milliseconds + offset))
        return (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }
}
