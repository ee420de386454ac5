import Foundation
import Testing

@testable import Linkage

@Suite("Agreement on public pairs of names")
struct PublicPairTests {
    /// The least share of true pairs that must match.
    static let leastAgreement = 0.9
    /// The largest share of shuffled pairs, names of different people, that may match.
    static let mostFalseAgreement = 0.02

    @Test(
        "Names match over public pairs, and not when the pairs are shuffled",
        .enabled(if: PublicPairs.folder != nil, PublicPairs.missing), arguments: PublicPairs.Source.allCases)
    func agreement(_ source: PublicPairs.Source) throws {
        let pairs = try PublicPairs.read(source)
        try #require(pairs.count > 100, "\(source) has \(pairs.count) pairs")
        let missed = pairs.filter { !NameComparison.standard.compare($0.native, $0.latin).isMatch }
        let agreement = 1 - Double(missed.count) / Double(pairs.count)
        #expect(
            agreement >= Self.leastAgreement, "\(source): \(agreement), missed \(missed.prefix(20).map(\.description))")

        let shuffled = PublicPairs.shuffled(pairs)
        let taken = shuffled.filter { NameComparison.standard.compare($0.native, $0.latin).isMatch }
        let falseAgreement = Double(taken.count) / Double(shuffled.count)
        #expect(
            falseAgreement <= Self.mostFalseAgreement,
            "\(source): \(falseAgreement), taken \(taken.prefix(20).map(\.description))")
    }
}
