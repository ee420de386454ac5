import Store

/// Papers handed from the counter to the designated officer, with a list that both sides sign.
package struct PaperBundle: Sendable {
    package let id: RecordID
    package let location: Location
    package let giver: RecordID
    package let handed: Int64
    package let taker: RecordID?
    package let taken: Int64?
    /// How many papers are on the list.
    package let count: Int
    package let missing: Int

    /// The most papers that one list has.
    package static let limit = 100

    init(_ row: Row) throws {
        id = try row["id"]
        location = try Location(row)
        giver = try row["giver"]
        handed = try row["handed"]
        taker = try row["taker"]
        taken = try row["taken"]
        count = try row["count"]
        missing = try row["missing"]
    }

    private static let selection: Statement = """
        SELECT b.*, (SELECT count(*) FROM bundle_papers o WHERE o.bundle = b.id) AS count,
        (SELECT count(*) FROM bundle_papers o WHERE o.bundle = b.id AND o.present = 0) AS missing FROM bundles b
        """

    /// Throws `Problem.notFound` also for a bundle of another area.
    package static func find(_ id: RecordID, in scope: Scope) throws -> PaperBundle {
        guard let row = try scope.transaction.row("\(selection) WHERE b.id = \(id) AND \(scope.reach("b"))") else {
            throw Problem.notFound
        }
        return try PaperBundle(row)
    }

    /// Bundles of the actor's area: those that wait for the second signature first, then the latest; before `id`'s time.
    package static func all(
        waiting: Bool, before: PaperBundle? = nil, limit: Int, in scope: Scope
    ) throws -> [PaperBundle] {
        let earlier: Statement = before.map { "AND (b.handed, b.id) < (\($0.handed), \($0.id))" } ?? ""
        let open: Statement = waiting ? "b.taken IS NULL" : "b.taken IS NOT NULL"
        return try scope.transaction.rows(
            "\(selection) WHERE \(scope.reach("b")) AND \(open) \(earlier) ORDER BY b.handed DESC, b.id DESC LIMIT \(limit)"
        ).map { try PaperBundle($0) }
    }

    /// The applications on the list, in its order, each with whether its paper was there; nil before anybody looked.
    package func papers(in scope: Scope) throws -> [(application: Application, present: Bool?)] {
        try scope.transaction.rows(
            """
            SELECT a.*, o.present FROM bundle_papers o JOIN applications a ON a.id = o.application
            WHERE o.bundle = \(id) ORDER BY o.number
            """
        ).map { row in (try Application(row, in: scope), try row["present"]) }
    }
}
