import Store

/// A photo or a paper of an application; it stays with the worker whom the application makes.
package struct Document: Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case photo, identity, passbook, employment, declaration, other
    }

    package enum Media: String, Sendable { case jpeg = "image/jpeg", pdf = "application/pdf" }

    package let id: RecordID
    package let application: RecordID
    package let kind: Kind
    package let media: Media
    /// Bytes.
    package let size: Int
    package let created: Int64

    private init(_ row: Row) throws {
        id = try row["id"]
        application = try row["application"]
        kind = Kind(rawValue: try row["kind"]) ?? .other
        media = Media(rawValue: try row["media"]) ?? .pdf
        size = max(0, try row["size"] - Document.sealing)
        created = try row["created"]
    }

    /// What sealing adds: version, nonce and tag.
    private static let sealing = 30
    private static let columns: Statement = "id, application, kind, media, length(content) AS size, created"

    /// What an application has, by kind and age. Throws `Problem.notFound` outside the actor's area.
    package static func all(of application: RecordID, in scope: Scope) throws -> [Document] {
        try location(of: application, in: scope)
        return try scope.transaction.rows(
            "SELECT \(columns) FROM documents WHERE application = \(application) ORDER BY created, id"
        ).map { try Document($0) }
    }

    /// The bytes, for whoever may see the application or the worker it made; the view is written into the audit.
    package static func open(_ id: RecordID, in scope: Scope) throws -> (document: Document, bytes: [UInt8]) {
        guard let row = try scope.transaction.row("SELECT \(columns), content FROM documents WHERE id = \(id)") else {
            throw Problem.notFound
        }
        let document = try Document(row)
        let location = try location(of: document.application, in: scope)
        try scope.record(
            "documentViewed", "application", document.application, at: location.finest,
            details: ["kind": document.kind.rawValue, "document": id.description])
        return (document, try opened(row, id, in: scope))
    }

    /// The photo of an application, for a certificate or card of somebody whom the caller has found already.
    package static func photo(of application: RecordID, in scope: Scope) throws -> [UInt8]? {
        let row = try scope.transaction.row(
            """
            SELECT id, content FROM documents WHERE application = \(application) AND kind = \(Kind.photo.rawValue)
            ORDER BY created DESC LIMIT 1
            """)
        return try row.map { try opened($0, try $0["id"], in: scope) }
    }

    /// On how many other applications the very same picture stands as the photo: many workers with one face are looked into.
    package static func othersWithPhoto(of application: RecordID, in scope: Scope) throws -> Int {
        try scope.transaction.value(
            """
            SELECT count(DISTINCT o.application) FROM documents d JOIN documents o ON o.fingerprint = d.fingerprint
            WHERE d.application = \(application) AND d.kind = 'photo' AND o.kind = 'photo'
            AND o.application <> \(application)
            """) ?? 0
    }

    private static func opened(_ row: Row, _ id: RecordID, in scope: Scope) throws -> [UInt8] {
        try scope.vault.open(try row["content"], table: "documents", column: "content", row: id.bytes)
    }

    /// Where the application lies, or its worker, whichever the actor may see.
    @discardableResult
    private static func location(of application: RecordID, in scope: Scope) throws -> Location {
        if let found = try? Application.find(application, in: scope) { return found.location }
        let worker: RecordID? =
            try scope.transaction.value(
                "SELECT worker FROM applications WHERE id = \(application)") ?? nil
        guard let worker else { throw Problem.notFound }
        return try Worker.find(worker, in: scope).location
    }
}
