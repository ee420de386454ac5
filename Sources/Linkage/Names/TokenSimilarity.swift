/// How alike two folded tokens are, by a weighted Damerau–Levenshtein distance that knows which slips are cheap.
///
/// Costs, in hundredths: adding or dropping `a` 20, another vowel 35, a consonant 100; vowel for vowel 35; consonants
/// that are confused in writing or hearing 70 (r and d 60), others 100; vowel for consonant 120 (`u` for `b`, the two readings of
/// w and v, 45); two neighbours swapped 90, with a vowel among them 50. A first consonant that is another or missing
/// counts half as much again: it is what parts Rafikul from Safikul. The distance is divided by the longer token's
/// length (consonants 1, vowels 0.4). Source of the weights: measured on spelling variants, docs/decisions/0003-names.md.
enum TokenSimilarity {
    /// Longer folds are compared by their first letters only; no name token is this long.
    static let longest = 32

    /// Similarity in 0…1; symmetric, 1 for equal folds.
    /// - Parameter least: similarities below this may be reported as 0, which is found much sooner.
    static func similarity(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, least: Float = 0
    ) -> Float {
        let first = UnsafeBufferPointer(rebasing: a.prefix(longest)),
            second = UnsafeBufferPointer(rebasing: b.prefix(longest))
        let length = max(weight(of: first), weight(of: second))
        guard length > 0 else { return a.isEmpty && b.isEmpty ? 1 : 0 }
        let distance = distance(first, second, limit: Int32((1 - least) * Float(length)) + 1)
        return max(0, 1 - Float(distance) / Float(length))
    }

    static func similarity(_ a: [UInt8], _ b: [UInt8]) -> Float {
        a.withUnsafeBufferPointer { first in b.withUnsafeBufferPointer { similarity(first, $0) } }
    }

    private static func weight(of fold: UnsafeBufferPointer<UInt8>) -> Int {
        fold.reduce(0) { $0 + (Fold.isVowel($1) ? 40 : 100) }
    }

    private static func firstLetter(_ letter: UInt8) -> Int32 { Fold.isVowel(letter) ? 0 : 50 }

    /// The distance, or something above `limit` as soon as it must exceed it.
    private static func distance(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, limit: Int32
    ) -> Int32 {
        let width = longest + 1
        let costs = LetterCosts.table.base
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * width) { rows in
            guard let start = rows.baseAddress else { return 0 }
            var before = start, last = start + width, current = start + 2 * width
            var lowestLast: Int32 = 0
            last[0] = 0
            for j in 0..<b.count {
                last[j + 1] = last[j] + Int32(costs[LetterCosts.index(b[j])]) + (j == 0 ? Self.firstLetter(b[0]) : 0)
            }
            for i in 0..<a.count {
                let row = costs + LetterCosts.place(a[i], LetterCosts.none)
                let dropped = Int32(row[0])
                current[0] = last[0] + dropped + (i == 0 ? Self.firstLetter(a[0]) : 0)
                var lowest = current[0]
                for j in 0..<b.count {
                    let letter = LetterCosts.index(b[j])
                    var cost = last[j] + Int32(row[letter])
                    if i == 0, j == 0, row[letter] >= 100 { cost += 50 }
                    cost = min(cost, last[j + 1] + dropped, current[j] + Int32(costs[letter]))
                    if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                        let swap: Int32 = Fold.isVowel(a[i]) || Fold.isVowel(b[j]) ? 50 : 90
                        cost = min(cost, before[j - 1] + swap)
                    }
                    current[j + 1] = cost
                    lowest = min(lowest, cost)
                }
                // A later cell grows from this row or, by a swap, from the one before.
                if lowest > limit, lowestLast > limit { return limit + 1_000_000 }
                lowestLast = lowest
                (before, last, current) = (last, current, before)
            }
            return last[b.count]
        }
    }
}

/// What it costs to write one letter for another, or for none, in hundredths; a table for the innermost loop.
enum LetterCosts {
    private static let width = 80
    static let none: UInt8 = 0x30 &- 1

    /// Letters and digits are 1…; "none" is 0.
    @inline(__always) static func index(_ letter: UInt8) -> Int { min(Int(letter &- none), width - 1) }
    @inline(__always) static func place(_ a: UInt8, _ b: UInt8) -> Int { index(a) * width + index(b) }

    // Filled once, then only read.
    nonisolated(unsafe) static let table: Column<UInt8> = {
        let table = Column<UInt8>(repeating: 0, count: width * width)
        for a in none..<(none + UInt8(width)) {
            for b in none..<(none + UInt8(width)) {
                let cost = a == none ? indel(b) : b == none ? indel(a) : substitution(a, b)
                table[place(a, b)] = UInt8(a == b ? 0 : cost)
            }
        }
        return table
    }()

    private static func indel(_ letter: UInt8) -> Int32 {
        letter == "a" ? 20 : Fold.isVowel(letter) ? 35 : 100
    }

    private static func substitution(_ a: UInt8, _ b: UInt8) -> Int32 {
        if a == b { return 0 }
        switch (Fold.isVowel(a), Fold.isVowel(b)) {
        case (true, true): return 35
        case (false, false): return isConfusable(a, b) || isConfusable(b, a) ? (a == "r" || b == "r" ? 60 : 70) : 100
        default: return (a == "u" && b == "b") || (a == "b" && b == "u") ? 45 : 120
        }
    }

    private static func isConfusable(_ a: UInt8, _ b: UInt8) -> Bool {
        switch (a, b) {
        case ("r", "d"), ("t", "d"), ("p", "b"), ("k", "g"), ("c", "s"), ("c", "j"), ("m", "n"), ("l", "n"): true
        default: false
        }
    }
}
