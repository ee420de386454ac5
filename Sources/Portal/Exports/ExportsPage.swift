import Hummingbird
import Registry

/// What the visitor asked for as files: how far each is, and the link to those that are ready.
enum ExportsPage {
    static func list(_ visit: Visit) async throws -> Response {
        let exports = try await visit.registry.read(as: visit.actor) { scope in
            try Export.own(in: scope).map { ($0, $0.link(in: scope)) }
        }
        return visit.page(
            "exports-list", title: visit.text("exports.title"),
            [
                "exports": exports.map { line($0, link: $1, visit) }, "empty": exports.isEmpty,
                "open": exports.contains { $0.0.isOpen },
            ])
    }

    static func remove(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try Export.find(id, in: $0).remove(in: $0) }
        return visit.redirect(to: "/exports")
    }

    private static func line(_ export: Export, link: (until: Int64, seal: String), _ visit: Visit) -> [String: Any] {
        let noun = visit.text("exports.noun.\(export.source.noun.rawValue)")
        let percent = export.total.map { $0 == 0 ? 100 : min(99, export.written * 100 / $0) } ?? 0
        return [
            "id": export.id.description, "noun": noun,
            "format": visit.text("exports.format.\(export.format.rawValue)"),
            "asked": Written.time(export.created), "masked": export.purpose == nil,
            "purpose": export.purpose.map { visit.text("workflow.purpose.\($0.rawValue)") } ?? "",
            "state": visit.text("exports.state.\(export.state.rawValue)"),
            "class": ["done": "good", "failed": "bad", "cancelled": "warn"][export.state.rawValue] ?? "",
            "open": export.isOpen, "percent": percent,
            "rows": export.total.map {
                export.isOpen
                    ? visit.text("exports.rowsOf", Written.number(export.written), Written.number($0))
                    : visit.text("exports.rows", Written.number(export.written))
            } ?? "",
            "left": left(export, visit), "problem": export.problem == nil ? "" : visit.text("exports.failed"),
            "file": export.state == .done ? "/exports/\(export.id)/file?until=\(link.until)&seal=\(link.seal)" : "",
            "until": export.state == .done ? export.expires.map(Written.time) ?? "" : "",
            "remove": visit.text(export.isOpen ? "exports.cancel" : "exports.remove"),
            "removable": export.state != .cancelled,
        ]
    }

    /// How long it will still take at the rate so far; empty before anybody can tell.
    private static func left(_ export: Export, _ visit: Visit) -> String {
        guard export.state == .running, let total = export.total, let started = export.started, export.written > 0
        else { return "" }
        let spent = visit.registry.environment.now().milliseconds - started
        let seconds = Int(spent) * (total - export.written) / export.written / 1000
        return seconds < 60 ? visit.text("exports.soon") : visit.text("exports.minutes", String(seconds / 60 + 1))
    }
}
