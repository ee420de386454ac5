import Registry

/// What happened to a record, as the audit tells it, in the reader's language.
enum History {
    static func line(_ entry: AuditEntry, names: [RecordID: String], _ visit: Visit) -> [String: Any] {
        [
            "time": Written.time(entry.time), "machineTime": Written.isoDay(entry.time),
            "text": action(entry, visit), "who": entry.actor.flatMap { names[$0] } ?? "",
            "role": Role(rawValue: entry.role) != nil || entry.role == "worker"
                ? visit.text("workflow.role.\(entry.role)") : visit.text("workflow.role.program"),
            "details": details(entry, visit),
        ]
    }

    /// Steps of the workflow have their own words, other entries theirs; an action that no text is known for keeps its code.
    private static func action(_ entry: AuditEntry, _ visit: Visit) -> String {
        for key in ["history.\(entry.action)", "workflow.action.\(entry.action)"] {
            let text = visit.text(key)
            if text != key { return text }
        }
        return entry.action
    }

    private static func details(_ entry: AuditEntry, _ visit: Visit) -> String {
        var parts: [String] = []
        if let reason = entry.details["reason"] {
            parts.append(visit.registry.rules.workflow.text(ofReason: reason, in: visit.language))
        }
        if let purpose = entry.details["purpose"].flatMap(Purpose.init) {
            parts.append(visit.text("workflow.purpose.\(purpose.rawValue)"))
        }
        if let to = entry.details["to"].flatMap(Role.init) { parts.append(visit.text("workflow.role.\(to.rawValue)")) }
        return parts.joined(separator: "; ")
    }
}
