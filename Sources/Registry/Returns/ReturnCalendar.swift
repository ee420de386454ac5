import Store

/// Which returns of a drive are there, which are wanted, and which are late.
package struct ReturnCalendar: Sendable {
    package enum Standing: String, Sendable, CaseIterable {
        /// Signed in time; signed after the deadline.
        case signed, late
        /// Not signed: its day has not come; it can still be in time; the deadline is over.
        case coming, open, missing
    }

    /// One wanted return.
    package struct Wanted: Sendable, Hashable {
        package let kind: Return.Kind
        package let day: Day
        /// Milliseconds.
        package let due: Int64
    }

    package struct Mark: Sendable {
        /// When the first version was signed, and how many versions there are.
        package let signed: Int64
        package let versions: Int
    }

    private struct Key: Hashable {
        let kind: Return.Kind
        let day: Day
        let district: PlaceID
    }

    /// In the order of their deadlines, the final one last.
    package let wanted: [Wanted]
    package let districts: [PlaceID]
    private var marks: [Key: Mark] = [:]
    private let now: Int64

    /// Of the districts that the actor sees; throws `Problem.notFound` where there is none.
    package init(of campaign: Campaign, in scope: Scope) throws {
        now = scope.now
        districts = Return.districts(of: campaign, in: scope)
        guard !districts.isEmpty else { throw Problem.notFound }
        wanted =
            campaign.workDays.map {
                Wanted(kind: .daily, day: $0, due: campaign.deadline(of: $0).milliseconds)
            } + [
                Wanted(
                    kind: .closing, day: campaign.lastDay,
                    due: campaign.deadline(of: campaign.lastDay, isFinal: true).milliseconds)
            ]
        for row in try scope.transaction.rows(
            """
            SELECT kind, day, district, min(signed) AS signed, count(*) AS versions FROM drive_returns
            WHERE campaign = \(campaign.id) GROUP BY kind, day, district
            """)
        {
            let (kind, day): (String, String) = (try row["kind"], try row["day"])
            guard let kind = Return.Kind(rawValue: kind), let day = Day(day) else { continue }
            marks[Key(kind: kind, day: day, district: try row["district"])] =
                Mark(signed: try row["signed"], versions: try row["versions"])
        }
    }

    package func mark(_ wanted: Wanted, _ district: PlaceID) -> Mark? {
        marks[Key(kind: wanted.kind, day: wanted.day, district: district)]
    }

    package func standing(_ wanted: Wanted, _ district: PlaceID) -> Standing {
        if let mark = mark(wanted, district) { return mark.signed > wanted.due ? .late : .signed }
        if Return.opens(wanted.kind, on: wanted.day) > Day(.init(milliseconds: now)) { return .coming }
        return now > wanted.due ? .missing : .open
    }

    /// How many districts stand how.
    package func counts(_ wanted: Wanted) -> [Standing: Int] {
        districts.reduce(into: [:]) { $0[standing(wanted, $1), default: 0] += 1 }
    }
}
