import Store

extension Worker {
    /// Workers in the actor's area in one state: first those whose decision is due, then the latest registered.
    package static func all(_ status: Status, limit: Int, in scope: Scope) throws -> [Worker] {
        var workers: [Worker] = []
        for area in Area.apart(scope.areas, in: scope.places) {
            guard let condition = area.condition(in: scope.places, table: "w") else { continue }
            workers += try scope.transaction.rows(
                """
                SELECT * FROM workers w WHERE \(condition) AND w.status = \(status.rawValue)
                ORDER BY w.registered DESC LIMIT \(limit)
                """
            ).map { try Worker($0, in: scope) }
        }
        return Array(
            workers.sorted { ($0.due ?? .max, $1.registered) < ($1.due ?? .max, $0.registered) }.prefix(limit))
    }
}
