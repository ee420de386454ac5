/// Writes a Bengali, Devanagari or Latin token in lower-case Latin letters, digits kept as 0–9.
///
/// Bengali and Devanagari share one layout in Unicode (0x80 apart), so one table serves both. The inherent vowel is
/// written between consonants and never at a token's end, as names are spoken; nukta letters are accepted in both
/// encodings, joiners are dropped. Anything else (emoji, other scripts) is left out.
package enum Transliteration {
    package static func latin(_ token: String) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(token.utf8.count)
        let scalars = token.unicodeScalars.filter { !isInvisible($0) }.map { $0 }
        var index = 0
        while index < scalars.count {
            let value = scalars[index].value
            switch value {
            case 0x30...0x39, 0x61...0x7A:
                out.append(UInt8(value))
                index += 1
            case 0x41...0x5A:
                out.append(UInt8(value + 32))
                index += 1
            case 0xC0...0x24F, 0x1E00...0x1EFF:
                if let base = LatinAccents.base(value) { out.append(contentsOf: base) }
                index += 1
            case 0xFF21...0xFF3A, 0xFF41...0xFF5A:
                out.append(UInt8(value & 0x1F) + 0x60)
                index += 1
            case 0x900...0x9FF:
                index = IndicSpelling.write(scalars, from: index, to: &out)
            default:
                index += 1
            }
        }
        return out
    }
}

extension Transliteration {
    /// Joiners, zero-width and soft marks: they shape letters and are no letters.
    fileprivate static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        (0x200B...0x200F).contains(scalar.value) || scalar.value == 0xFEFF || scalar.value == 0xAD
    }
}

/// Plain letters under Latin accents: the few that scholars' transliterations and foreign files bring.
enum LatinAccents {
    static func base(_ value: UInt32) -> [UInt8]? {
        switch value {
        case 0xC0...0xC5, 0xE0...0xE5, 0x100...0x105: [0x61]
        case 0xC7, 0xE7, 0x106...0x10D: [0x63]
        case 0xC8...0xCB, 0xE8...0xEB, 0x112...0x11B: [0x65]
        case 0xCC...0xCF, 0xEC...0xEF, 0x128...0x131: [0x69]
        case 0xD1, 0xF1, 0x143...0x148, 0x1E44...0x1E4B: [0x6E]
        case 0xD2...0xD6, 0xF2...0xF6, 0x14C...0x151: [0x6F]
        case 0xD9...0xDC, 0xF9...0xFC, 0x168...0x173: [0x75]
        case 0xDD, 0xFD, 0xFF: [0x79]
        case 0x15A...0x161, 0x1E60...0x1E63: [0x73, 0x68]
        case 0x179...0x17E: [0x7A]
        case 0x1E0C...0x1E0F: [0x64]
        case 0x1E5A...0x1E5D: [0x72]
        case 0x1E6C...0x1E6F: [0x74]
        case 0x1E24, 0x1E25: [0x68]
        default: nil
        }
    }
}

/// The shared layout of Bengali (0980) and Devanagari (0900): `offset` is the code point's place in its block.
enum IndicSpelling {
    static let nukta: UInt32 = 0x3C
    static let hasant: UInt32 = 0x4D

    /// Writes one akshara's worth of Latin letters; returns the index after it.
    static func write(_ scalars: [Unicode.Scalar], from start: Int, to out: inout [UInt8]) -> Int {
        let value = scalars[start].value
        let isBengali = value >= 0x980
        let offset = value & 0x7F
        if (0x66...0x6F).contains(offset) {
            out.append(UInt8(0x30 + offset - 0x66))
            return start + 1
        }
        // Two-part vowel signs written as their parts: ে + া is ো, ে + ৗ is ৌ.
        if offset == 0x47, start + 1 < scalars.count, isIndic(scalars[start + 1]) {
            let second = scalars[start + 1].value & 0x7F
            if isBengali, second == 0x3E || second == 0x57 {
                out.append(contentsOf: second == 0x3E ? "o".utf8 : "ou".utf8)
                return start + 2
            }
        }
        // The Devanagari abbreviation sign ॰ stands where Bengali has ৰ.
        if !isBengali, offset == 0x70 || offset == 0x71 { return start + 1 }
        if let vowel = vowelLetter[offset] ?? vowelSign[offset] {
            out.append(contentsOf: vowel.utf8)
            return start + 1
        }
        switch offset {
        case 0x01, 0x02:
            // A nasal at a token's end is hardly spoken: খাঁ is written Kha as often as Khan.
            if offset == 0x01, start + 1 == scalars.count { return start + 1 }
            // ং is "ng" in Bengali; Hindi writes any nasal with ं.
            out.append(0x6E)
            if offset == 0x02, isBengali { out.append(0x67) }
            return start + 1
        case 0x4E:
            out.append(0x74)
            return start + 1
        default: break
        }
        guard var letter = consonant[offset] else { return start + 1 }
        var next = start + 1
        if next < scalars.count, scalars[next].value & 0x7F == nukta, isIndic(scalars[next]) {
            letter = withNukta[offset] ?? letter
            next += 1
        }
        // Bengali য is spoken j; with the nukta (য়), and as ya-phala, it is y.
        if isBengali, offset == 0x2F, next == start + 1 { letter = "j" }
        letter = joined(letter, offset: offset, scalars: scalars, start: start, isBengali: isBengali)
        // জ্ঞ / ज्ञ is spoken gy.
        if offset == 0x1C, next + 1 < scalars.count, scalars[next].value & 0x7F == hasant,
            scalars[next + 1].value & 0x7F == 0x1E
        {
            letter = "gy"
            next += 2
        }
        let bytes = Array(letter.utf8)
        // ওয়া, োয়া: the glide is written w ("আনোয়ার", Anwar).
        if letter == "y", isBengali, out.last == 0x6F, next < scalars.count, scalars[next].value & 0x7F == 0x3E {
            out.removeLast()
            out.append(0x77)
        } else {
            out.append(contentsOf: bytes)
        }
        guard next < scalars.count else { return next }
        let following = scalars[next]
        guard isIndic(following) else { return next }
        let followingOffset = following.value & 0x7F
        if followingOffset == hasant {
            return next + 1
        }
        if consonant[followingOffset] != nil || (0x01...0x03).contains(followingOffset) || followingOffset == 0x4E {
            if followingOffset == 0x03 { return next + 1 }
            out.append(0x61)
        }
        return next
    }

    /// ya-phala is y and ba-phala w after the letters where it is not spoken b; Devanagari va joined is w.
    private static func joined(
        _ letter: String, offset: UInt32, scalars: [Unicode.Scalar], start: Int, isBengali: Bool
    ) -> String {
        guard start >= 2, scalars[start - 1].value & 0x7F == hasant else { return letter }
        let before = scalars[start - 2].value & 0x7F
        if offset == 0x2F { return "y" }
        if isBengali, offset == 0x2C, [0x36, 0x38, 0x26, 0x24, 0x15].contains(before) { return "w" }
        if !isBengali, offset == 0x35 { return "w" }
        return letter
    }

    private static func isIndic(_ scalar: Unicode.Scalar) -> Bool { (0x900...0x9FF).contains(scalar.value) }

    static let vowelLetter: [UInt32: String] = [
        0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri", 0x0D: "e", 0x0E: "e",
        0x0F: "e", 0x10: "oi", 0x11: "o", 0x12: "o", 0x13: "o", 0x14: "ou",
    ]
    static let vowelSign: [UInt32: String] = [
        0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri", 0x45: "e", 0x46: "e", 0x47: "e",
        0x48: "oi", 0x49: "o", 0x4A: "o", 0x4B: "o", 0x4C: "ou",
    ]
    static let consonant: [UInt32: String] = [
        0x15: "k", 0x16: "kh", 0x17: "g", 0x18: "gh", 0x19: "ng", 0x1A: "ch", 0x1B: "chh", 0x1C: "j", 0x1D: "jh",
        0x1E: "n", 0x1F: "t", 0x20: "th", 0x21: "d", 0x22: "dh", 0x23: "n", 0x24: "t", 0x25: "th", 0x26: "d",
        0x27: "dh", 0x28: "n", 0x29: "n", 0x2A: "p", 0x2B: "ph", 0x2C: "b", 0x2D: "bh", 0x2E: "m", 0x2F: "y",
        0x30: "r", 0x31: "r", 0x32: "l", 0x33: "l", 0x34: "l", 0x35: "v", 0x36: "sh", 0x37: "sh", 0x38: "s",
        0x39: "h", 0x58: "k", 0x59: "kh", 0x5A: "g", 0x5B: "j", 0x5C: "r", 0x5D: "rh", 0x5E: "ph", 0x5F: "y",
        0x70: "r", 0x71: "w",
    ]
    static let withNukta: [UInt32: String] = [0x21: "r", 0x22: "rh", 0x2F: "y", 0x1C: "j", 0x2B: "ph"]
}
