import Registry
import Support

/// A line of places from a state down to a gram panchayat, with everybody who works along it.
struct Area {
    let state: PlaceID
    let division: PlaceID
    let district: PlaceID
    let subdivision: PlaceID
    let block: PlaceID
    let panchayat: PlaceID

    /// Where the records of the tests lie.
    static let own = Area(
        state: World.westBengal, division: PlaceID(.division, 1), district: World.nadia,
        subdivision: World.krishnanagar,
        block: World.chapra, panchayat: World.bagberia)
    /// Another state, so that its administrator is a stranger too.
    static let other = Area(
        state: PlaceID(.state, 22), division: PlaceID(.division, 2), district: PlaceID(.district, 374),
        subdivision: PlaceID(.subdivision, 2002), block: PlaceID(.block, 3642), panchayat: PlaceID(.panchayat, 120_001))

    func place(of role: Role) -> PlaceID {
        switch role {
        case .enumerator, .secretary: panchayat
        case .counterOperator, .verifier, .designatedOfficer: block
        case .assistantCommissioner: subdivision
        case .districtOfficer, .auditor: district
        case .divisionalCommissioner: division
        case .stateAdministrator: state
        }
    }

    private var places: [Place] {
        let line = [state, division, district, subdivision, block, panchayat]
        return zip(line, [nil] + line.map(Optional.some)).map { id, parent in
            Place(id: id, parent: parent, name: "Place \(id)")
        }
    }

    static func save(in world: World) async throws {
        try await world.registry.write(as: .program("test")) { scope in
            for place in own.places + other.places { try place.save(in: scope) }
        }
        try await world.registry.reloadPlaces()
    }
}
