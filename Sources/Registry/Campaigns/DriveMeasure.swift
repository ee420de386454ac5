import Store

/// What is counted of a drive, by place and day.
///
/// Of each person on the list exactly one of the outcomes holds, or none while nobody was there, so that the target is always
/// the sum of its outcomes and of those still open.
package enum DriveMeasure: String, Sendable, Codable, CaseIterable {
    /// People of the list, with the district's adjustments; has no day.
    case target
    /// Doors knocked at: each stop once, however many people were asked for.
    case houses
    /// People of the list who were located: every outcome but `away` and `untraceable`.
    case covered
    /// People found who are on no list.
    case new
    /// Paper or digital forms taken from people.
    case forms
    /// Applications submitted.
    case digitised
    case approved
    case rejected
    // How it stands with each person of the list.
    case found, registered, away, untraceable, moved, deceased, refused, notMigrant, ineligible
}

/// The figures of a place in a drive, by measure; what isn't there is nought.
package struct DriveFigures: Sendable, Equatable {
    package private(set) var values: [DriveMeasure: Int] = [:]

    package init() {}

    package subscript(_ measure: DriveMeasure) -> Int {
        get { values[measure] ?? 0 }
        set { values[measure] = newValue == 0 ? nil : newValue }
    }

    /// People of the list about whom nobody knows anything yet, or who were not at home.
    package var open: Int { self[.target] - self[.covered] - self[.untraceable] }

    package static func += (left: inout DriveFigures, right: DriveFigures) {
        left.values.merge(right.values) { $0 + $1 }
    }
}

/// Keeps the figures of drives as records change.
package enum DriveCounter {
    private static let key = ["campaign", "place", "measure", "day"]

    /// Adds to a measure at a place and at every place above it; `day` is empty for what has none.
    static func add(
        _ value: Int, _ measure: DriveMeasure, of campaign: RecordID, at location: Location, on day: String,
        in scope: Scope
    ) {
        for place in location.path {
            let row = [campaign.value, place.value, .text(measure.rawValue), .text(day)]
            scope.transaction.add(value, to: Sum(of: "value", in: "drive_counters", key: key, row))
        }
    }

    /// The figures of places, of the days from `first` to `last` inclusive where given; what has no day is always in.
    package static func figures(
        of places: [PlaceID], in campaign: RecordID, from first: Day? = nil, to last: Day? = nil, in scope: Scope
    ) throws -> [PlaceID: DriveFigures] {
        var figures: [PlaceID: DriveFigures] = [:]
        guard !places.isEmpty else { return figures }
        try scope.transaction.settle()
        var days: Statement = "(day = ''"
        days += " OR (day >= \(first?.description ?? "") AND day <= \(last?.description ?? "9999-12-31")))"
        try scope.transaction.each(
            """
            SELECT place, measure, CAST(sum(value) AS BIGINT) AS total FROM drive_counters
            WHERE campaign = \(campaign) AND place IN \(list: Padded.list(places.map(\.number))) AND \(days)
            GROUP BY place, measure
            """
        ) { row in
            guard let measure = DriveMeasure(rawValue: try row["measure"]) else { return }
            figures[try row["place"], default: DriveFigures()][measure] = try row["total"]
        }
        return figures
    }

    /// One place's figures day by day, for a chart; what has no day stands under none.
    package static func days(
        of place: PlaceID, in campaign: RecordID, in scope: Scope
    ) throws -> [Day: DriveFigures] {
        var days: [Day: DriveFigures] = [:]
        try scope.transaction.settle()
        try scope.transaction.each(
            """
            SELECT day, measure, value FROM drive_counters
            WHERE campaign = \(campaign) AND place = \(place) AND day <> ''
            """
        ) { row in
            let text: String = try row["day"]
            guard let day = Day(text), let measure = DriveMeasure(rawValue: try row["measure"]) else { return }
            days[day, default: DriveFigures()][measure] = try row["value"]
        }
        return days
    }
}

extension Location {
    /// Every known place from the state down.
    var path: [PlaceID] { [state, division, district, subdivision, block, panchayat].compactMap(\.self) }
}
