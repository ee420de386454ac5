/// What forms and spreadsheets say where nothing is known, or nothing new: `NA`, `N/A`, `-`, `Nil`, `Not known`, `xxxx`, `000`, `জানা নেই`.
enum SaidText {
    /// What a field holds: a place, whose name may be X; one of some few values, among which `No`, `0` and crosses may be.
    enum Kind { case place, choice, other }

    /// In lower case, without blanks.
    private static let words = [
        "na", "nan", "nil", "none", "null", "unknown", "unk", "undefined", "notknown", "notavailable", "notapplicable",
        "notgiven", "notmentioned", "notprovided", "nodata", "blank", "dontknow", "no", "do", "ditto", "sameasabove",
        "নাই", "নেই", "না", "জানানেই", "জানানাই", "অজানা", "অজ্ঞাত", "প্রযোজ্যনয়", "ঐ",
        "नहीं", "नही", "अज्ञात", "पतानहीं", "ज्ञातनहीं", "लागूनहीं", "निरंक", "छैन", "थाहाछैन", "तदैव",
    ]
    /// By the letter they begin with: an ASCII letter, or the last byte of another one.
    private static let wordsOfLetter: [[[UInt8]]] = words.reduce(into: Array(repeating: [], count: 256)) { all, word in
        for bytes in FieldMark.encodings(word) { all[letter(bytes[0], bytes[2 % bytes.count])].append(bytes) }
    }
    private static let longest = 60
    /// Words that may be an answer.
    private static let answers = Set(["no", "না", "नहीं", "नही"].flatMap { FieldMark.encodings($0) })

    private static func letter(_ first: UInt8, _ third: UInt8) -> Int {
        Int(first < 0x80 ? FieldText.lowered(first) : third)
    }

    /// Whether a field says only that nothing is known: no word but one of these, or signs, zeros and crosses.
    static func isNothing(_ text: UnsafeBufferPointer<UInt8>, in kind: Kind = .other) -> Bool {
        guard let start = text.firstIndex(where: { !isSign($0) }) else { return true }
        // Wards bear Roman numbers, too: the tenth to the thirtieth are crosses.
        if isFiller(text[start]) {
            return kind != .choice && text.allSatisfy(isFiller) && !(kind == .place && isRoman(text))
        }
        guard text.count <= longest else { return false }
        return wordsOfLetter[letter(text[start], text[min(start + 2, text.count - 1)])].contains {
            isWord($0, text) && !(kind == .choice && answers.contains($0))
        }
    }

    /// Whether the text is the word, whatever signs and blanks stand in it.
    private static func isWord(_ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        for byte in text where !isSign(byte) {
            guard place < word.count, word[place] == FieldText.lowered(byte) else { return false }
            place += 1
        }
        return place == word.count
    }

    /// Anything of ASCII but letters and digits.
    private static func isSign(_ byte: UInt8) -> Bool {
        byte < 0x30 || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte) || (0x7B...0x7F).contains(byte)
    }

    private static func isRoman(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count <= 3 && text.allSatisfy { $0 | 0x20 == 0x78 }
    }

    private static func isFiller(_ byte: UInt8) -> Bool { isSign(byte) || byte == 0x30 || byte | 0x20 == 0x78 }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without blanks at either end; empty where it says only that nothing is known.
    var said: UnsafeBufferPointer<UInt8> { said(in: .other) }

    func said(in kind: SaidText.Kind) -> UnsafeBufferPointer<UInt8> {
        let text = trimmed
        return SaidText.isNothing(text, in: kind) ? UnsafeBufferPointer(rebasing: text.prefix(0)) : text
    }
}
