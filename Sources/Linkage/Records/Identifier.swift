/// A phone or document number packed into 64 bits so that equality is one comparison and a slip can still be seen.
///
/// Only letters and digits count; letters are upper-cased. All-digit numbers keep their last fifteen digits at four bits
/// each, others their last ten characters at six: the serial part of every Indian number we know.
package enum Identifier {
    package static let missing: UInt64 = 0
    private static let digitsOnly: UInt64 = 1 << 62
    private static let places: UInt64 = (1 << 60) - 1

    /// A document number; `missing` when fewer than four characters are left, when it has no digit or is one character
    /// repeated (`0000000000`, `NA`), or masked with X or *.
    package static func pack(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        isASCII(bytes) ? packPlain(bytes) : packPlain(plain(bytes))
    }

    @inline(__always) private static func packPlain(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var letters: UInt64 = 0, digits: UInt64 = 0
        var count = 0, masked = 0, distinct: UInt64 = 0, hasDigit = false, hasLetter = false
        for byte in bytes {
            let value: UInt64
            switch byte {
            case 0x30...0x39:
                value = UInt64(byte - 0x30) + 1
                hasDigit = true
                digits = (digits << 4 | value) & places
            case 0x41...0x5A, 0x61...0x7A:
                value = UInt64((byte & 0xDF) - 0x41) + 11
                hasLetter = true
                if byte & 0xDF == 0x58 { masked += 1 }
            case 0x2A: return missing
            default: continue
            }
            letters = (letters << 6 | value) & places
            distinct |= 1 << value
            count += 1
        }
        guard count >= 4, hasDigit, distinct.nonzeroBitCount > 1, masked * 2 <= count else { return missing }
        return hasLetter ? letters : digits | digitsOnly
    }

    /// A phone number: its last ten digits, so that +91, 0 and spaces do not matter; `missing` when fewer than ten are
    /// there, they begin with 0, or are one digit repeated.
    package static func packPhone(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        isASCII(bytes) ? packPlainPhone(bytes) : packPlainPhone(plain(bytes))
    }

    @inline(__always) private static func packPlainPhone(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var packed: UInt64 = 0
        var count = 0, distinct: UInt32 = 0
        for byte in bytes where byte >= 0x30 && byte <= 0x39 {
            packed = (packed << 4 | UInt64(byte - 0x30) + 1) & ((1 << 40) - 1)
            distinct |= 1 << UInt32(byte - 0x30)
            count += 1
        }
        guard count >= 10, distinct.nonzeroBitCount > 1, packed >> 36 != 1 else { return missing }
        return packed | digitsOnly
    }

    /// True when two different numbers are one slip apart: one character wrong, or two neighbours swapped.
    @inline(__always) package static func isOneSlip(_ a: UInt64, _ b: UInt64) -> Bool {
        let different = a ^ b
        if different & digitsOnly != 0 { return false }
        let width: UInt64 = a & digitsOnly != 0 ? 4 : 6
        var marks: UInt64
        if width == 4 {
            marks = different | different >> 1
            marks = (marks | marks >> 2) & 0x0111_1111_1111_1111
        } else {
            marks = different | different >> 1 | different >> 2
            marks = (marks | marks >> 3) & 0x0041_0410_4104_1041
        }
        switch marks.nonzeroBitCount {
        case 1: return true
        case 2:
            let low = UInt64(marks.trailingZeroBitCount)
            guard marks >> low == 1 | 1 << width else { return false }
            let mask: UInt64 = (1 << width) - 1
            return (a >> low) & mask == (b >> (low + width)) & mask && (a >> (low + width)) & mask == (b >> low) & mask
        default: return false
        }
    }

    @inline(__always) private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte >= 0x80 { return false }
        return true
    }

    /// Bengali and Devanagari digits read as ASCII ones; other bytes pass through.
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        Transliteration.latin(String(decoding: bytes, as: UTF8.self))
    }
}
