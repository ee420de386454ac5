package import Store

/// Where a record belongs, at each level that offices are given areas at; the columns of every table that has a place.
package struct Location: Sendable, Hashable, Codable {
    package var state: PlaceID?
    package var division: PlaceID?
    package var district: PlaceID?
    package var subdivision: PlaceID?
    /// The block or the municipality.
    package var block: PlaceID?
    /// The gram panchayat or the ward.
    package var panchayat: PlaceID?

    package init() {}

    /// From the finest place that is known, with everything above it.
    package init(_ place: PlaceID, in directory: PlaceDirectory) {
        for ancestor in directory.path(of: place) {
            switch ancestor.id.level {
            case .state: state = ancestor.id
            case .division: division = ancestor.id
            case .district: district = ancestor.id
            case .subdivision: subdivision = ancestor.id
            case .block, .municipality: block = ancestor.id
            case .panchayat, .ward: panchayat = ancestor.id
            case .village: break
            }
        }
    }

    package init(_ row: Row) throws {
        state = try row["state"]
        division = try row["division"]
        district = try row["district"]
        subdivision = try row["subdivision"]
        block = try row["block"]
        panchayat = try row["panchayat"]
    }

    /// The finest place of all.
    package var finest: PlaceID? { panchayat ?? block ?? subdivision ?? district ?? division ?? state }

    /// The column of a table that says whether a record lies in a place of this level; nil for villages, which have no office.
    static func column(_ level: PlaceLevel) -> String? {
        switch level {
        case .state: "state"
        case .division: "division"
        case .district: "district"
        case .subdivision: "subdivision"
        case .block, .municipality: "block"
        case .panchayat, .ward: "panchayat"
        case .village: nil
        }
    }

    package func lies(in place: PlaceID) -> Bool {
        [state, division, district, subdivision, block, panchayat].contains(place)
    }

    /// The columns' names and values in one order, for INSERT.
    static let columns: Statement = "state, division, district, subdivision, block, panchayat"
    var values: Statement { "\(state), \(division), \(district), \(subdivision), \(block), \(panchayat)" }

    /// The same for UPDATE.
    var assignments: Statement {
        "state = \(state), division = \(division), district = \(district), subdivision = \(subdivision), block = \(block), panchayat = \(panchayat)"
    }
}
