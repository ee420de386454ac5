import Hummingbird
import Registry

/// Which return an address names: `/campaigns/ID/returns/2026-11-04?district=3000000320`.
struct ReturnAddress: Sendable {
    let campaign: RecordID
    let kind: Return.Kind
    /// Nil for the final return, whose day the drive knows.
    private let day: Day?
    let district: PlaceID?
    let version: Int?

    init(_ visit: Visit) throws {
        campaign = try visit.id()
        let text = visit.context.parameters.get("day") ?? ""
        kind = text == "final" ? .closing : .daily
        day = Day(text)
        guard kind == .closing || day?.description == text else { throw Problem.notFound }
        district = visit.query("district").flatMap { PlaceID($0) }
        version = visit.query("version").flatMap { Int($0) }
    }

    /// Throws `Problem.notFound` for a day on which the drive wants no return.
    func day(in campaign: Campaign) throws -> Day {
        let day = kind == .closing ? campaign.lastDay : day ?? campaign.lastDay
        guard Return.isWanted(kind, on: day, in: campaign) else { throw Problem.notFound }
        return day
    }

    /// The district that is asked for, or the only one; nil where the reader has to choose.
    func district(of districts: [PlaceID]) throws -> PlaceID? {
        guard let district else { return districts.count == 1 ? districts[0] : nil }
        guard districts.contains(district) else { throw Problem.notFound }
        return district
    }

    /// `/campaigns/ID/returns/2026-11-04`.
    static func path(_ campaign: RecordID, _ kind: Return.Kind, _ day: Day) -> String {
        "/campaigns/\(campaign)/returns/\(kind == .closing ? "final" : day.description)"
    }

    /// What a return is called on pages: `Daily return, 04-11-2026`.
    static func title(_ kind: Return.Kind, _ day: Day, _ visit: Visit) -> String {
        kind == .closing
            ? visit.text("returns.finalOf") : visit.text("returns.dailyOf", Written.turned(day.description))
    }

    static func badge(_ standing: ReturnCalendar.Standing, _ visit: Visit) -> [String: Any] {
        [
            "text": visit.text("returns.standing.\(standing.rawValue)"),
            "class": ["signed": "good", "late": "warn", "missing": "bad"][standing.rawValue] ?? "",
        ]
    }
}
