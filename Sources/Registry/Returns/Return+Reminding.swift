import Foundation
import Store

extension Return {
    /// Reminds the officers of districts whose return is due and not signed, by e-mail and SMS, so many minutes before.
    ///
    /// A server that was away sends only the latest one. Returns how many districts were reminded. Call it every minute; each
    /// reminder goes out once.
    @discardableResult
    package static func remind(minutes: [Int], in scope: Scope) throws -> Int {
        guard let longest = minutes.max() else { return 0 }
        let today = Day(scope.environment.now())
        var told = 0
        for row in try scope.transaction.rows(
            """
            SELECT * FROM campaigns WHERE closed IS NULL AND first_day <= \(today.description)
            AND last_day >= \((today + -1).description) ORDER BY id
            """)
        {
            let campaign = try Campaign(row)
            let calendar = try? ReturnCalendar(of: campaign, in: scope)
            for wanted in calendar?.wanted ?? []
            where scope.now < wanted.due && scope.now >= wanted.due - Int64(longest) * 60_000 {
                for district in calendar?.districts ?? [] where calendar?.mark(wanted, district) == nil {
                    if try remind(wanted, campaign, district, minutes, in: scope) { told += 1 }
                }
            }
        }
        return told
    }

    private static func remind(
        _ wanted: ReturnCalendar.Wanted, _ campaign: Campaign, _ district: PlaceID, _ minutes: [Int],
        in scope: Scope
    ) throws -> Bool {
        let reached = minutes.filter { scope.now >= wanted.due - Int64($0) * 60_000 }
        var isNew = false
        for slot in reached {
            let added = try scope.transaction.run(
                """
                INSERT INTO return_reminders (campaign, district, day, kind, minutes, told)
                VALUES (\(campaign.id), \(district), \(wanted.day.description), \(wanted.kind.rawValue), \(slot), \
                \(scope.now)) ON CONFLICT DO NOTHING
                """)
            if slot == reached.min(), added == 1 { isNew = true }
        }
        guard isNew else { return false }
        for officer in try officers(of: district, in: scope) {
            if let address = officer.person.email {
                try Mail.queue(
                    id: scope.environment.newID(), .reminder, of: wanted.kind, on: wanted.day, in: campaign.id,
                    district: district, to: [address], language: officer.language, in: scope)
            }
            if let mobile = officer.person.mobile {
                let (year, month, day) = wanted.day.parts
                let clock = wanted.kind == .daily ? campaign.dailyBy : campaign.finalBy
                try Message.queue(
                    .returnReminder, toMobile: mobile, language: officer.language, about: campaign.id,
                    at: Location(district, in: scope.places),
                    values: [
                        "day": "\(two(day))-\(two(month))-\(year)", "time": "\(two(clock / 60)):\(two(clock % 60))",
                    ], in: scope)
            }
        }
        try scope.record(
            "reminded", "return", campaign.id, at: district,
            details: ["kind": wanted.kind.rawValue, "day": wanted.day.description])
        return true
    }

    /// Who may sign for a district today.
    private static func officers(of district: PlaceID, in scope: Scope) throws -> [User] {
        try scope.transaction.rows(
            """
            SELECT DISTINCT user_id FROM assignments WHERE district = \(district) AND place = \(district)
            AND role IN \(list: signers.map(\.rawValue)) AND valid_from <= \(scope.now)
            AND (valid_to IS NULL OR valid_to > \(scope.now)) ORDER BY user_id
            """
        ).compactMap { try User.enabled(try $0["user_id"], in: scope) }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
