/// One form for the spellings of a place: folded, direction words and numerals made alike and put last, filler dropped.
///
/// `Purba Bardhaman`, `Bardhaman (East)` and `পূর্ব বর্ধমান` fold alike; `Bankura-I` and `Bankura-II` never do, for
/// numerals are kept behind a bar and must be equal.
package enum PlaceFold {
    private static let directions: [String: String] = {
        var words: [String: String] = [:]
        for (mark, spellings) in [
            ("E", "east purba purbo purb purva পূর্ব पूर्व"), ("W", "west paschim pashchim poschim পশ্চিম पश्चिम"),
            ("N", "north uttar uttor উত্তর उत्तर"), ("S", "south dakshin dakhin dokkhin দক্ষিণ दक्षिण"),
        ] {
            for word in spellings.split(separator: " ") { words[Fold.latin(String(word))] = mark }
        }
        return words
    }()
    private static let numerals: [String: String] = [
        "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
    ]
    private static let filler: Set<String> = [
        "village", "vill", "vil", "gram", "gp", "panchayat", "block", "district", "dist", "zilla", "jila", "po", "ps",
        "municipality", "mun", "town", "cd", "dev", "no", "ward", "গ্রাম", "ব্লক", "জেলা", "ग्राम", "जिला", "গ্রামঃ",
    ]

    /// Folded bytes; empty when nothing legible is there.
    package static func fold(_ text: String) -> [UInt8] {
        let (words, tail) = parts(text)
        var body: [UInt8] = []
        for word in words {
            let folded = Fold.fold(word)
            body += folded.first == body.last ? folded.dropFirst() : folded[...]
        }
        return tail.isEmpty ? body : body + ("|" + tail).utf8
    }

    /// The letters of a place as they are written, in Latin script, without numerals and directions.
    static func letters(_ text: String) -> [UInt8] { parts(text).words.flatMap { $0 } }

    /// Words in Latin letters, and numerals and directions in one order.
    private static func parts(_ text: String) -> (words: [[UInt8]], tail: String) {
        let written = text.lowercased().unicodeScalars.split { !isPartOfWord($0) }.map { String($0) }
        var words: [[UInt8]] = [], tail: [String] = []
        for word in written {
            if filler.contains(word), written.count > 1 { continue }
            if let number = numerals[word], !words.isEmpty {
                tail.append(number)
                continue
            }
            let latin = Transliteration.latin(word)
            if latin.allSatisfy(Fold.isDigit) {
                if !latin.isEmpty { tail.append(String(decoding: latin, as: UTF8.self)) }
                continue
            }
            if let mark = directions[String(decoding: Fold.fold(latin), as: UTF8.self)], written.count > 1 {
                tail.append(mark)
                continue
            }
            words.append(latin)
        }
        return (words, tail.sorted().joined(separator: "|"))
    }

    /// True when one letter more, less or other, or two neighbours exchanged, is all that parts two words.
    static func isOneEdit(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        if a.count > b.count { return isOneEdit(b, a) }
        guard b.count - a.count <= 1, a != b else { return false }
        let same = zip(a, b).prefix { $0 == $1 }.count
        let restA = a[same...], restB = b[same...]
        if a.count < b.count { return restA.elementsEqual(restB.dropFirst()) }
        if restA.dropFirst().elementsEqual(restB.dropFirst()) { return true }
        return restA.count >= 2 && restA[same] == restB[same + 1] && restA[same + 1] == restB[same]
            && restA.dropFirst(2).elementsEqual(restB.dropFirst(2))
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        return (0x900...0x9FF).contains(scalar.value) || scalar.properties.isAlphabetic
            || scalar.properties.numericType != nil
            || scalar.value == 0x200C || scalar.value == 0x200D
    }

    /// Similarity in 0…1 of two folds; 0 where numerals or directions differ.
    package static func similarity(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, least: Float = 0
    ) -> Float {
        let barA = a.firstIndex(of: "|") ?? a.count, barB = b.firstIndex(of: "|") ?? b.count
        guard a[barA...].elementsEqual(b[barB...]) else { return 0 }
        return TokenSimilarity.similarity(
            UnsafeBufferPointer(rebasing: a[..<barA]), UnsafeBufferPointer(rebasing: b[..<barB]), least: least)
    }

    package static func similarity(_ a: [UInt8], _ b: [UInt8], least: Float = 0) -> Float {
        a.withUnsafeBufferPointer { first in b.withUnsafeBufferPointer { similarity(first, $0, least: least) } }
    }
}
