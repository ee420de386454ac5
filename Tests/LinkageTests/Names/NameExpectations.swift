import Testing

@testable import Linkage

/// Expects that both names can be read as one written name, whichever is put first.
func expectSame(_ first: String, _ second: String, at location: SourceLocation = #_sourceLocation) {
    let there = NameComparison.standard.compare(first, second)
    let back = NameComparison.standard.compare(second, first)
    #expect(there.isMatch, "“\(first)” and “\(second)”: \(there.similarity)", sourceLocation: location)
    #expect(back.isMatch == there.isMatch, "“\(second)” and “\(first)”: \(back.similarity)", sourceLocation: location)
}

/// Expects that all of these spellings can be read as one written name, each against each.
func expectOneName(_ spellings: [String], at location: SourceLocation = #_sourceLocation) {
    for (index, first) in spellings.enumerated() {
        for second in spellings.dropFirst(index + 1) {
            expectSame(first, second, at: location)
        }
    }
}

/// Expects that the names are those of two people, whichever is put first.
func expectDifferent(_ first: String, _ second: String, at location: SourceLocation = #_sourceLocation) {
    let there = NameComparison.standard.compare(first, second)
    let back = NameComparison.standard.compare(second, first)
    #expect(!there.isMatch, "“\(first)” and “\(second)”: \(there.similarity)", sourceLocation: location)
    #expect(back.isMatch == there.isMatch, "“\(second)” and “\(first)”: \(back.similarity)", sourceLocation: location)
}

/// Expects that every token of the table folds to the same Latin form.
func expectOneFold(_ tokens: [String], at location: SourceLocation = #_sourceLocation) {
    let folds = tokens.map { Fold.latin($0) }
    #expect(Set(folds).count == 1, "\(tokens) fold to \(folds)", sourceLocation: location)
}
