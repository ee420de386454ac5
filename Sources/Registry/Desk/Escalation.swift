import Store

/// What nobody decided in time goes to the next officer's desk as well.
package enum Escalation {
    /// Puts every late application one officer higher; returns how many.
    ///
    /// Run it as the program, at least once a day; running it twice does nothing more. At most `limit` at a time, so that no
    /// write holds others up; call again while it returns `limit`.
    @discardableResult
    package static func run(limit: Int = 500, in scope: Scope) throws -> Int {
        var moved = 0
        let machine = scope.rules.workflow.applications
        for state in Application.Status.allCases {
            guard let wait = machine.waits[state], let then = wait.then, wait.roles.count > 1 else { continue }
            let rows = try scope.transaction.rows(
                """
                SELECT a.id, a.escalated, a.state, a.division, a.district, a.subdivision, a.block, a.panchayat
                FROM applications a WHERE a.status = '\(unchecked: state.rawValue)' AND a.due < \(scope.now)
                AND a.due + a.escalated * \(Int64(then) * 86_400_000) < \(scope.now) AND a.escalated < \(wait.roles.count - 1)
                ORDER BY a.due LIMIT \(limit - moved)
                """)
            for row in rows {
                let (id, level): (RecordID, Int) = (try row["id"], try row["escalated"] + 1)
                try scope.transaction.run("UPDATE applications SET escalated = \(level) WHERE id = \(id)")
                try scope.record(
                    "escalated", "application", id, at: try Location(row).finest,
                    details: ["to": wait.roles[level].rawValue, "state": state.rawValue])
            }
            moved += rows.count
            if moved >= limit { break }
        }
        return moved
    }
}
