import Store

/// Who is paid for collecting registrations: a gram panchayat or municipality, or a service centre.
package enum IncentiveBody: Sendable, Hashable, CustomStringConvertible {
    case place(PlaceID)
    case centre(RecordID)

    /// As addresses write it: `p6000108001`, `c0190a6c4-…`.
    package var description: String {
        switch self {
        case .place(let place): "p\(place)"
        case .centre(let centre): "c\(centre)"
        }
    }

    package init?(_ text: String) {
        switch text.first {
        case "p": self.init(place: PlaceID(String(text.dropFirst())))
        case "c": self.init(centre: RecordID(String(text.dropFirst())))
        default: return nil
        }
    }

    private init?(place: PlaceID?) {
        guard let place else { return nil }
        self = .place(place)
    }

    private init?(centre: RecordID?) {
        guard let centre else { return nil }
        self = .centre(centre)
    }

    init?(_ row: Row) throws {
        if let centre: RecordID = try row["centre"] {
            self = .centre(centre)
        } else if let place: PlaceID = try row["collector"] {
            self = .place(place)
        } else {
            return nil
        }
    }

    /// The gram panchayat of a place, or the municipality: a ward collects for it. Where no gram panchayat is known it is the block,
    /// whose office passes it on.
    static func collector(at location: Location) -> PlaceID? {
        if let panchayat = location.panchayat, panchayat.level == .panchayat { return panchayat }
        return location.block
    }

    /// The condition that a form was collected by it.
    func holds(_ table: String) -> Statement {
        switch self {
        case .place(let place):
            "\(unchecked: table).collector = \(place) AND \(unchecked: table).centre IS NULL"
        case .centre(let centre): "\(unchecked: table).centre = \(centre)"
        }
    }

    /// Throws `Problem.notFound` for a body that isn't known or lies outside the actor's area.
    func location(in scope: Scope) throws -> Location {
        switch self {
        case .place(let place):
            let location = Location(place, in: scope.places)
            guard scope.reaches(location) else { throw Problem.notFound }
            return location
        case .centre(let centre): return try Centre.find(centre, in: scope).location
        }
    }
}
