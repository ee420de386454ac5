import Store

/// One user for every role over a sample district, with secrets that everybody knows: for demonstrations and trials only.
package enum SampleCast {
    package static let password = "shramik demonstration"
    /// The second factor's secret, the same for all, in base 32.
    package static let totp = "KRUGKIDTMFWXA3DFEBRWC43UEBXWMIDT"

    /// Nadia, and the block of it that the cast works in.
    package static let district = PlaceID(.district, 320)
    package static let block = PlaceID(.block, 3028)

    package static func signIn(_ role: Role) -> String { "demo.\(role.rawValue)" }

    /// A member of the cast at work. Throws `Problem.notFound` where the cast isn't installed.
    package static func actor(_ role: Role, in scope: Scope) throws -> Actor {
        guard let id: RecordID = try scope.transaction.value("SELECT id FROM users WHERE sign_in = \(signIn(role))")
        else {
            throw Problem.notFound
        }
        return Actor(.user(id), assignments: try User.assignments(of: id, in: scope), device: "sample")
    }

    package static func isInstalled(in scope: Scope) throws -> Bool {
        try scope.transaction.value("SELECT count(*) FROM users WHERE demonstration = 1") as Int? ?? 0 > 0
    }

    /// Where a role of the cast works; nil where the directory has no place of such a level.
    static func place(of role: Role, in places: PlaceDirectory) -> PlaceID? {
        let block = places[block]?.id ?? places.places(below: district, level: .block).first?.id ?? district
        let path = places.path(of: block).map(\.id)
        switch role {
        case .enumerator, .secretary: return places.children(of: block).first { $0.id.level == .panchayat }?.id ?? block
        case .auditor: return path.first { $0.level == .state }
        default: return path.first { role.levels.contains($0.level) }
        }
    }

    /// The places that the cast needs where the directory doesn't know them yet.
    static func missingPlaces(in places: PlaceDirectory) -> [Place] {
        let state = Place(
            id: PlaceID(.state, 19), parent: nil, name: "West Bengal",
            localNames: ["bn": "পশ্চিমবঙ্গ", "hi": "पश्चिम बंगाल", "ne": "पश्चिम बङ्गाल"])
        let nadia = Place(
            id: district, parent: state.id, name: "Nadia", localNames: ["bn": "নদিয়া", "hi": "नदिया", "ne": "नदिया"])
        let chapra = Place(id: block, parent: district, name: "Chapra", localNames: ["bn": "চাপড়া", "hi": "चापड़ा"])
        let hasBlock = !places.places(below: district, level: .block).isEmpty
        return [state, nadia].filter { places[$0.id] == nil } + (hasBlock ? [] : [chapra])
    }

    /// `hash` is that of `password`.
    static func install(hash: String, in scope: Scope) throws {
        let secret = Base32.decode(totp) ?? []
        for role in Role.allCases {
            let taken: Int? = try scope.transaction.value("SELECT 1 FROM users WHERE sign_in = \(signIn(role))")
            guard taken == nil, let place = place(of: role, in: scope.places) else { continue }
            let id = try User.create(
                id: scope.environment.newID(), signIn: signIn(role), card: .init(name: name(role)),
                assignments: [Assignment(role: role, place: place)], in: scope)
            let sealed = try scope.seal(secret, table: "users", column: "totp", row: id)
            try scope.transaction.run(
                "UPDATE users SET demonstration = 1, password = \(hash), totp = \(sealed) WHERE id = \(id)")
        }
    }

    package struct Member: Sendable {
        package let role: Role
        package let signIn: String
        package let name: String
        package let place: PlaceID
    }

    /// Those who can sign in, for the demonstration's own page; made-up people, so nothing is written down.
    package static func members(in scope: Scope) throws -> [Member] {
        try Role.allCases.compactMap { role in
            let id: RecordID? = try scope.transaction.value(
                "SELECT id FROM users WHERE sign_in = \(signIn(role)) AND demonstration = 1 AND disabled IS NULL")
            guard let id, let place = try User.assignments(of: id, in: scope).first?.place else { return nil }
            return Member(role: role, signIn: signIn(role), name: name(role), place: place)
        }
    }

    /// Made-up people.
    private static func name(_ role: Role) -> String {
        switch role {
        case .enumerator: "Mina Sample"
        case .secretary: "Haren Sample"
        case .counterOperator: "Rupa Sample"
        case .verifier: "Anil Sample"
        case .designatedOfficer: "Sabita Sample"
        case .assistantCommissioner: "Tapan Sample"
        case .districtOfficer: "Farida Sample"
        case .divisionalCommissioner: "Gopal Sample"
        case .stateAdministrator: "Ila Sample"
        case .auditor: "Nikhil Sample"
        }
    }
}

extension Registry {
    /// Makes the sample cast, and the few places it needs; what is there already stays as it is.
    package func installSampleCast() async throws {
        let missing = SampleCast.missingPlaces(in: places)
        if !missing.isEmpty {
            try await write(as: .program("demonstration")) { scope in for place in missing { try place.save(in: scope) }
            }
            try await reloadPlaces()
        }
        let (salt, cost) = (environment.random(16), environment.passwordCost)
        let hash = try await passwords.run { Password.hash(SampleCast.password, salt: salt, cost: cost) }
        try await write(as: .program("demonstration")) { try SampleCast.install(hash: hash, in: $0) }
    }
}
