import Registry

/// What every page of the form shows above itself: the steps, and what is wrong.
enum IntakeHead {
    static func path(_ id: RecordID, _ step: FormStep) -> String { "/applications/\(id)/form/\(step.rawValue)" }

    /// Without an id nothing is saved yet, and the other steps can't be gone to.
    static func model(
        _ step: FormStep, _ id: RecordID?, problems: [Problem.Field] = [], labels: FieldModel, _ visit: Visit
    ) -> [String: Any] {
        let steps = FormStep.allCases.map { other -> [String: Any] in
            var model: [String: Any] = [
                "text": visit.text("intake.step.\(other.rawValue)"), "current": other == step,
            ]
            if let id, other != step { model["path"] = path(id, other) }
            return model
        }
        return [
            "steps": steps, "hasErrors": !problems.isEmpty,
            "errors": problems.map { problem -> [String: Any] in
                let home = FormStep.of(problem.name)
                let page = home == step ? "" : id.map { path($0, home) } ?? ""
                return [
                    "target": "\(page)#\(problem.name)", "label": labels.fullLabel(problem.name),
                    "reason": visit.text("field.\(problem.reason)"),
                ]
            },
        ]
    }
}
