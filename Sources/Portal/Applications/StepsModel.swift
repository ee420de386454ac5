import Registry

/// Steps that were taken and forms for those that can be, for applications, workers and appeals alike.
enum StepsModel {
    static func taken(_ steps: [Step], names: [RecordID: String], _ visit: Visit) -> [[String: Any]] {
        steps.map { step -> [String: Any] in
            [
                "action": visit.text("workflow.action.\(step.action)"),
                "status": visit.text("workflow.status.\(step.after)"),
                "time": Written.time(step.time), "machineTime": Written.isoDay(step.time),
                "who": step.actor.flatMap { names[$0] } ?? "",
                "role": role(step.role, visit),
                "reason": step.reason.map {
                    visit.registry.rules.workflow.text(ofReason: $0, in: visit.language)
                } ?? "",
                "note": step.note ?? "",
                "resolution": step.resolution.map {
                    visit.text("application.byResolution", $0.number, Written.turned($0.day))
                } ?? "",
            ]
        }
    }

    private static func role(_ role: String, _ visit: Visit) -> String {
        let known = Role(rawValue: role) != nil || role == "worker"
        return visit.text("workflow.role.\(known ? role : "program")")
    }

    /// `keys` are the letters of the keyboard, by action.
    static func forms<Action: RawRepresentable<String>>(
        _ choices: [Choice<Action>], keys: [String: String] = [:], _ visit: Visit
    ) -> [[String: Any]] {
        choices.map { choice in
            let name = choice.action.rawValue
            return [
                "action": name, "text": visit.text("workflow.action.\(name)"),
                "needsReason": !choice.reasons.isEmpty, "needsNote": choice.needsNote,
                "reasons": choice.reasons.map {
                    ["value": $0, "text": visit.registry.rules.workflow.text(ofReason: $0, in: visit.language)]
                },
                "plain": choice.reasons.isEmpty && !choice.needsNote && !choice.needsResolution
                    && name != "markDuplicate",
                "needsResolution": choice.needsResolution, "needsDay": name == "recordDeath",
                "needsWorker": name == "markDuplicate",
                "danger": ["reject", "suspend", "approveCancellation", "recordDeath", "dismiss"].contains(name),
                "key": keys[name] ?? "", "possible": choice.obstacle == nil,
                "obstacle": choice.obstacle.map { visit.text("problem.\($0.rawValue)") } ?? "",
            ] as [String: Any]
        }
    }
}
