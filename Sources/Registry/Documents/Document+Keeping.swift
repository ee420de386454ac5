internal import Foundation
import Store

extension Document {
    /// Adds a document to a draft, or to an application that came back to be mended.
    ///
    /// `id` is made with the form, so that sending it twice adds it once. `bytes` are a JPEG of ours or a PDF that was looked at. Of
    /// a kind of which there is only one, the new one takes the old one's place. Throws `Problem`: not found, wrong state,
    /// not allowed, invalid (`tooMany`, `tooLarge`, `unknown`, named by the kind).
    package static func keep(
        _ bytes: [UInt8], _ media: Media, as kind: Kind, id: RecordID, of application: RecordID, in scope: Scope
    ) throws {
        let application = try mendable(application, in: scope)
        guard let rule = scope.rules.documents.rule(kind, for: application.scheme), rule.limit(media) > 0 else {
            throw Problem.invalid(kind.rawValue, "file")
        }
        guard bytes.count <= rule.limit(media) else { throw Problem.invalid(kind.rawValue, "tooLarge") }
        let t = scope.transaction
        if let owner: RecordID = try t.value("SELECT application FROM documents WHERE id = \(id)") {
            guard owner == application.id else { throw Problem(.conflictingCopy) }
            return
        }
        if rule.most == 1 {
            try t.run("DELETE FROM documents WHERE application = \(application.id) AND kind = \(kind.rawValue)")
        }
        let there: Int =
            try t.value(
                "SELECT count(*) FROM documents WHERE application = \(application.id) AND kind = \(kind.rawValue)") ?? 0
        guard there < rule.most else { throw Problem.invalid(kind.rawValue, "tooMany") }
        let sealed = try scope.vault.seal(bytes, table: "documents", column: "content", row: id.bytes)
        let fingerprint = scope.vault.blindIndex(Data(bytes).base64EncodedString(), for: "document")
        try t.run(
            """
            INSERT INTO documents (id, application, kind, media, content, fingerprint, created)
            VALUES (\(id), \(application.id), \(kind.rawValue), \(media.rawValue), \(sealed), \(fingerprint), \(scope.now))
            """)
        try scope.record(
            "documentAdded", "application", application.id, at: application.location.finest,
            details: ["kind": kind.rawValue, "document": id.description])
    }

    /// Takes a document away again; one that is gone already is no fault.
    package static func remove(_ id: RecordID, of application: RecordID, in scope: Scope) throws {
        let application = try mendable(application, in: scope)
        let gone = try scope.transaction.run(
            "DELETE FROM documents WHERE id = \(id) AND application = \(application.id)")
        guard gone > 0 else { return }
        try scope.record(
            "documentRemoved", "application", application.id, at: application.location.finest,
            details: ["document": id.description])
    }

    /// What the scheme asks for and the application lacks.
    package static func missing(of application: Application, in scope: Scope) throws -> [Kind] {
        let there = Set(try all(of: application.id, in: scope).map(\.kind))
        return scope.rules.documents.rules(for: application.scheme).filter { $0.needed }.map(\.kind)
            .filter { !there.contains($0) }
    }

    private static func mendable(_ id: RecordID, in scope: Scope) throws -> Application {
        let application = try Application.find(id, in: scope)
        guard [.draft, .returned].contains(application.status) else { throw Problem(.wrongState) }
        guard scope.reaches(application.location, roles: Application.makers) else { throw Problem.notAllowed }
        return application
    }
}
