import Foundation
import Registry

/// Reads JSON as RFC 8259 has it and nothing more: one value, no name twice in an object, bounded depth, UTF-8.
///
/// What can't be read is `Problem.unreadable` with the path at which it stands; the value itself is never repeated.
struct JSONReader {
    private static let longestNumber = 40

    private let bytes: [UInt8]
    private let deepest: Int
    private var cursor = 0
    private var path: [String] = []

    static func read(_ bytes: [UInt8], deepest: Int = 12) throws -> JSON {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Problem(.unreadable) }
        var reader = JSONReader(bytes, deepest: deepest)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.cursor == bytes.count else { throw reader.problem("json") }
        return value
    }

    private init(_ bytes: [UInt8], deepest: Int) { (self.bytes, self.deepest) = (bytes, deepest) }

    private func problem(_ reason: String) -> Problem {
        Problem(.unreadable, fields: [.init(path.isEmpty ? "body" : path.joined(separator: "."), reason)])
    }

    private var next: UInt8? { cursor < bytes.count ? bytes[cursor] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { cursor += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        cursor += 1
        return true
    }

    private mutating func take(word: StaticString, _ value: JSON) throws -> JSON {
        for byte in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
            guard take(byte) else { throw problem("json") }
        }
        return value
    }

    private mutating func value(depth: Int) throws -> JSON {
        guard depth < deepest else { throw problem("deep") }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try take(word: "true", true)
        case UInt8(ascii: "f"): return try take(word: "false", false)
        case UInt8(ascii: "n"): return try take(word: "null", .null)
        case .some(let byte) where byte == UInt8(ascii: "-") || (48...57).contains(byte): return try number()
        default: throw problem("json")
        }
    }

    private mutating func object(depth: Int) throws -> JSON {
        cursor += 1
        var members: [String: JSON] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object([:]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw problem("json") }
            let name = try text()
            path.append(JSONReader.shown(name))
            guard members[name] == nil else { throw problem("twice") }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw problem("json") }
            members[name] = try value(depth: depth + 1)
            path.removeLast()
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw problem("json") }
        }
    }

    private mutating func array(depth: Int) throws -> JSON {
        cursor += 1
        var items: [JSON] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            path.append(String(items.count + 1))
            items.append(try value(depth: depth + 1))
            path.removeLast()
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { throw problem("json") }
        }
    }

    /// A number that is whole, however it is written, is an integer, as JSON Schema has it.
    private mutating func number() throws -> JSON {
        let start = cursor
        while let byte = next, "+-.eE0123456789".utf8.contains(byte) { cursor += 1 }
        guard cursor - start <= JSONReader.longestNumber else { throw problem("number") }
        let text = String(decoding: bytes[start..<cursor], as: UTF8.self)
        guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?/) != nil, let number = Double(text),
            number.isFinite
        else { throw problem("number") }
        if let whole = Int64(text) { return .integer(whole) }
        return Int64(exactly: number).map { .integer($0) } ?? .number(number)
    }

    private mutating func text() throws -> String {
        cursor += 1
        var content: [UInt8] = []
        while let byte = next {
            cursor += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += String(try escaped()).utf8
            case 0..<0x20: throw problem("json")
            default: content.append(byte)
            }
        }
        throw problem("json")
    }

    private mutating func escaped() throws -> Character {
        guard let byte = next else { throw problem("json") }
        cursor += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var scalar = try unit()
            if (0xD800...0xDBFF).contains(scalar) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw problem("json") }
                let low = try unit()
                guard (0xDC00...0xDFFF).contains(low) else { throw problem("json") }
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let sign = UnicodeScalar(scalar) else { throw problem("json") }
            return Character(sign)
        default: throw problem("json")
        }
    }

    private mutating func unit() throws -> UInt32 {
        guard cursor + 4 <= bytes.count,
            bytes[cursor..<cursor + 4].allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: bytes[cursor..<cursor + 4], as: UTF8.self), radix: 16)
        else { throw problem("json") }
        cursor += 4
        return unit
    }

    /// A name as a problem may repeat it: what looks like a name of ours, and nothing that could be somebody's data.
    static func shown(_ name: String) -> String {
        let isOurs =
            (1...40).contains(name.utf8.count) && name.utf8.allSatisfy(Shape.isWord) && !Shape.isDigit(name.utf8.first!)
        return isOurs ? name : "…"
    }
}
