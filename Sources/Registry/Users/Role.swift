/// What somebody does here, always at a place and for a time.
package enum Role: String, Sendable, CaseIterable, Codable {
    case enumerator
    case secretary
    case counterOperator = "operator"
    case verifier
    /// BDO, CEO Janpad Panchayat, municipal executive: approves, returns, rejects.
    case designatedOfficer = "designated_officer"
    case assistantCommissioner = "assistant_commissioner"
    case districtOfficer = "district_officer"
    case divisionalCommissioner = "divisional_commissioner"
    case stateAdministrator = "state_administrator"
    case auditor

    /// The levels of place that the role can be given at.
    package var levels: Set<PlaceLevel> {
        switch self {
        case .enumerator, .secretary: [.panchayat, .ward, .block, .municipality]
        case .counterOperator, .verifier, .designatedOfficer: [.block, .municipality]
        case .assistantCommissioner: [.subdivision]
        case .districtOfficer: [.district]
        case .divisionalCommissioner: [.division]
        case .stateAdministrator: [.state]
        case .auditor: Set(PlaceLevel.allCases)
        }
    }

    /// Roles that may make and disable users, in their own area.
    package var managesUsers: Bool { self == .districtOfficer || self == .stateAdministrator }

    /// Roles that read everything and change nothing.
    package var readsOnly: Bool { self == .auditor || self == .divisionalCommissioner }
}
