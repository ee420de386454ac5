import Foundation
package import Registry
package import Store

/// A registry of its own for one test: two districts of West Bengal and a fixed cast, on the data base that is being tested.
///
/// SQLite in a temporary file, or the server that `SHRAMIK_TEST_POSTGRES` names, where each world gets a schema of its own.
package struct World: Sendable {
    package let registry: Registry
    package let clock: Clock

    package static let westBengal = PlaceID(.state, 19)
    package static let nadia = PlaceID(.district, 320)
    package static let malda = PlaceID(.district, 316)
    package static let krishnanagar = PlaceID(.subdivision, 2001)
    /// A block of Nadia and one of Malda, with a gram panchayat each.
    package static let chapra = PlaceID(.block, 2740)
    package static let kaliachak = PlaceID(.block, 2720)
    package static let bagberia = PlaceID(.panchayat, 108_001)
    package static let alipur = PlaceID(.panchayat, 107_001)

    private static let places = [
        Place(id: westBengal, parent: nil, name: "West Bengal", localNames: ["bn": "পশ্চিমবঙ্গ", "hi": "पश्चिम बंगाल"]),
        Place(id: nadia, parent: westBengal, name: "Nadia", localNames: ["bn": "নদিয়া", "hi": "नदिया"]),
        Place(id: malda, parent: westBengal, name: "Malda", localNames: ["bn": "মালদা"], aliases: ["Maldah"]),
        Place(id: krishnanagar, parent: nadia, name: "Krishnanagar Sadar"),
        Place(id: chapra, parent: krishnanagar, name: "Chapra"),
        Place(id: kaliachak, parent: malda, name: "Kaliachak-I"),
        Place(id: bagberia, parent: chapra, name: "Bagberia"),
        Place(id: alipur, parent: kaliachak, name: "Alipur-I"),
    ]

    package init(vault: Vault? = nil, database: Database? = nil, clock: Clock = Clock()) async throws {
        self.clock = clock
        var environment = Environment.live
        environment.now = { clock.now }
        environment.passwordCost = .cheap
        registry = try await Registry(
            database: try database ?? World.database(), vault: try vault ?? .temporary(), environment: environment,
            rules: try .builtIn())
        try await registry.write(as: .program("test")) { scope in
            for place in World.places { try place.save(in: scope) }
        }
        try await registry.reloadPlaces()
    }

    package static let isOnSQLite = ProcessInfo.processInfo.environment["SHRAMIK_TEST_POSTGRES"] == nil

    private static func database() throws -> Database {
        if let url = ProcessInfo.processInfo.environment["SHRAMIK_TEST_POSTGRES"] {
            return try Database(
                at: .postgres(url: url), schema: "t" + UUID().uuidString.filter { $0 != "-" }.lowercased())
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "shramik-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try Database(at: .sqlite(path: folder.appending(path: "registry.sqlite").path()))
    }

    /// A member of staff with one role, made on the spot.
    @discardableResult
    package func staff(_ role: Role, at place: PlaceID, language: String = "en") async throws -> Actor {
        let id = registry.environment.newID()
        let assignment = Assignment(role: role, place: place)
        _ = try await registry.write(as: .program("test")) { scope in
            try User.create(
                id: id, signIn: "\(role.rawValue).\(id)", card: .init(name: "\(role.rawValue) of \(place)"),
                language: language,
                assignments: [assignment], in: scope)
        }
        return Actor(.user(id), assignments: [assignment], device: "test", language: language)
    }
}

extension World {
    /// The cookie header of a signed-in browser, for requests in tests; with it goes the token that forms bring back.
    package func signIn(_ actor: Actor) async throws -> (cookie: String, csrf: String) {
        let token = try await registry.write(as: actor) { try Session.begin(user: actor.user, device: "test", in: $0) }
        let session = try await registry.read(as: actor) { try Session.resume(token, in: $0) }
        return ("shramik=\(token)", session?.csrf ?? "")
    }
}

extension World {
    /// What somebody with the data base's file, or its owner's password, would do before altering the audit.
    package static func breakIntoAudit(in scope: Scope) throws {
        let triggers: [Statement] =
            switch scope.transaction.dialect {
            case .sqlite:
                [
                    "DROP TRIGGER audit_keeps_entries", "DROP TRIGGER audit_keeps_all",
                    "DROP TRIGGER audit_grows_at_its_end", "DROP TRIGGER audit_heads_keep",
                    "DROP TRIGGER audit_heads_keep_all",
                ]
            case .postgres: ["DROP TRIGGER audit_keeps ON audit", "DROP TRIGGER audit_heads_keep ON audit_heads"]
            }
        for trigger in triggers { try scope.transaction.run(trigger) }
    }

    /// Alters the second entry, behind the application's back.
    package static func alterAudit(in scope: Scope) throws {
        try breakIntoAudit(in: scope)
        try scope.transaction.run("UPDATE audit SET action = 'altered' WHERE sequence = 2")
    }
}
