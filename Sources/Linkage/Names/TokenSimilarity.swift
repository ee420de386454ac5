/// How alike two folded tokens are, by a weighted Damerau–Levenshtein distance that knows which slips are cheap.
///
/// Costs, in hundredths: adding or dropping `a` 20, another vowel 35, a consonant 100; vowel for vowel 35; consonants
/// that are confused in writing or hearing 70, others 100; vowel for consonant 120 (`u` for `b`, the two readings of
/// w and v, 60); two neighbours swapped 90, with a vowel among them 50. The distance is divided by the longer token's
/// length (consonants 1, vowels 0.4). Source of the weights: measured on spelling variants, docs/decisions/0003-names.md.
enum TokenSimilarity {
    /// Longer folds are compared by their first letters only; no name token is this long.
    static let longest = 32

    /// Similarity in 0…1; symmetric, 1 for equal folds.
    static func similarity(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Float {
        let first = UnsafeBufferPointer(rebasing: a.prefix(longest)), second = UnsafeBufferPointer(rebasing: b.prefix(longest))
        let length = max(weight(of: first), weight(of: second))
        guard length > 0 else { return a.isEmpty && b.isEmpty ? 1 : 0 }
        return max(0, 1 - Float(distance(first, second)) / Float(length))
    }

    static func similarity(_ a: [UInt8], _ b: [UInt8]) -> Float {
        a.withUnsafeBufferPointer { first in b.withUnsafeBufferPointer { similarity(first, $0) } }
    }

    private static func weight(of fold: UnsafeBufferPointer<UInt8>) -> Int {
        fold.reduce(0) { $0 + (Fold.isVowel($1) ? 40 : 100) }
    }

    private static func distance(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        let width = longest + 1
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * width) { rows in
            var before = 0, last = width, current = 2 * width
            rows[last] = 0
            for j in 0..<b.count { rows[last + j + 1] = rows[last + j] + indel(b[j]) }
            for i in 0..<a.count {
                rows[current] = rows[last] + indel(a[i])
                for j in 0..<b.count {
                    var cost = rows[last + j] + substitution(a[i], b[j])
                    cost = min(cost, rows[last + j + 1] + indel(a[i]), rows[current + j] + indel(b[j]))
                    if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                        let swap: Int32 = Fold.isVowel(a[i]) || Fold.isVowel(b[j]) ? 50 : 90
                        cost = min(cost, rows[before + j - 1] + swap)
                    }
                    rows[current + j + 1] = cost
                }
                (before, last, current) = (last, current, before)
            }
            return Int(rows[last + b.count])
        }
    }

    private static func indel(_ letter: UInt8) -> Int32 {
        letter == "a" ? 20 : Fold.isVowel(letter) ? 35 : 100
    }

    private static func substitution(_ a: UInt8, _ b: UInt8) -> Int32 {
        if a == b { return 0 }
        switch (Fold.isVowel(a), Fold.isVowel(b)) {
        case (true, true): return 35
        case (false, false): return isConfusable(a, b) || isConfusable(b, a) ? 70 : 100
        default: return (a == "u" && b == "b") || (a == "b" && b == "u") ? 60 : 120
        }
    }

    private static func isConfusable(_ a: UInt8, _ b: UInt8) -> Bool {
        switch (a, b) {
        case ("r", "d"), ("t", "d"), ("p", "b"), ("k", "g"), ("c", "s"), ("c", "j"), ("m", "n"), ("l", "n"): true
        default: false
        }
    }
}
