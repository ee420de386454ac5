internal import Foundation

/// Sealed contents are JSON with sorted keys, so that equal contents have equal bytes.
enum PersonalJSON {
    static func encode(_ content: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(content))
    }

    static func decode<Content: Decodable>(_ type: Content.Type, from bytes: [UInt8]) throws -> Content {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
