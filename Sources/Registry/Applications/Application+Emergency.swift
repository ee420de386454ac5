import Store

extension Application {
    /// Why an application goes before all others.
    package enum Emergency: String, Sendable, CaseIterable { case death, accident, bodyHome, medical, stranded }

    /// Puts the application before all others on every desk, or back in the row with nil.
    ///
    /// Whoever may enter or decide at its place may do it. Throws `Problem.notAllowed`.
    package func setEmergency(_ emergency: Emergency?, in scope: Scope) throws {
        guard scope.reaches(location, roles: Set(Role.allCases.filter { !$0.readsOnly })) else {
            throw Problem.notAllowed
        }
        try scope.transaction.run("UPDATE applications SET queue = \(emergency == nil ? 1 : 0) WHERE id = \(id)")
        try scope.record(
            emergency == nil ? "emergencyEnded" : "emergency", "application", id, at: location.finest,
            details: emergency.map { ["kind": $0.rawValue] } ?? [:])
    }
}
