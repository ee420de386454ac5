import Store

/// A place as a condition that an index answers: columns of panchayats, subdivisions and divisions stand behind the block, the
/// district and the state in the same index.
struct Area: Hashable {
    let place: PlaceID

    /// Nil for a village, which has no column.
    func condition(in places: PlaceDirectory, table: String = "a") -> Statement? {
        guard let column = Location.column(place.level) else { return nil }
        let own: Statement = "\(unchecked: table).\(unchecked: column) = \(place)"
        let location = Location(place, in: places)
        let above: (String, PlaceID?) =
            switch place.level {
            case .panchayat, .ward, .village: ("block", location.block)
            case .subdivision: ("district", location.district)
            case .division: ("state", location.state)
            default: ("", nil)
            }
        guard let outer = above.1 else { return own }
        return "\(unchecked: table).\(unchecked: above.0) = \(outer) AND \(own)"
    }

    /// The areas without those that lie in another one: what is counted in each can be added.
    static func apart(_ places: [PlaceID], in directory: PlaceDirectory) -> [Area] {
        let all = Set(places)
        return all.filter { place in
            !directory.path(of: place).contains { $0.id != place && all.contains($0.id) }
        }.sorted { $0.number < $1.number }.map(Area.init)
    }
}
