import Hummingbird
import Registry

/// The form that asks for a list as a file: which kind, and whether identifiers are to be in it.
enum ExportForm {
    static func show(_ visit: Visit) async throws -> Response {
        guard visit.query("noun") != nil else { return visit.redirect(to: "/exports") }
        let source = try source(visit)
        let rows = try await visit.registry.read(as: visit.actor) { try source.count(in: $0) }
        return visit.page(
            "export-form", title: visit.text("exports.new", visit.text("exports.noun.\(source.noun.rawValue)")),
            [
                "rows": visit.text("exports.rowsNow", Written.number(rows)),
                "id": visit.registry.environment.newID().description,
                "post": "/exports?" + (visit.request.uri.query ?? ""),
                "mayUnmask": visit.actor.has(any: Export.unmaskers),
                "purposes": DeskFilters.options(Purpose.allCases, nil, "workflow.purpose", visit),
                "formats": DeskFilters.options(Export.Format.allCases, .xlsx, "exports.format", visit),
            ])
    }

    static func ask(_ visit: Visit) async throws -> Response {
        let (source, form) = (try source(visit), try await visit.form())
        guard let id = form["id"].flatMap({ RecordID($0) }), let format = form["format"].flatMap(Export.Format.init)
        else { throw Problem(.unreadable) }
        let purpose = form["purpose"].flatMap(Purpose.init)
        if form["unmasked"] != nil, purpose == nil { throw Problem.invalid("purpose", "required") }
        let owner = Actor(
            visit.actor.kind, assignments: visit.actor.assignments, device: visit.actor.device, language: visit.language
        )
        try await visit.registry.write(as: owner) { scope in
            _ = try Export.ask(
                id: id, for: source, as: format, purpose: form["unmasked"] == nil ? nil : purpose, in: scope)
        }
        return visit.redirect(to: "/exports")
    }

    private static func source(_ visit: Visit) throws -> ExportSource {
        guard let source = ExportSource(visit) else { throw Problem.notFound }
        guard source.isOpen(to: visit.actor) else { throw Problem.notAllowed }
        return source
    }
}
