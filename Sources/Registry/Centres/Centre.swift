import Store

/// A service centre (Bangla Sahayata Kendra, Samajik Suraksha Kendra, Common Service Centre) that may register workers, and is paid.
package struct Centre: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case bsk, ssk, csc }

    package let id: RecordID
    package let kind: Kind
    package let name: String
    package let location: Location
    package let granted: Int64
    package let withdrawn: Int64?
    package let reason: String?

    init(_ row: Row) throws {
        id = try row["id"]
        kind = Kind(rawValue: try row["kind"]) ?? .csc
        name = try row["name"]
        location = try Location(row)
        granted = try row["granted"]
        withdrawn = try row["withdrawn"]
        reason = try row["reason"]
    }

    /// Who grants the right, and takes it back.
    package static let grantors: Set<Role> = [.stateAdministrator]

    /// Throws `Problem.notFound` also for a centre of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> Centre {
        guard let row = try scope.transaction.row("SELECT * FROM centres c WHERE id = \(id) AND \(scope.reach("c"))")
        else { throw Problem.notFound }
        return try Centre(row)
    }

    /// The centres of the actor's area, by name; those without the right last. At most 1,000.
    package static func all(in scope: Scope) throws -> [Centre] {
        try scope.transaction.rows(
            """
            SELECT * FROM centres c WHERE \(scope.reach("c"))
            ORDER BY CASE WHEN withdrawn IS NULL THEN 0 ELSE 1 END, name, id LIMIT 1000
            """
        ).map(Centre.init)
    }

    /// Who works for it.
    package func operators(in scope: Scope) throws -> [RecordID] {
        try scope.transaction.rows("SELECT user_id FROM centre_operators WHERE centre = \(id) ORDER BY user_id").map {
            try $0["user_id"]
        }
    }

    /// The centre that somebody works for.
    static func of(_ user: RecordID?, in scope: Scope) throws -> Centre? {
        guard let user else { return nil }
        return try scope.transaction.row(
            "SELECT c.* FROM centres c JOIN centre_operators o ON o.centre = c.id WHERE o.user_id = \(user)"
        ).map(Centre.init)
    }

    /// Throws `Problem.notAllowed` for somebody who works for a centre that lost the right to register.
    static func demandRight(in scope: Scope) throws {
        if try of(scope.actor.user, in: scope)?.withdrawn != nil { throw Problem.notAllowed }
    }
}
