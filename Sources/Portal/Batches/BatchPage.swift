import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import Registry

/// One sheet of applications: how far it is, what is wrong row by row, who may be registered already; then submit.
enum BatchPage {
    private static let shown = 50

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let asked = visit.query("rows").flatMap(BatchRow.Status.init)
        let after = visit.query("after").flatMap { Int($0) } ?? 0
        let (batch, status, rows) = try await visit.registry.write(as: visit.actor) { scope in
            let batch = try Batch.find(id, in: scope)
            let status = asked ?? first(batch)
            let rows = try status.map { try batch.rows([$0], after: after, limit: shown + 1, in: scope) } ?? []
            if !rows.isEmpty { try scope.record("viewed", "batch", id, at: batch.location.finest) }
            return (batch, status, rows)
        }
        visit.portal.batches.begin(batch, as: visit.actor, in: visit.registry)
        var response = visit.page(
            "batches-show", title: visit.text("batch.one", Written.time(batch.created)),
            model(batch, status, rows, visit))
        // Without script the page still shows how far it is.
        if [.checking, .taking].contains(batch.status) { response.headers[HTTPField.Name("Refresh")!] = "3" }
        return response
    }

    static func submit(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        let batch = try await visit.registry.write(as: visit.actor) { scope in
            try Batch.find(id, in: scope).take(possible: form["possible"] == "yes", in: scope)
            return try Batch.find(id, in: scope)
        }
        visit.portal.batches.begin(batch, as: visit.actor, in: visit.registry)
        return visit.redirect(to: "/applications/import/\(id)")
    }

    static func discard(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try Batch.find(id, in: $0).discard(in: $0) }
        return visit.redirect(to: "/applications/import")
    }

    /// All rows that were not taken, as they came, with what is wrong; `as=csv` or a workbook.
    static func faults(_ visit: Visit) async throws -> Response {
        let (id, isWorkbook) = (try visit.id(), visit.query("as") != "csv")
        let (batch, rows) = try await visit.registry.write(as: visit.actor) { scope in
            let batch = try Batch.find(id, in: scope)
            try scope.record("exported", "batch", id, at: batch.location.finest)
            return (batch, try batch.rows(BatchRow.Status.wrong, limit: 100_000, in: scope))
        }
        let words = SheetWords(visit.portal.texts, visit.registry)
        let bytes = try ApplicationTemplate.faults(
            of: rows, headings: batch.headings, line: visit.text("batch.line"), reasons: visit.text("batch.reasons"),
            asWorkbook: isWorkbook
        ) { words.reason($0, visit.language) }
        return BatchesPage.download(
            bytes, name: "applications-to-mend.\(isWorkbook ? "xlsx" : "csv")", isWorkbook: isWorkbook)
    }

    /// What is looked at first: what is wrong.
    private static func first(_ batch: Batch) -> BatchRow.Status? {
        let order: [BatchRow.Status] = [
            .faulty, .repeated, .certain, .refused, .conflicting, .possible, .good, .taken, .read,
        ]
        return order.first { batch.counts[$0, default: 0] > 0 }
    }

    private static func model(
        _ batch: Batch, _ status: BatchRow.Status?, _ rows: [BatchRow], _ visit: Visit
    ) -> [String: Any] {
        let words = SheetWords(visit.portal.texts, visit.registry)
        let path = "/applications/import/\(batch.id)"
        let waiting = batch.status == .checking ? [.read] : Array(batch.takable)
        let open = waiting.reduce(0) { $0 + batch.counts[$1, default: 0] }
        let takable = batch.counts[.good, default: 0] + batch.counts[.possible, default: 0]
        let wrong = BatchRow.Status.wrong.reduce(0) { $0 + batch.counts[$1, default: 0] }
        return [
            "status": visit.text("batch.status.\(batch.status.rawValue)"),
            "statusText": visit.text("batch.text.\(batch.status.rawValue)"),
            "works": [.checking, .taking].contains(batch.status), "total": batch.total, "done": batch.total - open,
            "progress": visit.text("batch.progress", Written.number(batch.total - open), Written.number(batch.total)),
            "scheme": visit.registry.rules.eligibility.name(of: batch.scheme, in: visit.language),
            "figures": BatchRow.Status.allCases.filter { batch.counts[$0, default: 0] > 0 }.map { other in
                [
                    "path": "\(path)?rows=\(other.rawValue)", "number": Written.number(batch.counts[other, default: 0]),
                    "text": visit.text("batch.row.\(other.rawValue)"), "current": other == status,
                ] as [String: Any]
            },
            "chosen": status.map { visit.text("batch.row.\($0.rawValue)") } ?? "",
            "hasRows": !rows.isEmpty,
            "rows": rows.prefix(shown).map { row in
                [
                    "line": Written.number(row.line),
                    "name": row.content.person.name ?? row.content.person.localName ?? "–",
                    "reason": words.reason(row, visit.language),
                    "application": row.status == .taken ? "/applications/\(row.id)" : "",
                ]
            },
            "more": rows.count > shown
                ? "\(path)?rows=\(status?.rawValue ?? "")&after=\(rows[shown - 1].line)" : "",
            "ready": batch.status == .ready && takable > 0,
            "takable": visit.text("batch.take", Written.number(takable)),
            "possible": batch.counts[.possible, default: 0] > 0, "submission": "\(path)/submission",
            "mayDiscard": batch.status != .taking, "discard": "\(path)/discard",
            "wrong": wrong > 0, "workbook": "\(path)/faults", "csv": "\(path)/faults?as=csv",
        ]
    }
}
