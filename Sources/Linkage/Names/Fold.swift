/// One phonetic Latin form for the many spellings of a token, in any script; the steps and their order are those
/// measured in docs/decisions/0003-names.md.
///
/// `Rafikul`, `Rafiqul`, `Rophikul` and `রফিকুল` all fold to `rafikul`. Output letters: `a i u` and the consonants
/// `b c d f g j k l m n p r s t`, with digits kept.
package enum Fold {
    /// The fold of one token written in Bengali, Devanagari or Latin script.
    package static func latin(_ token: String) -> String {
        String(decoding: fold(Transliteration.latin(token)), as: UTF8.self)
    }

    /// The fold of lower-case Latin letters and digits.
    static func fold(_ latin: [UInt8]) -> [UInt8] {
        var text = latin
        if text.hasSuffix("que") { text.replaceLast(3, with: "k") }
        // Vowels first: a silent h still parts them (Sahu is not Sau).
        text = joinConsonants(plainVowels(text))
        text = withoutDoubles(text)
        // Yadav and Jadav, Yusuf and ইউসুফ: an i that glides into the next vowel is written y, j or i.
        if text.count > 2, text[0] == "i", text[1] == "a" || text[1] == "u" { text[0] = "j" }
        return text
    }

    /// x and ksh are ks, kkh and ck are k, ph is f, ch is c, sh is s; h is then silent; q, z and v join k, j and b.
    private static func joinConsonants(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count + 2)
        var index = 0
        func at(_ ahead: Int) -> UInt8 { index + ahead < text.count ? text[index + ahead] : 0 }
        while index < text.count {
            let letter = text[index]
            switch letter {
            case "x":
                out.append(contentsOf: "ks".utf8)
            case "k" where at(1) == "s" && at(2) == "h":
                out.append(contentsOf: "ks".utf8)
                index += 2
            case "c" where at(1) == "k":
                out.append("k")
                index += 1
            case "p" where at(1) == "h":
                out.append("f")
                index += 1
            case "c" where at(1) == "h":
                out.append("c")
                index += at(2) == "h" ? 2 : 1
            case "s" where at(1) == "h":
                out.append("s")
                index += 1
            case "h": break
            case "q": out.append("k")
            case "z": out.append("j")
            case "v": out.append("b")
            default: out.append(letter)
            }
            index += 1
        }
        return out
    }

    /// oo, ou, au and w are u; o is a; e and y are i.
    private static func plainVowels(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let letter = text[index]
            let next = index + 1 < text.count ? text[index + 1] : 0
            if (letter == "o" && (next == "o" || next == "u")) || (letter == "a" && next == "u") {
                out.append("u")
                index += 2
                continue
            }
            switch letter {
            case "w": out.append("u")
            case "o": out.append("a")
            case "e", "y": out.append("i")
            default: out.append(letter)
            }
            index += 1
        }
        return out
    }

    private static func withoutDoubles(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        for letter in text where out.last != letter || isDigit(letter) { out.append(letter) }
        return out
    }

    /// The fold without its vowels, led by a mark where it begins with one; what blocking rules are keyed by.
    static func skeleton(_ fold: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(fold.count)
        for (index, letter) in fold.enumerated() {
            if isVowel(letter) {
                if index == 0 { out.append("'") }
            } else if out.last != letter || isDigit(letter) {
                out.append(letter)
            }
        }
        return out
    }

    static func isVowel(_ letter: UInt8) -> Bool { letter == "a" || letter == "i" || letter == "u" }
    static func isDigit(_ letter: UInt8) -> Bool { letter >= "0" && letter <= "9" }
}

extension UInt8: @retroactive ExpressibleByUnicodeScalarLiteral {
    /// An ASCII letter as its byte, so that rules over bytes read as rules over letters (public, as the protocol asks).
    public init(unicodeScalarLiteral value: Unicode.Scalar) { self = UInt8(truncatingIfNeeded: value.value) }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ suffix: String) -> Bool { self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
    fileprivate mutating func replaceLast(_ count: Int, with text: String) {
        removeLast(count)
        append(contentsOf: text.utf8)
    }
}
