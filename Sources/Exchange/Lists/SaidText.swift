/// What forms and spreadsheets say where nothing is known: `NA`, `N/A`, `-`, `Nil`, `Not known`, `xxx`, `000`, `জানা নেই`.
enum SaidText {
    /// In lower case, without blanks.
    private static let words = [
        "na", "nan", "nil", "none", "null", "unknown", "unk", "undefined", "notknown", "notavailable", "notapplicable",
        "notgiven", "notmentioned", "notprovided", "nodata", "blank", "dontknow", "no",
        "নাই", "নেই", "না", "জানানেই", "জানানাই", "অজানা", "অজ্ঞাত", "প্রযোজ্যনয়",
        "नहीं", "नही", "अज्ञात", "पतानहीं", "ज्ञातनहीं", "लागूनहीं", "निरंक", "छैन", "थाहाछैन",
    ]
    /// By the letter they begin with: an ASCII letter, or the last byte of another one.
    private static let wordsOfLetter: [[[UInt8]]] = words.reduce(into: Array(repeating: [], count: 256)) { all, word in
        for bytes in FieldMark.encodings(word) { all[letter(bytes[0], bytes[2 % bytes.count])].append(bytes) }
    }
    private static let longest = 60

    private static func letter(_ first: UInt8, _ third: UInt8) -> Int {
        Int(first < 0x80 ? FieldText.lowered(first) : third)
    }

    /// Whether a field says only that nothing is known: no word but one of these, or signs, zeros and crosses.
    static func isNothing(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.firstIndex(where: { !isSign($0) }) else { return true }
        if isFiller(text[start]) { return text.allSatisfy(isFiller) }
        guard text.count <= longest else { return false }
        return wordsOfLetter[letter(text[start], text[min(start + 2, text.count - 1)])].contains { isWord($0, text) }
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

    private static func isFiller(_ byte: UInt8) -> Bool { isSign(byte) || byte == 0x30 || byte | 0x20 == 0x78 }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without blanks at either end; empty where it says only that nothing is known.
    var said: UnsafeBufferPointer<UInt8> {
        let text = trimmed
        return SaidText.isNothing(text) ? UnsafeBufferPointer(rebasing: text.prefix(0)) : text
    }
}
