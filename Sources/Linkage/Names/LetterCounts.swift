/// How often each letter stands in a fold: enough to see, in a few instructions, that two folds are far apart.
///
/// Most pairs that are looked at are unlike each other; their distance need not be worked out. 24 bytes a fold.
struct LetterCounts: BitwiseCopyable {
    /// A byte each: the families of consonants that are taken for each other (r d t · p b f · k g · c s j · m n l),
    /// digits, all consonants, and the fold's length in units of 20.
    private let families: UInt64
    /// A byte each: d t r p b f k g, and c s j m n l a i.
    private let first: UInt64
    private let second: UInt64

    private static let order = Array("drtpbfkgcsjmnlai".utf8)
    private static let ofFamily = Array("0001112233344455".utf8).map { Int($0) - 48 }
    private static let digits = 5, allConsonants = 6, length = 7

    init(_ fold: some Sequence<UInt8>) {
        var families = [UInt8](repeating: 0, count: 8), letters = [UInt8](repeating: 0, count: 16)
        var units = 0
        // A place's numerals and directions stand behind a bar and are compared on their own.
        for letter in fold.prefix(while: { $0 != "|" }).prefix(TokenSimilarity.longest) {
            let place = Self.order.firstIndex(of: letter)
            if let place { letters[place] += 1 }
            units += Fold.isVowel(letter) ? 2 : 5
            if Fold.isVowel(letter) { continue }
            families[place.map { Self.ofFamily[$0] } ?? Self.digits] += 1
            families[Self.allConsonants] += 1
        }
        families[Self.length] = UInt8(min(units, 255))
        self.families = Self.packed(families[...])
        (first, second) = (Self.packed(letters[..<8]), Self.packed(letters[8...]))
    }

    private static func packed(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// An upper bound of two folds' similarity.
    ///
    /// A consonant without a partner of its family costs 100, of p b f 45 (u for b); one whose partner is another letter of the
    /// family 60; an `a` or `i` too many 17 (half of one vowel written for another).
    @inline(__always) static func bound(_ a: LetterCounts, _ b: LetterCounts) -> Float {
        let shared = least(a.families, b.families)
        let partners = sum(shared & 0xFFFF_FFFF_FFFF)
        let same =
            sum(least(a.first, b.first)) + sum(least(a.second, b.second) & 0xFFFF_FFFF_FFFF) + byte(shared, digits)
        let alone = max(byte(a.families, allConsonants), byte(b.families, allConsonants)) - partners
        let lips = max(byte(a.families, 1), byte(b.families, 1)) - byte(shared, 1)
        let vowels = abs(byte(a.second, 6) - byte(b.second, 6)) + abs(byte(a.second, 7) - byte(b.second, 7))
        let cost = alone * 100 - min(lips, alone) * 55 + (partners - same) * 60 + vowels * 17
        let length = max(byte(a.families, length), byte(b.families, length)) * 20
        return max(0, 1 - Float(cost) / Float(max(length, 1)))
    }

    /// The smaller of each two bytes.
    @inline(__always) private static func least(_ a: UInt64, _ b: UInt64) -> UInt64 {
        unsafeBitCast(
            pointwiseMin(unsafeBitCast(a, to: SIMD8<UInt8>.self), unsafeBitCast(b, to: SIMD8<UInt8>.self)),
            to: UInt64.self)
    }

    /// The sum of eight bytes, which is below 256.
    @inline(__always) private static func sum(_ bytes: UInt64) -> Int { Int((bytes &* 0x0101_0101_0101_0101) >> 56) }
    @inline(__always) private static func byte(_ bytes: UInt64, _ place: Int) -> Int {
        Int(bytes >> UInt64(8 * place) & 0xFF)
    }
}
