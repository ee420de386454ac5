package import Foundation
package import Store

/// The id of a record: a UUIDv7, made by whoever creates the record, a phone too.
///
/// Its first 48 bits are the time in milliseconds, so that ids sort about as they were made.
package struct RecordID: Sendable, Hashable, Comparable, CustomStringConvertible, ColumnValue, Codable {
    /// Sixteen bytes.
    package let bytes: [UInt8]

    /// A new id; `random` gives ten bytes.
    package init(now: Date, random: [UInt8]) {
        let milliseconds = UInt64(now.timeIntervalSince1970 * 1000)
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * UInt64($0))) } + random.prefix(10)
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// An id from elsewhere: exactly sixteen bytes.
    init(bytes: [UInt8]) {
        precondition(bytes.count == 16)
        self.bytes = bytes
    }

    /// Reads `0190a6c4-7b1e-7…`; nil if it isn't a UUID. Any version is taken, because other systems make ids too.
    package init?(_ text: String) {
        guard let uuid = UUID(uuidString: text) else { return nil }
        bytes = withUnsafeBytes(of: uuid.uuid) { Array($0) }
    }

    package init?(value: Value) {
        guard case .blob(let bytes) = value, bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    package var value: Value { .blob(bytes) }

    package var description: String {
        let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        return [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
            .map { $0.joined() }.joined(separator: "-")
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = RecordID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package static func < (left: RecordID, right: RecordID) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
