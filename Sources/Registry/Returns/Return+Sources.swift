import Store

extension Return {
    /// One record that a figure counts.
    package enum Source: Sendable {
        case person(LeftOut)
        /// With the person of the list, where there is one.
        case visit(HouseVisit, LeftOut?)
        case application(Application)

        package var id: RecordID {
            switch self {
            case .person(let person): person.id
            case .visit(let visit, _): visit.id
            case .application(let application): application.id
            }
        }
    }

    /// The records behind a figure of one line, as they are now, in the order of their ids; those behind `after`, where given.
    ///
    /// Houses are shown by the visit that the door was counted by. Throws `Problem.notFound` for a place that is no line of the return, or
    /// outside the actor's area. It is written down as a view.
    package static func sources(
        of figure: Figure, _ kind: Kind, at place: PlaceID, of campaign: Campaign, on day: Day,
        after: RecordID? = nil, limit: Int, in scope: Scope
    ) throws -> [Source] {
        let location = Location(place, in: scope.places)
        guard let district = location.district, districts(of: campaign, in: scope).contains(district),
            units(of: district, in: campaign, scope.places).contains(place)
        else { throw Problem.notFound }
        let list: Statement =
            switch figure {
            case .target: try people(campaign, location, after, limit)
            case .today, .covered, .houses, .forms: try visits(figure, kind, campaign, location, day, after, limit)
            case .approved, .rejected, .digitised: applications(figure, kind, campaign, location, day, after, limit)
            }
        let rows = try scope.transaction.rows(list)
        let sources: [Source] =
            switch figure {
            case .target: try rows.map { .person(try LeftOut($0, in: scope)) }
            case .today, .covered, .houses, .forms:
                try rows.map { row in
                    let visit = try HouseVisit(row, in: scope)
                    return .visit(visit, try visit.leftOut.map { try LeftOut.find($0, in: scope) })
                }
            case .approved, .rejected, .digitised: try rows.map { .application(try Application($0, in: scope)) }
            }
        try scope.record(
            "listed", "return", nil, at: place, details: ["figure": figure.rawValue, "rows": String(sources.count)])
        return sources
    }

    /// The line's place, with the block before the ward as indices have it.
    private static func lies(_ table: String, _ location: Location) -> Statement {
        let block: Statement = "\(unchecked: table).block = \(location.block)"
        guard let ward = location.panchayat else { return block }
        return block + " AND \(unchecked: table).panchayat = \(ward)"
    }

    private static func behind(_ table: String, _ after: RecordID?) -> Statement {
        after.map { " AND \(unchecked: table).id > \($0)" } ?? ""
    }

    private static func people(
        _ campaign: Campaign, _ location: Location, _ after: RecordID?, _ limit: Int
    ) throws -> Statement {
        guard let list = campaign.list else { return "SELECT * FROM left_outs WHERE 1 = 0" }
        return """
            SELECT l.* FROM left_outs l WHERE l.list = \(list) AND \(lies("l", location))\(behind("l", after))
            ORDER BY l.id LIMIT \(limit)
            """
    }

    private static func visits(
        _ figure: Figure, _ kind: Kind, _ campaign: Campaign, _ location: Location, _ day: Day, _ after: RecordID?,
        _ limit: Int
    ) throws -> Statement {
        // Day by day, so that the index is asked for the block on each and not for all blocks between two days.
        let first = figure == .today ? day : campaign.firstDay
        let last = lastCounted(kind, day)
        let days = first <= last ? (first.number...last.number).map { Day(number: $0).description } : []
        let covered = HouseVisit.Outcome.allCases.filter { $0.isCovered && $0 != .new }.map(\.rawValue)
        let counted: Statement =
            switch figure {
            case .forms: "v.form = \(HouseVisit.Form.filled.rawValue)"
            case .houses: "v.knock = 1"
            default:
                "v.outcome = \(HouseVisit.Outcome.new.rawValue) OR (l.visit = v.id AND v.outcome IN \(list: covered))"
            }
        return """
            SELECT v.* FROM house_visits v LEFT JOIN left_outs l ON l.id = v.left_out
            WHERE v.campaign = \(campaign.id) AND v.day IN \(list: days) AND \(lies("v", location))
            AND (\(counted))\(behind("v", after)) ORDER BY v.id LIMIT \(limit)
            """
    }

    private static func applications(
        _ figure: Figure, _ kind: Kind, _ campaign: Campaign, _ location: Location, _ day: Day, _ after: RecordID?,
        _ limit: Int
    ) -> Statement {
        let step: Statement =
            switch figure {
            case .approved: "s.status_after = 'approved'"
            case .rejected: "s.status_after = 'rejected'"
            default: "s.status_before = 'draft' AND s.status_after = 'submitted'"
            }
        // Until midnight in India.
        let end = Int64(lastCounted(kind, day).number + 1) * 86_400_000 - 19_800_000
        return """
            SELECT a.* FROM drive_applications d JOIN applications a ON a.id = d.application
            WHERE d.campaign = \(campaign.id) AND \(lies("d", location))\(behind("a", after))
            AND EXISTS (SELECT 1 FROM steps s WHERE s.record = d.application AND \(step) AND s.time < \(end))
            ORDER BY a.id LIMIT \(limit)
            """
    }
}
