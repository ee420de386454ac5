import Exchange
import Hummingbird
import Registry

/// Sends a made file to its owner, by a link that is good for a quarter of an hour.
enum ExportFile {
    static func send(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let until = visit.query("until").flatMap { Int64($0) } ?? 0
        let seal = visit.query("seal") ?? ""
        let folder = visit.portal.exports.folder
        let export = try await visit.registry.write(as: visit.actor) { scope in
            let export = try Export.find(id, in: scope)
            try export.check(until: until, seal: seal, in: scope)
            _ = try folder.open(id)
            try export.take(in: scope)
            return export
        }
        let name = "\(export.source.noun.rawValue)-\(Written.isoDay(export.created)).\(export.format.rawValue)"
        let type = export.format == .csv ? "text/csv; charset=utf-8" : SealedDownload.workbook
        return SealedDownload.answer(named: name, type: type, to: visit) { try folder.open(id) }
    }
}
