import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import Registry
import Tabular

/// Applications from a sheet: the form to send one, the empty sheet, and the batches so far.
enum BatchesPage {
    static let largestFile = 16 << 20
    /// More are sent in parts, or brought in on the command line.
    private static let mostRows = 20_000

    static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    static func take(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        guard let file = form.files["file"] else { return try await page(visit, fault: visit.text("field.file")) }
        let language = form["messages"].flatMap { Texts.languages.contains($0) ? $0 : nil } ?? visit.language
        var request = BatchRun.Request(
            id: id, scheme: form["scheme"] ?? "", language: language, fallback: form["place"].flatMap { PlaceID($0) })
        request.most = mostRows
        let path = FileManager.default.temporaryDirectory.appending(path: "shramik-\(UUID().uuidString)").path()
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(file.bytes), attributes: [.posixPermissions: 0o600])
        else { throw Problem(.busy) }
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let words = SheetWords(visit.portal.texts, visit.registry).vocabulary
            let batch = try await BatchRun(in: visit.registry, as: visit.actor).read(path, request, words)
            visit.portal.batches.begin(batch, as: visit.actor, in: visit.registry)
            return visit.redirect(to: "/applications/import/\(id)")
        } catch var problem as TableProblem {
            problem.file = visit.text("batch.file")
            return try await page(visit, fault: problem.description)
        } catch let problem as Problem where problem.code == .invalid {
            let faults = problem.fields.map { visit.text("field.\($0.reason)") }.joined(separator: " ")
            return try await page(visit, fault: faults)
        }
    }

    /// An empty workbook with all headings in the reader's language.
    static func template(_ visit: Visit) async throws -> Response {
        let codes = visit.registry.rules.eligibility.codes
        let scheme = visit.query("scheme").flatMap { codes.contains($0) ? $0 : nil } ?? codes.first ?? ""
        let words = SheetWords(visit.portal.texts, visit.registry)
        let bytes = try ApplicationTemplate.workbook(
            words.template(scheme, in: visit.language, visit.registry), sheet: visit.text("batch.sheet"),
            lists: visit.text("batch.lists"))
        return download(bytes, name: "applications-\(scheme)-\(visit.language).xlsx", isWorkbook: true)
    }

    static func download(_ bytes: [UInt8], name: String, isWorkbook: Bool) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: isWorkbook
                    ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8",
                .cacheControl: "no-store", .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func page(_ visit: Visit, fault: String? = nil) async throws -> Response {
        let batches = try await visit.registry.read(as: visit.actor) { try Batch.all(in: $0) }
        let rules = visit.registry.rules.eligibility
        return visit.page(
            "batches-list", title: visit.text("batch.title"),
            [
                "id": visit.registry.environment.newID().description, "fault": fault ?? "", "hasFault": fault != nil,
                "schemes": rules.codes.map { ["code": $0, "text": rules.name(of: $0, in: visit.language)] },
                "places": IntakePlacePage.places(visit, chosen: nil),
                "tongues": Texts.languages.map {
                    [
                        "code": $0, "text": visit.portal.texts.text("language.name", in: $0),
                        "selected": $0 == visit.language,
                    ] as [String: Any]
                },
                "any": !batches.isEmpty,
                "batches": batches.map { batch in
                    [
                        "path": "/applications/import/\(batch.id)", "time": Written.time(batch.created),
                        "scheme": rules.name(of: batch.scheme, in: visit.language),
                        "status": visit.text("batch.status.\(batch.status.rawValue)"),
                        "rows": Written.number(batch.total),
                        "wrong": Written.number(BatchRow.Status.wrong.reduce(0) { $0 + batch.counts[$1, default: 0] }),
                        "taken": Written.number(batch.counts[.taken, default: 0]),
                    ]
                },
            ], status: fault == nil ? .ok : .unprocessableContent)
    }
}
