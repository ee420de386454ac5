import Registry

/// The family with the form's number, each member compared with the form field by field.
enum HouseholdModel {
    private static let compared = [
        "name", "localName", "dateOfBirth", "age", "sex", "maritalStatus", "father", "husband", "mobile",
        "memberNumber", "rationCard", "permanent.village",
    ]

    static func model(
        _ application: PersonApplication, _ fields: FieldModel, _ visit: Visit
    ) async throws -> [String: Any] {
        guard let number = application.person.familyNumber else {
            return ["householdHint": visit.text("intake.householdHint")]
        }
        let id = application.id
        let members = try await visit.registry.write(as: visit.actor) {
            try Household.members(number, besides: id, in: $0)
        }
        if members.isEmpty { return ["householdHint": visit.text("intake.householdEmpty")] }
        return [
            "members": members.map {
                compare(application.person, with: $0.person, $0.number, isWorker: $0.isWorker, fields, visit)
            }
        ]
    }

    /// The form beside somebody on record, field by field.
    static func compare(
        _ form: Person, with record: Person, _ number: String?, isWorker: Bool, _ fields: FieldModel, _ visit: Visit
    ) -> [String: Any] {
        let rows = compared.compactMap { name -> [String: Any]? in
            guard let field = PersonField.named(name) else { return nil }
            let (left, right) = (field.text(of: form) ?? "", field.text(of: record) ?? "")
            guard !left.isEmpty || !right.isEmpty else { return nil }
            func shown(_ text: String) -> String {
                if text.isEmpty { return "–" }
                switch field.kind {
                case .choice: return fields.choice(name, text)
                case .day: return FieldModel.turned(text)
                default: return text
                }
            }
            return [
                "label": fields.fullLabel(name), "form": shown(left), "record": shown(right),
                "agrees": left.lowercased() == right.lowercased(),
            ]
        }
        let today = Day(visit.registry.environment.now())
        let age = record.dateOfBirth.flatMap { Day($0) }.map { today.years(since: $0) } ?? record.age
        var model: [String: Any] = [
            "name": record.name ?? visit.text("intake.noName"), "rows": rows,
            "kind": visit.text(isWorker ? "intake.worker" : "intake.application"),
        ]
        if let age { model["age"] = visit.text("intake.years", String(age)) }
        if let number { model["number"] = RegistrationNumber.grouped(number) }
        return model
    }
}
