internal import Foundation

/// One line of the audit: who did what to which record, when, in which role, from which device.
package struct AuditEntry: Sendable {
    /// Milliseconds since 1970, UTC.
    package let time: Int64
    package let actor: RecordID?
    package let role: String
    /// A past participle: `submitted`, `approved`, `viewed`.
    package let action: String
    package let noun: String
    package let record: RecordID?
    package let place: PlaceID?
    package let device: String
    /// Codes and counts, no personal data.
    package let details: [String: String]

    package init(
        time: Int64, actor: RecordID?, role: String, action: String, noun: String, record: RecordID?, place: PlaceID?,
        device: String, details: [String: String]
    ) {
        self.time = time
        self.actor = actor
        self.role = role
        self.action = action
        self.noun = noun
        self.record = record
        self.place = place
        self.device = device
        self.details = details
    }

    /// The bytes that the chain covers: every field with its length before it, so that no two entries write alike.
    func canonical(sequence: Int64) -> [UInt8] {
        var fields = [
            String(sequence), String(time), actor?.description ?? "", role, action, noun, record?.description ?? "",
            place?.description ?? "", device,
        ]
        for (key, value) in details.sorted(by: { $0.key < $1.key }) { fields += [key, value] }
        return fields.flatMap { field in Array("\(field.utf8.count):".utf8) + Array(field.utf8) }
    }

    var detailsJSON: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(details)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
