internal import Crypto
internal import Foundation
import Store

/// What waits on a phone that can't sync any more, as a file that only the register can open: the phone itself needs no PIN to
/// make it.
///
/// JSON: `format`, `device`, `key` (the phone's data key, sealed with `Device.recoveryKey`), `items` and `photos`, each with `id`
/// and `sealed`. Sealed is AES-256-GCM in Base64: 12 bytes of nonce, the content, 16 of tag; authenticated with `store|id`.
package struct SealedBackup: Sendable {
    package static let format = "shramik-field-1"
    /// Some hundred records with photos.
    package static let largest = 64 << 20

    package let device: Device
    /// In the order in which they were made.
    package let items: [FieldItem]
    package let photos: [(id: RecordID, bytes: [UInt8])]

    private struct File: Decodable {
        struct Part: Decodable {
            let id: RecordID
            let sealed: Data
        }
        let format: String
        let device: RecordID
        let key: Data
        let items: [Part]
        let photos: [Part]
    }

    /// Opens a file. Throws `Problem.unreadable` for one that isn't such a file or was altered, `notFound` for a phone of another area.
    package init(_ bytes: [UInt8], in scope: Scope) throws {
        guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)), file.format == SealedBackup.format
        else { throw Problem(.unreadable) }
        device = try Device.find(file.device, in: scope)
        let recovery = SymmetricKey(data: Device.recoveryKey(of: file.device, in: scope))
        let key = SymmetricKey(data: try SealedBackup.open(file.key, recovery, "key|\(file.device)"))
        items = try file.items.compactMap { part in
            try SealedBackup.item(SealedBackup.open(part.sealed, key, "queue|\(part.id)"), part.id)
        }.sorted { $0.id < $1.id }
        photos = try file.photos.map { ($0.id, [UInt8](try SealedBackup.open($0.sealed, key, "photos|\($0.id)"))) }
    }

    private static func open(_ sealed: Data, _ key: SymmetricKey, _ place: String) throws -> Data {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let plain = try? AES.GCM.open(box, using: key, authenticating: Data(place.utf8))
        else { throw Problem(.unreadable) }
        return plain
    }

    /// A line of the phone's queue; nil for one that the register has.
    private static func item(_ json: Data, _ id: RecordID) throws -> FieldItem? {
        guard let line = try? JSONSerialization.jsonObject(with: json) as? [String: Any],
            let kind = (line["kind"] as? String).flatMap(FieldItem.Kind.init), let body = line["body"] as? [String: Any]
        else { return nil }
        return FieldItem(id: id, kind: kind, body: [UInt8](try JSONSerialization.data(withJSONObject: body)))
    }
}

extension Registry {
    /// Takes in what waits in a phone's sealed file, as its user, through the same steps as a sync; it may be repeated.
    ///
    /// `picture` makes a photo into one of ours, or says nil. Throws as `SealedBackup.init`.
    package func takeIn(
        _ file: [UInt8], as supervisor: Actor, picture: @Sendable ([UInt8]) async throws -> [UInt8]?
    ) async throws -> [FieldItem.Answer] {
        let (backup, user) = try await read(as: supervisor) { scope in
            let backup = try SealedBackup(file, in: scope)
            let assignments = try User.assignments(of: backup.device.user, in: scope)
            // Somebody who left has no roles any more; then the supervisor brings the records in.
            let user =
                assignments.isEmpty
                ? supervisor
                : Actor(
                    .user(backup.device.user), assignments: assignments, device: backup.device.id.description)
            return (backup, user)
        }
        for photo in backup.photos {
            guard let cleaned = try await picture(photo.bytes) else { continue }
            try await write(as: user) { scope in
                _ = try FieldPhoto.add(cleaned, at: 0, of: photo.id, size: cleaned.count, in: scope)
                try FieldPhoto.finish(photo.id, as: cleaned, in: scope)
            }
        }
        var answers: [FieldItem.Answer] = []
        for start in stride(from: 0, to: backup.items.count, by: FieldItem.most) {
            let part = Array(backup.items[start..<min(start + FieldItem.most, backup.items.count)])
            answers += try await write(as: user) { try FieldItem.take(part, in: $0) }
        }
        let counts = Dictionary(grouping: answers, by: \.state.rawValue).mapValues { String($0.count) }
        try await write(as: supervisor) { try $0.record("tookIn", "device", backup.device.id, details: counts) }
        return answers
    }
}
