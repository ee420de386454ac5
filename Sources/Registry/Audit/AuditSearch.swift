import Store

/// What an auditor looks for in the audit.
package struct AuditSearch: Sendable, Hashable, Codable {
    package var record: RecordID?
    /// A user's id, or the sign-in name.
    package var actor: String?
    package var action: String?
    /// Milliseconds since 1970, UTC: from the first up to but without the second.
    package var from: Int64?
    package var to: Int64?
    /// Only entries before this one: the next page.
    package var before: Int64?

    package init() {}

    package struct Found: Sendable {
        package let sequence: Int64
        package let entry: AuditEntry
        /// The sign-in name; nil for workers and the program.
        package let signIn: String?
    }

    package static let readers: Set<Role> = [.auditor, .stateAdministrator]

    /// The newest entries first, as far as the auditor's area reaches; entries without a place are for a state's auditors.
    package func find(limit: Int, in scope: Scope) throws -> [Found] {
        try scope.transaction.rows(
            """
            SELECT a.*, u.sign_in FROM audit a LEFT JOIN users u ON u.id = a.actor
            WHERE \(conditions(in: scope)) ORDER BY a.sequence DESC LIMIT \(limit)
            """
        ).map { Found(sequence: try $0["sequence"], entry: try AuditEntry($0), signIn: try $0["sign_in"]) }
    }

    func conditions(in scope: Scope) -> Statement {
        var conditions = [AuditSearch.reach(scope)]
        if let record { conditions.append("a.record = \(record)") }
        if let actor {
            let id = RecordID(actor)
            conditions.append(
                "a.actor = \(id) OR a.actor = (SELECT id FROM users WHERE sign_in = \(actor.lowercased()))")
        }
        if let action { conditions.append("a.action = \(action)") }
        if let from { conditions.append("a.time >= \(from)") }
        if let to { conditions.append("a.time < \(to)") }
        if let before { conditions.append("a.sequence < \(before)") }
        return .all(conditions)
    }

    private static func reach(_ scope: Scope) -> Statement {
        if case .program = scope.actor.kind { return "(1 = 1)" }
        return .any(
            scope.actor.assignments.filter { readers.contains($0.role) }.map { assignment in
                let inside: Statement = """
                    a.place IN (WITH RECURSIVE area (id) AS (SELECT id FROM places WHERE id = \(assignment.place)
                    UNION SELECT p.id FROM places p JOIN area ON p.parent = area.id) SELECT id FROM area)
                    """
                return assignment.place.level == .state ? "\(inside) OR a.place IS NULL" : inside
            })
    }
}
