/// How far two names agree, in nats of rarity (−ln of how common a token is).
package struct NameAgreement: Equatable, Sendable {
    /// Weight of the tokens found on both sides, less for those that are only alike.
    package var agreement: Float
    /// Weight that stands against each other: the lighter of the two sides' leftover tokens, and what tokens that are
    /// only alike leave unexplained.
    package var conflict: Float
    /// Weight that only one side has.
    package var extra: Float
}

/// Aligns the tokens of two names, whatever their order; one per thread, for it keeps a cache of token similarities.
///
/// Pairs of tokens are taken greedily by what they gain, `w · (s − 0.5) / 0.5` for a similarity `s` of at least 0.6,
/// where `w` is the smaller of the two tokens' weights. A single letter stands for any token it begins, without gain.
final class NameAligner {
    private let vocabulary: NameVocabulary
    private let memory: SimilarityCache
    // The same by plain pointers, for the innermost loop.
    private let cache: SimilarityCache.View
    private let infos: UnsafeMutablePointer<FormInfo>
    static let mostTokens = NameSplitter.mostTokens
    private static let alike: Float = 0.6

    /// - Parameter records: how many records there are to compare, which the cache is sized by.
    init(_ vocabulary: NameVocabulary, records: Int) {
        self.vocabulary = vocabulary
        memory = SimilarityCache(records: records)
        cache = memory.view
        infos = vocabulary.infos.base
    }

    /// - Parameter a, b: forms of each name's tokens, at most `mostTokens` each.
    func align(_ a: UnsafeBufferPointer<UInt32>, _ b: UnsafeBufferPointer<UInt32>) -> NameAgreement {
        var freeA: UInt32 = (1 << UInt32(a.count)) - 1, freeB: UInt32 = (1 << UInt32(b.count)) - 1
        var agreement: Float = 0
        // Tokens that are the same are taken first: most pairs share one, and need no more comparing for it.
        for i in 0..<a.count {
            for j in 0..<b.count where a[i] == b[j] && freeB & (1 << UInt32(j)) != 0 {
                agreement += infos[Int(a[i])].weight
                freeA &= ~(1 << UInt32(i))
                freeB &= ~(1 << UInt32(j))
                break
            }
        }
        var doubt: Float = 0
        while freeA != 0, freeB != 0 {
            var best: Float = 0, bestWeight: Float = 0, bestI = 0, bestJ = 0
            for i in 0..<a.count where freeA & (1 << UInt32(i)) != 0 {
                for j in 0..<b.count where freeB & (1 << UInt32(j)) != 0 {
                    let alike = similarity(a[i], b[j])
                    if alike < Self.alike { continue }
                    let weight = min(infos[Int(a[i])].weight, infos[Int(b[j])].weight)
                    let gain = weight * (alike - 0.5) * 2
                    if gain > best { (best, bestWeight, bestI, bestJ) = (gain, weight, i, j) }
                }
            }
            if best <= 0 { break }
            agreement += best
            doubt += bestWeight - best
            freeA &= ~(1 << UInt32(bestI))
            freeB &= ~(1 << UInt32(bestJ))
        }
        if freeA != 0, freeB != 0 { agreement += settleLeftovers(a, &freeA, b, &freeB) }
        let leftA = weight(of: a, freeA), leftB = weight(of: b, freeB)
        return NameAgreement(agreement: agreement, conflict: min(leftA, leftB) + doubt, extra: abs(leftA - leftB))
    }

    /// Initials, and a token that is two of the other side's glued together.
    private func settleLeftovers(
        _ a: UnsafeBufferPointer<UInt32>, _ freeA: inout UInt32, _ b: UnsafeBufferPointer<UInt32>, _ freeB: inout UInt32
    ) -> Float {
        var gained: Float = 0
        while true {
            // Of several that an initial may stand for, the rarest.
            var best: Float = 0, bestI = 0, bestJ = 0
            for i in 0..<a.count where freeA & (1 << UInt32(i)) != 0 {
                for j in 0..<b.count where freeB & (1 << UInt32(j)) != 0 && isInitial(a[i], of: b[j]) {
                    let weight = infos[Int(a[i])].weight + infos[Int(b[j])].weight
                    if weight > best { (best, bestI, bestJ) = (weight, i, j) }
                }
            }
            if best == 0 { break }
            freeA &= ~(1 << UInt32(bestI))
            freeB &= ~(1 << UInt32(bestJ))
        }
        if freeA == 0 || freeB == 0 { return 0 }
        if freeB.nonzeroBitCount >= 2 { gained += settleGlued(a, &freeA, b, &freeB) }
        if freeA.nonzeroBitCount >= 2 { gained += settleGlued(b, &freeB, a, &freeA) }
        return gained
    }

    private func settleGlued(
        _ whole: UnsafeBufferPointer<UInt32>, _ freeWhole: inout UInt32,
        _ parts: UnsafeBufferPointer<UInt32>, _ freeParts: inout UInt32
    ) -> Float {
        var gained: Float = 0
        for i in 0..<whole.count where freeWhole & (1 << UInt32(i)) != 0 {
            let fold = vocabulary.fold(Int(whole[i]))
            for j in 0..<(parts.count - 1) where freeParts >> UInt32(j) & 3 == 3 {
                let head = vocabulary.fold(Int(parts[j])), tail = vocabulary.fold(Int(parts[j + 1]))
                guard abs(head.count + tail.count - fold.count) <= 2, head[0] == fold[0], head.count > 1 else {
                    continue
                }
                let alike = TokenSimilarity.similarity(Array(fold), Fold.joined(head, tail))
                guard alike >= 0.8 else { continue }
                let both = infos[Int(parts[j])].weight + infos[Int(parts[j + 1])].weight
                gained += min(infos[Int(whole[i])].weight, both) * (alike - 0.5) * 2
                freeWhole &= ~(1 << UInt32(i))
                freeParts &= ~(3 << UInt32(j))
                break
            }
        }
        return gained
    }

    private func isInitial(_ a: UInt32, of b: UInt32) -> Bool {
        let first = vocabulary.fold(Int(a)), second = vocabulary.fold(Int(b))
        return (first.count == 1 || second.count == 1) && first.first == second.first
    }

    private func weight(of name: UnsafeBufferPointer<UInt32>, _ free: UInt32) -> Float {
        var sum: Float = 0
        for i in 0..<name.count where free & (1 << UInt32(i)) != 0 { sum += infos[Int(name[i])].weight }
        return sum
    }

    @inline(__always) private func similarity(_ a: UInt32, _ b: UInt32) -> Float {
        if a == b { return 1 }
        let first = infos + Int(a), second = infos + Int(b)
        if first.pointee.number > 0, first.pointee.number == second.pointee.number { return 0.97 }
        if LetterCounts.bound(first.pointee.letters, second.pointee.letters) < Self.alike { return 0 }
        return cache.similarity(a, b) {
            TokenSimilarity.similarity(vocabulary.fold(Int($0)), vocabulary.fold(Int($1)), least: Self.alike)
        }
    }
}

/// Remembers the similarity of pairs of numbered strings, so that each distinct pair is compared about once a thread.
///
/// A direct-mapped table that grows with the lists, to what two cores share in cache: an entry is forgotten when another
/// pair falls on its place, which costs time and never changes an answer.
final class SimilarityCache {
    private static let fewestBits = 13
    private static let mostBits = 20
    private let bits: Int
    private let entries: Column<UInt64>

    /// An entry for every four to eight records.
    init(records: Int) {
        bits = min(max(Int.bitWidth - records.leadingZeroBitCount - 3, Self.fewestBits), Self.mostBits)
        entries = Column(repeating: 0, count: 1 << bits)
    }

    var view: View { View(entries: entries.base, shift: UInt64(64 - bits)) }

    /// The cache by a plain pointer, valid as long as the cache is.
    struct View: BitwiseCopyable {
        let entries: UnsafeMutablePointer<UInt64>
        let shift: UInt64

        /// The similarity of `a` and `b` (numbers below 2^28), in steps of 1/200.
        @inline(__always)
        func similarity(_ a: UInt32, _ b: UInt32, _ compare: (UInt32, UInt32) -> Float) -> Float {
            let low = UInt64(min(a, b)), high = UInt64(max(a, b))
            let key = (low << 28 | high) &+ 1
            let place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
            let entry = entries[place]
            if entry >> 8 == key { return Float(entry & 0xFF) * 0.005 }
            let steps = UInt64((compare(UInt32(low), UInt32(high)) * 200).rounded())
            entries[place] = key << 8 | steps
            return Float(steps) * 0.005
        }
    }
}

extension Fold {
    /// Two folds written as one: a letter doubled where they meet is single, as in any fold.
    static func joined(_ head: UnsafeBufferPointer<UInt8>, _ tail: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        Array(head) + (head.last == tail.first ? Array(tail.dropFirst()) : Array(tail))
    }
}
