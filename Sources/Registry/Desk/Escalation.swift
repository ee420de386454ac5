import Store

/// What nobody decided in time goes to the next officer's desk as well, by the waits of the workflow file.
package enum Escalation {
    /// Puts every late application, registration and appeal one officer higher; returns how many.
    ///
    /// Run it as the program, hourly; running it twice does nothing more. At most `limit` at a time, so that no write holds
    /// others up; call again while it returns `limit`.
    @discardableResult
    package static func run(limit: Int = 500, in scope: Scope) throws -> Int {
        let workflow = scope.rules.workflow
        var moved = try raise("applications", "application", by: workflow.applications, limit: limit, in: scope)
        moved += try raise("workers", "worker", by: workflow.workers, limit: limit - moved, in: scope)
        moved += try raise("appeals", "appeal", by: workflow.appeals, limit: limit - moved, in: scope)
        return moved
    }

    private static func raise<State, Action>(
        _ table: String, _ noun: String, by machine: Machine<State, Action>, limit: Int, in scope: Scope
    ) throws -> Int {
        var moved = 0
        for state in State.allCases {
            guard let wait = machine.waits[state], let then = wait.then, wait.roles.count > 1 else { continue }
            let rows = try scope.transaction.rows(
                """
                SELECT a.id, a.escalated, a.state, a.division, a.district, a.subdivision, a.block, a.panchayat
                FROM \(unchecked: table) a WHERE a.status = '\(unchecked: state.rawValue)' AND a.due < \(scope.now)
                AND a.due + a.escalated * \(Int64(then) * 86_400_000) < \(scope.now) AND a.escalated < \(wait.roles.count - 1)
                ORDER BY a.due LIMIT \(limit - moved)
                """)
            for row in rows {
                let (id, level): (RecordID, Int) = (try row["id"], try row["escalated"] + 1)
                try scope.transaction.run("UPDATE \(unchecked: table) SET escalated = \(level) WHERE id = \(id)")
                try scope.record(
                    "escalated", noun, id, at: try Location(row).finest,
                    details: ["to": wait.roles[level].rawValue, "state": state.rawValue])
            }
            moved += rows.count
            if moved >= limit { break }
        }
        return moved
    }
}
