import Registry
import Testing

@Suite struct SMSLengthTests {
    static let cases: [(text: String, alphabet: SMSLength.Alphabet, units: Int, parts: Int)] = [
        ("", .gsm7, 0, 1),
        (String(repeating: "a", count: 160), .gsm7, 160, 1),
        (String(repeating: "a", count: 161), .gsm7, 161, 2),
        (String(repeating: "a", count: 306), .gsm7, 306, 2),
        (String(repeating: "a", count: 307), .gsm7, 307, 3),
        // Signs of the extension count two.
        ("€", .gsm7, 2, 1),
        (String(repeating: "a", count: 158) + "€", .gsm7, 160, 1),
        (String(repeating: "a", count: 159) + "€", .gsm7, 161, 2),
        // The pair does not fit behind 152 units, and moves to the next part as a whole.
        (String(repeating: "a", count: 152) + "€" + String(repeating: "a", count: 152), .gsm7, 306, 3),
        ("Prix: 5£, naïve", .ucs2, 15, 1),
        (String(repeating: "শ", count: 70), .ucs2, 70, 1),
        (String(repeating: "শ", count: 71), .ucs2, 71, 2),
        (String(repeating: "শ", count: 134), .ucs2, 134, 2),
        (String(repeating: "শ", count: 135), .ucs2, 135, 3),
        // Two UTF-16 units each.
        (String(repeating: "🙏", count: 35), .ucs2, 70, 1),
        (String(repeating: "🙏", count: 36), .ucs2, 72, 2),
        // 33 fit into a part of 67 units, not 33 and a half.
        (String(repeating: "🙏", count: 67), .ucs2, 134, 3),
        ("ক্ষ", .ucs2, 3, 1),
    ]

    @Test(arguments: cases.indices) func aTextIsCountedAsOperatorsBillIt(_ index: Int) {
        let wanted = SMSLengthTests.cases[index]
        let length = SMSLength(wanted.text)
        #expect(length.alphabet == wanted.alphabet)
        #expect(length.units == wanted.units)
        #expect(length.parts == wanted.parts)
    }
}
