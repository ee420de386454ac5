import Testing

@testable import Linkage

@Suite("Aligning the tokens of two names")
struct NameAlignerTests {
    private static let tokens = [
        "rafikul", "safikul", "gapal", "gamal", "mandal", "biswas", "hembram", "rahim", "karim", "islam", "kandi",
        "tarun",
    ]
    /// Every token is of another rarity, and is like one other at most.
    private let vocabulary: NameVocabulary
    private let aligner: NameAligner

    init() {
        vocabulary = NameVocabulary(
            tokens: Self.tokens.enumerated().map { (Array($1.utf8), 3 + 7 * $0 * $0) }, names: 5000)
        aligner = NameAligner(vocabulary, records: 0)
    }

    private func align(_ a: [String], _ b: [String]) -> NameAgreement {
        func forms(_ name: [String]) -> [UInt32] { name.compactMap { vocabulary.form(Array($0.utf8)) } }
        return forms(a).withUnsafeBufferPointer { first in
            forms(b).withUnsafeBufferPointer { aligner.align(first, $0) }
        }
    }

    private func weight(_ token: String) -> Float {
        vocabulary.form(Array(token.utf8)).map { vocabulary.infos[Int($0)].weight } ?? -1
    }

    private func isNear(_ a: NameAgreement, _ b: NameAgreement) -> Bool {
        abs(a.agreement - b.agreement) < 1e-3 && abs(a.conflict - b.conflict) < 1e-3 && abs(a.extra - b.extra) < 1e-3
    }

    private func name(_ numbers: inout SeededNumbers) -> [String] {
        Array(Self.tokens.shuffled(using: &numbers).prefix(Int.random(in: 1...4, using: &numbers)))
    }

    @Test("The order of tokens and of names does not matter", arguments: 1...3 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        for _ in 0..<600 {
            let (a, b) = (name(&numbers), name(&numbers))
            let straight = align(a, b)
            let turned = align(a.shuffled(using: &numbers), b.shuffled(using: &numbers))
            #expect(isNear(straight, turned), "\(a) \(b): \(straight), \(turned)")
            #expect(isNear(straight, align(b, a)), "\(a) \(b)")
        }
    }

    @Test("A name agrees with itself by all its weight, and nothing stands against it")
    func identity() {
        var numbers = SeededNumbers(state: 9)
        for _ in 0..<200 {
            let name = name(&numbers)
            let found = align(name, name)
            #expect(abs(found.agreement - name.reduce(0) { $0 + weight($1) }) < 1e-3)
            #expect(found.conflict == 0 && found.extra == 0)
        }
    }

    @Test("Weight is neither lost nor found twice")
    func conservation() {
        var numbers = SeededNumbers(state: 10)
        for _ in 0..<600 {
            let (a, b) = (name(&numbers), name(&numbers))
            let found = align(a, b)
            let (whole, other) = (a.reduce(0) { $0 + weight($1) }, b.reduce(0) { $0 + weight($1) })
            #expect(found.agreement <= min(whole, other) + 1e-3, "\(a) \(b)")
            #expect(found.agreement >= 0 && found.conflict >= 0 && found.extra >= 0)
            #expect(found.extra <= max(whole, other) + 1e-3)
        }
    }

    @Test("What only one side has is extra, what differs stands against")
    func parts() {
        let extra = align(["rahim", "hembram"], ["rahim"])
        #expect(abs(extra.agreement - weight("rahim")) < 1e-4 && extra.conflict == 0)
        #expect(abs(extra.extra - weight("hembram")) < 1e-4)
        let against = align(["rahim", "hembram"], ["rahim", "tarun"])
        #expect(abs(against.conflict - min(weight("hembram"), weight("tarun"))) < 1e-4)
        let nothing = align(["hembram"], [])
        #expect(nothing.agreement == 0 && nothing.conflict == 0 && nothing.extra > 0)
    }

    @Test("An initial stands for either of two tokens, whichever is written first")
    func initials() {
        let words = NameVocabulary(
            tokens: [("r", 9), ("rahim", 400), ("rafikul", 5)].map { (Array($0.0.utf8), $0.1) }, names: 5000)
        let aligner = NameAligner(words, records: 0)
        func extra(_ a: [String], _ b: [String]) -> Float {
            let (first, second) = (
                a.compactMap { words.form(Array($0.utf8)) }, b.compactMap { words.form(Array($0.utf8)) }
            )
            return first.withUnsafeBufferPointer { x in second.withUnsafeBufferPointer { aligner.align(x, $0).extra } }
        }
        #expect(abs(extra(["r"], ["rahim", "rafikul"]) - extra(["r"], ["rafikul", "rahim"])) < 1e-4)
    }
}
