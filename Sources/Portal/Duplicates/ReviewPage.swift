import Foundation
import Hummingbird
import Registry

/// The review queue: one pair side by side, three answers, and on to the next.
enum ReviewPage {
    static func show(_ visit: Visit) async throws -> Response {
        let list = visit.query("list")
        let last: (weight: Double, id: RecordID)? =
            if let weight = visit.query("weight").flatMap(Double.init),
                let id = visit.query("after").flatMap({ RecordID($0) })
            {
                (weight, id)
            } else { nil }
        // A view of two people is audited, so that it is a write.
        let (pair, progress) = try await visit.registry.write(as: visit.actor) { scope in
            let pair = try ReviewPair.next(after: last, list: list, in: scope)
            if let pair { try scope.record("viewed", "pair", pair.id, at: pair.location.finest) }
            return (pair, try ReviewPair.progress(list: list, in: scope))
        }
        var model: [String: Any] = [
            "list": list ?? "", "waiting": progress.waiting, "same": progress.same, "different": progress.different,
            "unsure": progress.unsure, "precision": precision(progress, visit),
        ]
        if let pair {
            model["pair"] =
                [
                    "id": "\(pair.id)", "weight": DuplicateBars.number(pair.weight),
                    "next": "/review?list=\(encoded(list ?? ""))&weight=\(pair.weight)&after=\(pair.id)",
                    "place": pair.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
                    "fields": pair.content.fields.map { field in
                        [
                            "column": DuplicateBars.title(field.column, for: visit), "first": field.first,
                            "second": field.second,
                            "mark": field.first.isEmpty || field.second.isEmpty
                                ? ""
                                : field.first == field.second
                                    ? "= " + visit.text("duplicates.level.same")
                                    : "≠ " + visit.text("duplicates.level.different"),
                            "class": field.first.isEmpty || field.second.isEmpty
                                ? "" : field.first == field.second ? "agrees" : "differs",
                        ] as [String: any Sendable]
                    },
                    "parts": DuplicateBars.rows(
                        pair.content.parts.map { ($0.column, $0.level, $0.weight) }, for: visit),
                ] as [String: Any]
        }
        return visit.page("duplicates-review", title: visit.text("duplicates.review"), model)
    }

    static func decide(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let id = try visit.id()
        guard let outcome = form["decision"].flatMap({ PairDecision.Outcome(rawValue: $0) }) else {
            throw Problem.invalid("decision", "missing")
        }
        try await visit.registry.write(as: visit.actor) { scope in
            let pair = try ReviewPair.find(id, in: scope)
            guard scope.reaches(pair.location, roles: .reviewers) else { throw Problem.notAllowed }
            try pair.decide(outcome, in: scope)
        }
        return visit.redirect(to: "/review" + (form["list"].map { "?list=\(encoded($0))" } ?? ""))
    }

    private static func precision(_ progress: ReviewPair.Progress, _ visit: Visit) -> String {
        guard let found = progress.precision else { return "" }
        func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
        return visit.text(
            "duplicates.precision", percent(found.share), percent(found.low), percent(found.high))
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
