import Registry
import Testing

@Suite struct OneTimeCodeTests {
    /// RFC 6238, appendix B, SHA-1.
    static let vectors: [(Int64, String)] = [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ]

    @Test(arguments: vectors) func theCodesAreThoseOfTheStandard(_ time: Int64, _ code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(OneTimeCode.code(secret, counter: time / 30, digits: 8) == code)
        #expect(OneTimeCode.current(secret, at: time * 1000) == String(code.suffix(6)))
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
    ])
    func base32IsThatOfTheStandard(_ plain: String, _ encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded)
        #expect(Base32.decode(encoded.lowercased()) == Array(plain.utf8))
    }

    @Test func otherSignsAreNoBase32() { #expect(Base32.decode("MZ1W") == nil) }

    @Test(
        arguments: [
            ("05-03-2026", 1_772_649_000_000), ("2026-03-05", 1_772_649_000_000), ("5.3.2026", 1_772_649_000_000),
            ("31-02-2026", nil), ("yesterday", nil), ("05-13-2026", nil), ("29-02-2024", 1_709_145_000_000),
        ] as [(String, Int64?)]) func daysBeginAtMidnightInIndia(_ text: String, _ start: Int64?)
    {
        #expect(LocalDay.start(text) == start)
        if let start {
            #expect(LocalDay.start(LocalDay.text(start)) == start)
            #expect(LocalDay.text(start) == LocalDay.text(start + LocalDay.length - 1))
        }
    }
}
