import Store

/// A photo that comes in pieces over a weak line, and waits for its application.
package struct FieldPhoto: Sendable {
    /// What a phone's own shrinking leaves, with room to spare.
    package static let largest = 400_000

    package let size: Int
    /// Bytes that are here, from the beginning.
    package let received: Int
    package let isWhole: Bool

    /// What is here of a photo; nil where nothing is, or it is somebody else's.
    package static func find(_ id: RecordID, in scope: Scope) throws -> FieldPhoto? {
        try row(id, in: scope).map(FieldPhoto.init)
    }

    private init(_ row: Row) throws {
        size = try row["size"]
        received = try row["received"]
        isWhole = try row["whole"]
    }

    private static func row(_ id: RecordID, in scope: Scope) throws -> Row? {
        try scope.transaction.row("SELECT * FROM field_photos WHERE id = \(id) AND user_id = \(scope.actor.user)")
    }

    /// Adds a piece where it follows on what is here; a piece that came before, or too early, changes nothing.
    ///
    /// Returns what is here then: the phone goes on from `received`. Throws `Problem.tooLarge`, `Problem.unreadable`.
    package static func add(
        _ piece: [UInt8], at offset: Int, of id: RecordID, size: Int, in scope: Scope
    ) throws -> FieldPhoto {
        guard size <= largest else { throw Problem(.tooLarge) }
        guard size > 0, offset >= 0, offset + piece.count <= size else { throw Problem(.unreadable) }
        let t = scope.transaction
        try t.run("DELETE FROM field_photos WHERE created < \(scope.now - month)")
        guard let row = try row(id, in: scope) else {
            guard offset == 0 else { return FieldPhoto(size: size, received: 0, isWhole: false) }
            let sealed = try scope.vault.seal(piece, table: "field_photos", column: "content", row: id.bytes)
            try t.run(
                """
                INSERT INTO field_photos (id, user_id, size, received, content, created)
                VALUES (\(id), \(scope.actor.user), \(size), \(piece.count), \(sealed), \(scope.now))
                """)
            return FieldPhoto(size: size, received: piece.count, isWhole: false)
        }
        let known = try FieldPhoto(row)
        guard known.size == size else { throw Problem(.conflictingCopy) }
        guard !known.isWhole, offset == known.received, !piece.isEmpty else { return known }
        let bytes = try open(row, id, in: scope) + piece
        let sealed = try scope.vault.seal(bytes, table: "field_photos", column: "content", row: id.bytes)
        try t.run("UPDATE field_photos SET content = \(sealed), received = \(bytes.count) WHERE id = \(id)")
        return FieldPhoto(size: size, received: bytes.count, isWhole: false)
    }

    private init(size: Int, received: Int, isWhole: Bool) {
        (self.size, self.received, self.isWhole) = (size, received, isWhole)
    }

    /// The bytes as they came; nil before the last one is here.
    package static func bytes(of id: RecordID, in scope: Scope) throws -> [UInt8]? {
        guard let row = try row(id, in: scope), try row["received"] as Int == row["size"] as Int else { return nil }
        return try open(row, id, in: scope)
    }

    /// Puts our own picture in the place of what came.
    package static func finish(_ id: RecordID, as picture: [UInt8], in scope: Scope) throws {
        let sealed = try scope.vault.seal(picture, table: "field_photos", column: "content", row: id.bytes)
        try scope.transaction.run(
            "UPDATE field_photos SET content = \(sealed), whole = 1 WHERE id = \(id) AND user_id = \(scope.actor.user)")
    }

    /// Forgets what came: it is no picture.
    package static func drop(_ id: RecordID, in scope: Scope) throws {
        try scope.transaction.run("DELETE FROM field_photos WHERE id = \(id) AND user_id = \(scope.actor.user)")
    }

    /// The picture, for the application that it belongs to; it waits no longer. Throws `Problem.invalid` where it isn't here.
    static func take(_ id: RecordID, in scope: Scope) throws -> [UInt8] {
        guard let row = try row(id, in: scope), try row["whole"] else { throw Problem.invalid("photo", "missing") }
        let bytes = try open(row, id, in: scope)
        try drop(id, in: scope)
        return bytes
    }

    private static func open(_ row: Row, _ id: RecordID, in scope: Scope) throws -> [UInt8] {
        try scope.vault.open(try row["content"], table: "field_photos", column: "content", row: id.bytes)
    }

    private static let month: Int64 = 30 * 86_400_000
}
