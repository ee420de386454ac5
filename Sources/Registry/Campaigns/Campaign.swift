package import Foundation
import Store

/// A drive on the left-outs of an area: house visits, camps or both, from a first to a last day, with returns each evening.
package struct Campaign: Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable { case houses, camps, both }

    package let id: RecordID
    package let name: String
    package let kind: Kind
    /// The left-outs that the drive is about; nil for one that begins with no list.
    package let list: RecordID?
    package let location: Location
    package let firstDay: Day
    package let lastDay: Day
    package let visitsUntil: Day
    package let daysOff: Set<Day>
    /// Minutes after midnight in India.
    package let dailyBy: Int
    package let finalBy: Int
    /// Paise for an approved registration: to the panchayat or municipality that collected it, and to a service centre.
    private let fee: Int64
    private let centreFee: Int64
    package let recipients: [String]
    package let closed: Int64?
    /// When its figures were last counted again from the records, and how many differed.
    package let recounted: Int64?
    package let differences: Int?
    package let version: Int

    init(_ row: Row) throws {
        func day(_ column: String) throws -> Day {
            let text: String = try row[column]
            guard let day = Day(text) else { throw Problem(.unavailable) }
            return day
        }
        id = try row["id"]
        name = try row["name"]
        kind = Kind(rawValue: try row["kind"]) ?? .both
        list = try row["list"]
        location = try Location(row)
        firstDay = try day("first_day")
        lastDay = try day("last_day")
        visitsUntil = try day("visits_until")
        let off: String = try row["days_off"]
        daysOff = Set(off.split(separator: " ").compactMap { Day(String($0)) })
        dailyBy = try row["daily_by"]
        finalBy = try row["final_by"]
        let fee: Int64 = try row["fee"]
        (self.fee, centreFee) = (fee, try row["centre_fee"] ?? fee)
        let recipients: String = try row["recipients"]
        self.recipients = recipients.split(separator: " ").map(String.init)
        closed = try row["closed"]
        recounted = try row["recounted"]
        differences = try row["differences"]
        version = try row["version"]
    }

    /// Paise that a body is paid for an approved registration.
    package func fee(of body: IncentiveBody) -> Int64 {
        switch body {
        case .place: fee
        case .centre: centreFee
        }
    }

    /// The place of the drive.
    package var area: PlaceID? { location.finest }

    /// Every day of the drive that isn't off.
    package var workDays: [Day] {
        (firstDay.number...max(firstDay.number, lastDay.number)).map { Day(number: $0) }.filter {
            !daysOff.contains($0)
        }
    }

    package func isRunning(on day: Day) -> Bool { closed == nil && firstDay <= day && day <= lastDay }

    /// The moment by which the return of a day is wanted: the evening, or for the final one the afternoon after the last day.
    package func deadline(of day: Day, isFinal: Bool = false) -> Date {
        let minutes = isFinal ? (day + 1).number * 1440 + finalBy : day.number * 1440 + dailyBy
        return Date(timeIntervalSince1970: Double(minutes) * 60 - 19_800)
    }

    /// Throws `Problem.notFound` where neither the drive lies in the actor's area nor the actor's area in the drive's.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Campaign {
        guard let row = try scope.transaction.row("SELECT * FROM campaigns WHERE id = \(id)") else {
            throw Problem.notFound
        }
        let campaign = try Campaign(row)
        guard campaign.concerns(scope) else { throw Problem.notFound }
        return campaign
    }

    /// Those that concern the actor, the latest first; at most 100.
    package static func all(in scope: Scope) throws -> [Campaign] {
        try scope.transaction.rows("SELECT * FROM campaigns ORDER BY first_day DESC, id DESC LIMIT 400")
            .map(Campaign.init).filter { $0.concerns(scope) }.prefix(100).map(\.self)
    }

    /// True for whoever works in the area, or over it.
    private func concerns(_ scope: Scope) -> Bool {
        guard let area else { return false }
        if case .program = scope.actor.kind { return true }
        return scope.actor.assignments.contains {
            location.lies(in: $0.place) || scope.places.lies($0.place, in: area)
        }
    }

    /// The running drive that a place lies in; the one with the smallest area where there are several.
    package static func running(at location: Location, on day: Day, in scope: Scope) throws -> Campaign? {
        try scope.transaction.rows(
            "SELECT * FROM campaigns WHERE closed IS NULL AND first_day <= \(day.description) AND last_day >= \(day.description)"
        ).map(Campaign.init).filter { campaign in campaign.area.map { location.lies(in: $0) } ?? false }
            .max { ($0.location.path.count, $0.id.description) < ($1.location.path.count, $1.id.description) }
    }
}
