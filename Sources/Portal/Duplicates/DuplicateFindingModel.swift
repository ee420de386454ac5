import Foundation
import Registry

/// What the check of a person found, for the template `duplicates-finding`: reasons as bars, with their numbers.
///
///     model["finding"] = try DuplicateFindingModel.make(finding, for: visit)   // inside a read, with its scope
///     {{#finding}}{{> duplicates-finding}}{{/finding}}
///
/// Of a worker outside the reader's area it says that there is one and which office to ask, and nothing of the person.
enum DuplicateFindingModel {
    static func make(
        _ finding: DuplicateFinding, for visit: Visit, in scope: Scope
    ) throws -> [String: any Sendable] {
        let candidates = try finding.candidates.map { candidate -> [String: any Sendable] in
            var model: [String: any Sendable] = [
                "office": candidate.office.flatMap { scope.places[$0]?.name(in: visit.language) } ?? "",
                "certain": candidate.isCertain,
                "shared": candidate.shared.map { visit.text("duplicates.\($0)") }.joined(separator: ", "),
                "decision": candidate.decision.map { visit.text("duplicates.decided.\($0.rawValue)") } ?? "",
            ]
            // Outside the area nothing may be told, not even how well which part agrees.
            guard let worker = try? Worker.find(candidate.worker, in: scope) else {
                model["elsewhere"] = true
                return model
            }
            try scope.record("viewedAsCandidate", "worker", worker.id, at: worker.location.finest)
            model["here"] = true
            model["id"] = "\(worker.id)"
            model["number"] = RegistrationNumber.grouped(worker.number)
            model["name"] = worker.person.name ?? worker.person.localName ?? ""
            model["weight"] = DuplicateBars.number(candidate.weight)
            model["parts"] = DuplicateBars.rows(candidate.parts.map { ($0.name, $0.level, $0.weight) }, for: visit)
            return model
        }
        return [
            "verdict": finding.verdict.rawValue, "text": visit.text("duplicates.verdict.\(finding.verdict.rawValue)"),
            "class": ["none": "good", "certain": "bad"][finding.verdict.rawValue] ?? "warn",
            "candidates": candidates,
            "unchecked": finding.unchecked.map { visit.text("duplicates.\($0)") }.joined(separator: ", "),
            "hasUnchecked": !finding.unchecked.isEmpty,
        ]
    }
}

/// Weights of comparisons as rows of a table with a meter each.
enum DuplicateBars {
    /// A bar is full at this weight: a thousand to one.
    private static let full = 10.0

    static func rows(
        _ parts: [(column: String, level: String, weight: Double)], for visit: Visit
    ) -> [[String: any Sendable]] {
        parts.map { part in
            [
                "column": title(part.column, for: visit), "level": level(part.level, for: visit),
                "weight": number(part.weight), "for": part.weight >= 0,
                "size": String(format: "%.1f", min(full, abs(part.weight))),
            ]
        }
    }

    /// A column's name; a run's own title (`name conflict`) keeps its second word.
    static func title(_ column: String, for visit: Visit) -> String {
        let words = column.split(separator: " ", maxSplits: 1).map(String.init)
        let key = "duplicates.\(words.first ?? "")"
        let text = visit.text(key)
        return (text == key ? words[0] : text) + (words.count > 1 ? " (\(words[1]))" : "")
    }

    private static func level(_ level: String, for visit: Visit) -> String {
        let key = "duplicates.level.\(level)", text = visit.text(key)
        return text == key ? level : text
    }

    /// With its sign, one decimal.
    static func number(_ weight: Double) -> String {
        (weight < 0 ? "−" : "+") + String(format: "%.1f", abs(weight))
    }
}
