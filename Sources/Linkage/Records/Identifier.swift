/// A phone or document number packed into 64 bits so that equality is one comparison and a slip can still be seen.
///
/// Only letters and digits count; letters are upper-cased. Twelve characters fit (38 values each would need 63 bits);
/// longer numbers keep their last twelve, which hold the serial part of every Indian number we know.
package enum Identifier {
    package static let missing: UInt64 = 0
    private static let base: UInt64 = 37

    /// A document number; 0 when fewer than four characters are left, or when it is one character repeated
    /// (`0000000000`, `NA`), or masked with X or *.
    package static func pack(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var packed: UInt64 = 0
        var count = 0, distinct: UInt64 = 0, hasDigit = false
        let limit: UInt64 = 6_582_952_005_840_035_281  // 37 to the 12th
        for byte in digits(bytes) {
            let value: UInt64
            switch byte {
            case 0x30...0x39:
                value = UInt64(byte - 0x30) + 1
                hasDigit = true
            case 0x41...0x5A: value = UInt64(byte - 0x41) + 11
            case 0x61...0x7A: value = UInt64(byte - 0x61) + 11
            case 0x2A: return missing
            default: continue
            }
            packed = packed.multipliedReportingOverflow(by: base).partialValue &+ value
            if count >= 12 { packed %= limit }
            distinct |= 1 << value
            count += 1
        }
        guard count >= 4, hasDigit, distinct.nonzeroBitCount > 1 else { return missing }
        if bytes.contains(where: { $0 | 0x20 == 0x78 }), mostlyX(bytes) { return missing }
        return packed
    }

    /// A phone number: its last ten digits, so that +91, 0 and spaces do not matter; 0 when fewer than ten are there
    /// or they are one digit repeated.
    package static func packPhone(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var packed: UInt64 = 0
        var count = 0, distinct: UInt32 = 0
        for byte in digits(bytes) where byte >= 0x30 && byte <= 0x39 {
            packed = (packed % 1_000_000_000) * 10 + UInt64(byte - 0x30)
            distinct |= 1 << UInt32(byte - 0x30)
            count += 1
        }
        guard count >= 10, distinct.nonzeroBitCount > 1, packed >= 1_000_000_000 else { return missing }
        var out: UInt64 = 0, place: UInt64 = 1
        for _ in 0..<10 {
            out += (packed % 10 + 1) * place
            place &*= base
            packed /= 10
        }
        return out
    }

    /// True when two different numbers are one slip apart: one character wrong, or two neighbours swapped.
    package static func isOneSlip(_ a: UInt64, _ b: UInt64) -> Bool {
        var x = a, y = b
        var position = 0, differing = 0
        var first = (0, UInt64(0), UInt64(0)), second = (0, UInt64(0), UInt64(0))
        while x != 0 || y != 0 {
            let p = x % base, q = y % base
            if p != q {
                differing += 1
                if p == 0 || q == 0 { return false }
                if differing == 1 { first = (position, p, q) } else { second = (position, p, q) }
                if differing > 2 { return false }
            }
            x /= base
            y /= base
            position += 1
        }
        if differing == 1 { return true }
        return differing == 2 && second.0 == first.0 + 1 && first.1 == second.2 && first.2 == second.1
    }

    /// Bengali and Devanagari digits read as ASCII ones; other bytes pass through.
    private static func digits(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return Array(bytes) }
        return Transliteration.latin(String(decoding: bytes, as: UTF8.self))
    }

    private static func mostlyX(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count(where: { $0 | 0x20 == 0x78 }) * 2 > bytes.count
    }
}
