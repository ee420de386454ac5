import Testing

@testable import Linkage

@Suite("How alike two folded tokens are")
struct TokenSimilarityTests {
    private static let letters = Array("aaaiiubcdfgjklmnprst".utf8) + Array("19".utf8)

    /// A random fold, or one that is a few slips away from `other`.
    private static func fold(_ numbers: inout SeededNumbers, near other: [UInt8]? = nil) -> [UInt8] {
        guard var fold = other else {
            return (0..<Int.random(in: 0...14, using: &numbers)).map { _ in letter(&numbers) }
        }
        for _ in 0..<Int.random(in: 1...3, using: &numbers) where !fold.isEmpty {
            let place = Int.random(in: 0..<fold.count, using: &numbers)
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0: fold.remove(at: place)
            case 1: fold.insert(letter(&numbers), at: place)
            case 2: fold[place] = letter(&numbers)
            default: if place > 0 { fold.swapAt(place, place - 1) }
            }
        }
        return fold
    }

    private static func letter(_ numbers: inout SeededNumbers) -> UInt8 { letters.randomElement(using: &numbers) ?? 97 }

    private static func text(_ folds: [UInt8]...) -> String {
        folds.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")
    }

    private static func pairs(seed: UInt64) -> [([UInt8], [UInt8])] {
        var numbers = SeededNumbers(state: seed)
        return (0..<3000).map { number in
            let first = fold(&numbers)
            return (first, fold(&numbers, near: number % 3 == 0 ? nil : first))
        }
    }

    @Test("It is from 0 to 1, the same both ways, and 1 for equal folds", arguments: 1...3 as ClosedRange<UInt64>)
    func sound(seed: UInt64) {
        for (first, second) in Self.pairs(seed: seed) {
            let there = TokenSimilarity.similarity(first, second), back = TokenSimilarity.similarity(second, first)
            if there != back || !(0...1).contains(there) || TokenSimilarity.similarity(first, first) != 1 {
                Issue.record("\(Self.text(first, second)): \(there), \(back)")
            }
        }
    }

    @Test("The bound is never below it", arguments: 4...7 as ClosedRange<UInt64>)
    func bound(seed: UInt64) {
        for (first, second) in Self.pairs(seed: seed) {
            let bound = LetterCounts.bound(LetterCounts(first), LetterCounts(second))
            let real = TokenSimilarity.similarity(first, second)
            if bound < real - 1e-5 {
                Issue.record("\(Self.text(first, second)): \(bound) < \(real)")
            }
        }
    }

    @Test(
        "Looking for the similar only changes no answer that is similar", arguments: [0.3, 0.6, 0.75, 0.93] as [Float])
    func least(least: Float) {
        var kept = 0
        for (first, second) in Self.pairs(seed: 8) {
            let real = TokenSimilarity.similarity(first, second)
            let quick = first.withUnsafeBufferPointer { a in
                second.withUnsafeBufferPointer { TokenSimilarity.similarity(a, $0, least: least) }
            }
            if real >= least {
                kept += 1
                if quick != real { Issue.record("\(first), \(second): \(quick) for \(real)") }
            } else if quick >= least {
                Issue.record("\(first), \(second): \(quick) for \(real)")
            }
        }
        #expect(kept > 100)
    }

    @Test(
        "Cheap slips cost less than dear ones",
        arguments: [
            ("rahim", "rahima", "rahimr"), ("gapal", "gapil", "gamal"), ("mandal", "nandal", "kandal"),
            ("salim", "slaim", "sakim"), ("ubad", "bbad", "kbad"),
        ])
    func order(from: String, near: String, far: String) {
        let base = Array(from.utf8)
        let (close, distant) = (
            TokenSimilarity.similarity(base, Array(near.utf8)), TokenSimilarity.similarity(base, Array(far.utf8))
        )
        #expect(close > distant, "\(close), \(distant)")
        #expect(close < 1)
    }

    @Test("Endless tokens are compared by their first letters")
    func endless() {
        let long = [UInt8](repeating: 97, count: 5000)
        #expect(TokenSimilarity.similarity(long, long) == 1)
        #expect(TokenSimilarity.similarity(long, Array("b".utf8)) >= 0)
        #expect(TokenSimilarity.similarity([], []) == 1)
    }
}
