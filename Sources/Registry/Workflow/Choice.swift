/// A step that an officer could take now, with what it asks for.
package struct Choice<Action: Sendable>: Sendable {
    package let action: Action
    package let reasons: [String]
    package let needsNote: Bool
    package let needsResolution: Bool
    /// Why this officer in person may not, though the role could: own work, own family; nil if nothing is in the way.
    package let obstacle: Problem.Code?
}

extension Machine {
    /// What the actor's role can do with the record in its state.
    func choices(with record: StepRecord<State>, in scope: Scope) throws -> [Choice<Action>] {
        try actions(from: record.state).compactMap { action in
            guard let transition = transitions[action] else { return nil }
            var obstacle: Problem.Code?
            do {
                _ = try permit(
                    action, with: record, reason: transition.reasons.first, note: "-",
                    resolution: Resolution(number: "-", day: "-"), in: scope)
            } catch let problem as Problem {
                if problem.code == .notAllowed { return nil }
                obstacle = problem.fields.contains { $0.reason == "tooEarly" } ? .wrongState : problem.code
            }
            return Choice(
                action: action, reasons: transition.reasons, needsNote: transition.needsNote,
                needsResolution: transition.needsResolution, obstacle: obstacle)
        }
    }
}

extension Application {
    package func choices(in scope: Scope) throws -> [Choice<Workflow.Action>] {
        try scope.rules.workflow.applications.choices(with: stepRecord, in: scope)
    }
}
