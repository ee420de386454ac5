import Foundation

/// A word or two that mark what follows, in lower case; a blank in it stands for any blanks and full stops.
struct FieldMark {
    private let bytes: [UInt8]

    /// The mark in both encodings of its nukta letters.
    static func all(_ mark: String) -> [FieldMark] { encodings(mark).map { FieldMark(bytes: $0) } }

    /// The bytes of a text in both encodings of its nukta letters.
    static func encodings(_ text: String) -> Set<[UInt8]> {
        let apart = text.precomposedStringWithCanonicalMapping.unicodeScalars
        var joined = String.UnicodeScalarView()
        for scalar in apart {
            if scalar == "\u{9BC}" || scalar == "\u{93C}", let one = nukta[joined.last ?? " "] {
                joined.removeLast()
                joined.append(one)
            } else {
                joined.append(scalar)
            }
        }
        return Set([Array(String(apart).utf8), Array(String(joined).utf8)])
    }

    private static let nukta: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{9AF}": "\u{9DF}", "\u{9A1}": "\u{9DC}", "\u{91C}": "\u{95B}",
    ]

    /// Where the mark ends if it stands at `start` as a word of its own.
    func end(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        var place = start
        for byte in bytes {
            if byte == 0x20 {
                while place < text.count, text[place] == 0x20 || text[place] == 0x2E { place += 1 }
                continue
            }
            guard place < text.count, byte == (text[place] < 0x80 ? FieldText.lowered(text[place]) : text[place]) else {
                return nil
            }
            place += 1
        }
        return place < text.count && FieldText.isLetter(text, place) ? nil : place
    }
}

/// Bytes of a field.
enum FieldText {
    static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Whether a letter of any script stands here; a visarga that is written for a full stop is none.
    static func isLetter(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        if text[place] >= 0x80 { return !isVisarga(text, place) && !isDash(text, place) }
        return (0x61...0x7A).contains(text[place] | 0x20)
    }

    /// A letter or the continuation of one.
    /// - Parameter evenBehindSlash: `Vill/P.O.` is two words, `S/O` is one.
    static func isWordStart(
        _ text: UnsafeBufferPointer<UInt8>, _ place: Int, evenBehindSlash: Bool = false
    ) -> Bool {
        guard isLetter(text, place), text[place] & 0xC0 != 0x80 else { return false }
        if place == 0 { return true }
        if text[place - 1] < 0x80 {
            return !isLetter(text, place - 1) && (text[place - 1] != 0x2F || evenBehindSlash)
        }
        return place >= 3 && (isVisarga(text, place - 3) || isDash(text, place - 3))
    }

    private static func isVisarga(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place + 2 < text.count && text[place] == 0xE0 && text[place + 1] == 0xA6 && text[place + 2] == 0x83
    }

    /// En dash, em dash.
    private static func isDash(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place + 2 < text.count && text[place] == 0xE2 && text[place + 1] == 0x80
            && (text[place + 2] == 0x93 || text[place + 2] == 0x94)
    }

    private static func isSign(_ byte: UInt8) -> Bool { ":-.=".utf8.contains(byte) }

    /// Whether a sign follows that parts a label from its value.
    static func hasSign(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var place = place
        while place < text.count, text[place] == 0x20 { place += 1 }
        return place < text.count && (isSign(text[place]) || isVisarga(text, place) || isDash(text, place))
    }

    /// Whether a comma, a bracket or the like stands before.
    static func isApart(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var place = place
        while place > 0, text[place - 1] == 0x20 { place -= 1 }
        return place > 0 && ",;(".utf8.contains(text[place - 1])
    }

    /// How many letters a stretch has, counted no further than three.
    static func letters(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for place in range where count < 3 && text[place] & 0xC0 != 0x80 {
            if isLetter(text, place), digit(text, place) == nil { count += 1 }
        }
        return count
    }

    static func holdsDigit(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.contains { digit(text, $0) != nil }
    }

    /// How many bytes the digit takes that stands here: ASCII, Devanagari or Bengali.
    private static func digit(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
        if (0x30...0x39).contains(text[place]) { return 1 }
        guard place + 2 < text.count, text[place] == 0xE0 else { return nil }
        let isIndic =
            (text[place + 1] == 0xA5 || text[place + 1] == 0xA7) && (0xA6...0xAF).contains(text[place + 2])
        return isIndic ? 3 : nil
    }

    /// Without a PIN code of six digits at the end, and what stands in brackets.
    static func withoutPin(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        let bracket = range.first { text[$0] == 0x28 } ?? range.upperBound
        let value = trimmed(text, range.lowerBound..<bracket)
        var start = value.upperBound, digits = 0
        while start > value.lowerBound {
            if text[start - 1] == 0x20 || text[start - 1] == 0x2D {
                start -= 1
            } else if start - 3 >= value.lowerBound, digit(text, start - 3) == 3 {
                (start, digits) = (start - 3, digits + 1)
            } else if digit(text, start - 1) == 1 {
                (start, digits) = (start - 1, digits + 1)
            } else {
                break
            }
        }
        return digits == 6 ? trimmed(text, value.lowerBound..<start) : value
    }

    /// Without blanks and signs at both ends.
    static func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        func isNothing(_ byte: UInt8) -> Bool { byte <= 0x20 || ":-.=,;/&()+".utf8.contains(byte) }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            if isVisarga(text, start) || isDash(text, start) {
                start = min(end, start + 3)
            } else if isNothing(text[start]) {
                start += 1
            } else {
                break
            }
        }
        while end > start, isNothing(text[end - 1]) { end -= 1 }
        return start..<end
    }

    /// What stands between commas, semicolons and line ends.
    static func pieces(_ text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var pieces: [Range<Int>] = [], start = 0
        for place in 0...text.count where place == text.count || [0x2C, 0x3B, 0x0A].contains(text[place]) {
            pieces.append(start..<place)
            start = place + 1
        }
        return pieces
    }
}
