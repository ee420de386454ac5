/// How short texts of the API look; a regular expression would be read anew for every value, which cost a tenth of a request.
enum Shape {
    /// True if sign for sign: `d` a digit, `p` one from 1, `h` a hexadecimal digit in lower case, `v` one of 8, 9, a and b (the variant
    /// of a UUID); any other sign itself.
    static func fits(_ text: String, _ shape: StaticString) -> Bool {
        guard text.utf8.count == shape.utf8CodeUnitCount else { return false }
        let wanted = UnsafeBufferPointer(start: shape.utf8Start, count: shape.utf8CodeUnitCount)
        return zip(text.utf8, wanted).allSatisfy { byte, sign in
            switch sign {
            case UInt8(ascii: "d"): isDigit(byte)
            case UInt8(ascii: "p"): isDigit(byte) && byte != 48
            case UInt8(ascii: "h"): isDigit(byte) || (97...102).contains(byte)
            case UInt8(ascii: "v"): byte == 56 || byte == 57 || byte == 97 || byte == 98
            default: byte == sign
            }
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// A letter without accent, a digit or `_`.
    static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
}
