import Glibc

/// What is done to the text of a cell once it is whole; `start` is where that text begins in the buffer.
enum CellString {
    /// Drops white space at both ends.
    static func trim(_ text: inout ByteBuffer, from start: Int) {
        while text.count > start, isXMLSpace(text[text.count - 1]) { text.truncate(to: text.count - 1) }
        var first = start
        while first < text.count, isXMLSpace(text[first]) { first += 1 }
        guard first > start else { return }
        memmove(text.base + start, text.base + first, text.count - first)
        text.truncate(to: text.count - (first - start))
    }

    /// Puts the character for each `_xHHHH_`, which is how workbooks write what XML cannot hold. NUL is dropped.
    static func decodeEscapes(_ text: inout ByteBuffer, from start: Int) {
        guard let first = offset(of: "_x", in: text.base + start, count: text.count - start) else { return }
        let end = text.count
        var at = start + first
        // The decoded text is never longer, so it is written over the escaped one.
        var decoded = ByteBuffer(capacity: end - at)
        let kept = at
        while at < end {
            guard let unit = escapedUnit(text, at) else {
                decoded.append(text[at])
                at += 1
                continue
            }
            at += 7
            if unit & 0xFC00 == 0xD800, let low = escapedUnit(text, at), low & 0xFC00 == 0xDC00 {
                at += 7
                appendScalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, to: &decoded)
            } else if unit != 0 {
                appendScalar(unit, to: &decoded)
            }
        }
        text.truncate(to: kept)
        text.append(decoded.base, count: decoded.count)
    }

    /// The UTF-16 unit written as `_xHHHH_` at `at`.
    private static func escapedUnit(_ text: borrowing ByteBuffer, _ at: Int) -> UInt32? {
        guard at + 7 <= text.count, text[at] == UInt8(ascii: "_"), text[at + 1] == UInt8(ascii: "x"),
            text[at + 6] == UInt8(ascii: "_")
        else { return nil }
        var unit: UInt32 = 0
        for index in at + 2..<at + 6 {
            let character = Character(Unicode.Scalar(text[index]))
            guard text[index] < 0x80, let digit = character.hexDigitValue else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// Whether the bytes are UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
    static func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = bytes.count
        var at = 0
        while at < end {
            if at + 8 <= end,
                UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    & 0x8080_8080_8080_8080 == 0
            {
                at += 8
                continue
            }
            let lead = bytes[at]
            at += 1
            if lead < 0x80 { continue }
            let following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
            guard lead >= 0xC2, lead <= 0xF4, at + following <= end else { return false }
            let second = bytes[at]
            if lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F { return false }
            if lead == 0xF0 && second < 0x90 || lead == 0xF4 && second > 0x8F { return false }
            for index in at..<at + following where bytes[index] & 0xC0 != 0x80 { return false }
            at += following
        }
        return true
    }
}
