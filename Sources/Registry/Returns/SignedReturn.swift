internal import Crypto
internal import Foundation
import Store

/// One version of a return as an officer signed it; it never changes, whatever the records say later.
package struct SignedReturn: Sendable {
    /// What the hash is of.
    struct Content: Sendable, Codable {
        let id: RecordID
        let version: Int
        /// Why there is another version; empty for the first.
        let reason: String
        let remark: String
        let signer: RecordID?
        let signed: Int64
        let due: Int64
        let figures: Return
    }

    package let id: RecordID
    package let version: Int
    package let signed: Int64
    package let due: Int64
    /// Of `text`, as 64 hexadecimal digits.
    package let hash: String
    /// All of it as JSON with sorted keys: the very bytes that the hash is of.
    package let text: String
    private let content: Content

    package var figures: Return { content.figures }
    package var remark: String { content.remark }
    package var reason: String { content.reason }
    package var signer: RecordID? { content.signer }
    package var isLate: Bool { signed > due }
    /// False where somebody altered the row behind the application's back.
    package var isIntact: Bool { SignedReturn.hash(text) == hash && content.id == id && content.version == version }

    init(_ row: Row) throws {
        id = try row["id"]
        version = try row["version"]
        signed = try row["signed"]
        due = try row["due"]
        hash = try row["hash"]
        text = try row["content"]
        content = try PersonalJSON.decode(Content.self, from: Array(text.utf8))
    }

    static func hash(_ text: String) -> String {
        Hexadecimal.write(Array(SHA256.hash(data: Data(text.utf8))))
    }

    /// The versions of a return, the latest first.
    package static func versions(
        of kind: Return.Kind, on day: Day, in campaign: RecordID, district: PlaceID, in scope: Scope
    ) throws -> [SignedReturn] {
        guard scope.reaches(district, roles: Return.readers) else { throw Problem.notFound }
        return try scope.transaction.rows(
            """
            SELECT * FROM drive_returns WHERE campaign = \(campaign) AND day = \(day.description)
            AND kind = \(kind.rawValue) AND district = \(district) ORDER BY version DESC
            """
        ).map(SignedReturn.init)
    }

    /// The latest version of each district's return of a day.
    package static func latest(
        of kind: Return.Kind, on day: Day, in campaign: RecordID, districts: [PlaceID], in scope: Scope
    ) throws -> [PlaceID: SignedReturn] {
        var latest: [PlaceID: SignedReturn] = [:]
        try scope.transaction.each(
            """
            SELECT * FROM drive_returns WHERE campaign = \(campaign) AND day = \(day.description)
            AND kind = \(kind.rawValue) AND district IN \(list: districts) ORDER BY version
            """
        ) { row in
            let district: PlaceID = try row["district"]
            guard scope.reaches(district, roles: Return.readers) else { return }
            latest[district] = try SignedReturn(row)
        }
        return latest
    }
}
