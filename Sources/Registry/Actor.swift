/// Somebody's part: a role at a place. Its dates were looked at when the actor was made.
package struct Assignment: Sendable, Hashable {
    package let role: Role
    package let place: PlaceID

    package init(role: Role, place: PlaceID) {
        self.role = role
        self.place = place
    }
}

/// Who acts: a member of staff, a worker who proved a mobile number, or the program itself.
package struct Actor: Sendable {
    package enum Kind: Sendable, Hashable {
        case user(RecordID)
        /// The blind index of the mobile that the one-time code went to.
        case worker(mobile: [UInt8])
        /// Imports and scheduled work, by the command's name.
        case program(String)
        /// Nobody signed in: sees public pages only.
        case anyone
    }

    package let kind: Kind
    package let assignments: [Assignment]
    /// The browser or phone that the request came from, as the session knows it; no personal data.
    package let device: String
    package let language: String

    package init(_ kind: Kind, assignments: [Assignment] = [], device: String = "", language: String = "en") {
        self.kind = kind
        self.assignments = assignments
        self.device = device
        self.language = language
    }

    package static let anyone = Actor(.anyone)

    /// The program at work, with the whole register in reach.
    package static func program(_ name: String) -> Actor { Actor(.program(name), device: "program") }

    package var isAnyone: Bool { kind == .anyone }

    package var user: RecordID? { if case .user(let id) = kind { id } else { nil } }

    var isProgram: Bool { if case .program = kind { true } else { false } }

    package func has(_ role: Role) -> Bool { assignments.contains { $0.role == role } }

    package func has(any roles: Set<Role>) -> Bool { assignments.contains { roles.contains($0.role) } }

    /// The role that is written into the audit beside an action: the one that has the place, or the first.
    package func role(at place: PlaceID?, in directory: PlaceDirectory) -> String {
        switch kind {
        case .worker: return "worker"
        case .program(let name): return name
        case .anyone: return "anyone"
        case .user:
            let fitting = assignments.first { assignment in
                place.map { directory.lies($0, in: assignment.place) } ?? false
            }
            return (fitting ?? assignments.first)?.role.rawValue ?? "none"
        }
    }
}
