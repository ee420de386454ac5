import Foundation
import Registry

/// What the checks found: eligibility rule by rule, and who in the register may be the same person.
enum CheckModel {
    static func eligibility(_ application: Application, _ visit: Visit) -> [[String: Any]] {
        visit.registry.rules.eligibility.assess(
            application.person, scheme: application.scheme, on: visit.registry.environment.now(),
            places: visit.registry.places
        ).map { verdict in
            [
                "reason": verdict.reason(in: visit.language),
                "outcome": visit.text("application.outcome.\(verdict.outcome.rawValue)"),
                "class": ["passed": "good", "failed": "bad"][verdict.outcome.rawValue] ?? "warn",
            ]
        }
    }

    static func candidates(_ finding: DuplicateFinding?, known: [RecordID: Worker], _ visit: Visit) -> [[String: Any]] {
        (finding?.candidates ?? []).enumerated().map { place, candidate in
            let worker = known[candidate.worker]
            let odds = exp2(candidate.weight)
            return [
                "href": worker.map { "/workers/\($0.id)" } ?? "",
                "number": worker.map { RegistrationNumber.grouped($0.number) } ?? "",
                "name": worker.map { $0.person.name ?? $0.person.localName ?? "" } ?? "",
                "office": visit.text(
                    "application.elsewhere",
                    candidate.office.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "-"),
                "percent": candidate.isCertain
                    ? visit.text("workflow.duplicate.certain")
                    : "\(min(99, Int((odds.isInfinite ? 1 : odds / (1 + odds)) * 100))) %",
                // Of a worker of another area no more is shown than which office to ask.
                "parts": worker == nil
                    ? []
                    : candidate.parts.enumerated().map { number, part in
                        [
                            "name": visit.text("application.part.\(part.name)"),
                            "level": visit.text("application.level.\(part.level)"),
                            "weight": String(format: "%.1f", part.weight), "bar": "bar-\(place)-\(number)",
                        ] as [String: Any]
                    },
            ]
        }
    }
}
