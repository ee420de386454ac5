import Testing

@testable import Linkage

@Suite("Numbers that a program took for amounts")
struct WholeNumberTests {
    private func read(_ text: String) -> WholeNumber.Reading? {
        Array(text.utf8).withUnsafeBufferPointer { WholeNumber.read($0) }
    }

    @Test(
        "They are read as they were meant",
        arguments: [
            ("9832010000.0", "9832010000"), ("9832010000.00", "9832010000"), ("1985.0", "1985"), ("0.0", "0"),
            ("9.832010456E+09", "9832010456"), ("9.832010456e9", "9832010456"), ("99.9941057058E10", "999941057058"),
        ])
    func meant(text: String, digits: String) { #expect(read(text) == .digits(Array(digits.utf8))) }

    @Test(
        "Rounded ones are known to be", arguments: ["9.83201E+09", "9.99941E+11", "1E+11", "9.832010456E+10", "9.8E9"])
    func rounded(text: String) { #expect(read(text) == .rounded) }

    @Test(
        "Other texts are none",
        arguments: [
            "", "9832010000", "9832010000.", "12.03.1985", "35.5", "1E5", "12E", "1.2E", "1.2E+", "E+09", ".0", "1.0.0",
            "WB/12.0", "12 34.0", "1.2E+0999", "-5.0", "1,000.0", "৩৫.০",
        ])
    func other(text: String) { #expect(read(text) == nil) }
}
