import Testing

@testable import Linkage

@Suite("What holds of any two names")
struct NamePropertyTests {
    /// Each name beside those 1, 7 and 31 places further on.
    static let pairs: [(String, String)] = [1, 7, 31].flatMap { step in
        VariedNames.all.indices.map { index in
            (VariedNames.all[index], VariedNames.all[(index + step) % VariedNames.all.count])
        }
    }

    @Test("The similarity is from 0 to 1 and the same both ways")
    func boundsAndSymmetry() {
        for (first, second) in Self.pairs {
            expectSound(first, second)
        }
    }

    @Test("A name is wholly similar to itself and matches itself", arguments: VariedNames.written)
    func identity(_ name: String) {
        let verdict = NameComparison.standard.compare(name, name)
        #expect(verdict.similarity == 1)
        #expect(verdict.isMatch)
    }

    @Test("What holds no name matches nothing, itself included", arguments: VariedNames.notNames)
    func noName(_ text: String) {
        #expect(!NameComparison.standard.compare(text, text).isMatch)
        #expect(!NameComparison.standard.compare(text, "Gopal Das").isMatch)
        #expect(!NameComparison.standard.compare("গোপাল দাস", text).isMatch)
    }

    @Test("A letter or a title alone is compared without a match to a full name", arguments: VariedNames.scraps)
    func scrap(_ text: String) {
        expectSound(text, text)
        #expect(!NameComparison.standard.compare(text, "Gopal Hembram").isMatch)
    }

    @Test("Very long input is compared as any other", arguments: VariedNames.long)
    func veryLong(_ text: String) {
        expectSound(text, text)
        expectSound(text, "Gopal Das")
        expectSound(text, "গোপাল " + text)
        #expect(!NameComparison.standard.compare(text, "Rafikul Islam").isMatch)
    }

    @Test("Swapping the two tokens of a name changes nothing")
    func swappedTokens() {
        let names = VariedNames.written.map { name in name.split(separator: " ").map { String($0) } }.filter { tokens in
            tokens.count == 2 && tokens.allSatisfy { $0.count > 3 && $0.allSatisfy(\.isLetter) }
        }
        #expect(names.count > 30)
        for (name, other) in zip(names, names.dropFirst() + names.prefix(1)) {
            let straight = NameComparison.standard.compare("\(name[0]) \(name[1])", "\(other[0]) \(other[1])")
            let turned = NameComparison.standard.compare("\(name[1]) \(name[0])", "\(other[0]) \(other[1])")
            #expect(abs(straight.similarity - turned.similarity) < 1e-9, "\(name) and \(other)")
            #expect(straight.isMatch == turned.isMatch, "\(name) and \(other)")
        }
    }

    @Test("A fold holds small Latin letters only", arguments: ["Rafikul", "ইসলাম", "বন্দ্যোপাধ্যায়", "लक्ष्मण", "ज़ाकिर", "José"])
    func foldIsLatin(_ token: String) {
        let fold = Fold.latin(token)
        #expect(!fold.isEmpty)
        #expect(fold.unicodeScalars.allSatisfy { ("a"..."z").contains($0) }, "\(fold)")
    }

    @Test("Random Unicode is compared without a crash", arguments: [1, 2, 3, 4])
    func randomUnicode(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        var last = ""
        for _ in 0..<500 {
            let text = randomText(using: &random)
            expectSound(text, last)
            expectSound(text, "Rafikul Islam")
            _ = Fold.latin(text)
            last = text
        }
    }

    private func expectSound(_ first: String, _ second: String, at location: SourceLocation = #_sourceLocation) {
        let there = NameComparison.standard.compare(first, second)
        let back = NameComparison.standard.compare(second, first)
        let names = "“\(first.prefix(60))” and “\(second.prefix(60))”"
        #expect((0...1).contains(there.similarity), "\(names): \(there.similarity)", sourceLocation: location)
        #expect(abs(there.similarity - back.similarity) < 1e-9, "\(names)", sourceLocation: location)
        #expect(there.isMatch == back.isMatch, "\(names)", sourceLocation: location)
    }

    /// Up to 40 scalars, mostly of the scripts at hand, with marks and controls in wrong places.
    private func randomText(using random: inout SplitMix64) -> String {
        let blocks: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x00...0x17F, 0x300...0x36F, 0x900...0x97F, 0x980...0x9FF, 0x980...0x9FF, 0xB00...0xB7F,
            0x1C50...0x1C7F, 0x2000...0x206F, 0xFE00...0xFE0F, 0x1F300...0x1FAFF, 0x0...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            let block = blocks[Int.random(in: blocks.indices, using: &random)]
            if let scalar = Unicode.Scalar(UInt32.random(in: block, using: &random)) {
                text.append(scalar)
            }
        }
        return String(text)
    }
}

/// A generator of random numbers that gives the same ones for the same seed (Steele, Lea and Flood 2014).
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
