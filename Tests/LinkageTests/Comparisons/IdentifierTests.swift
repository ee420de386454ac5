import Testing

@testable import Linkage

@Suite("Phone and document numbers")
struct IdentifierTests {
    static func pack(_ text: String) -> UInt64 { Array(text.utf8).withUnsafeBufferPointer { Identifier.pack($0) } }
    static func phone(_ text: String) -> UInt64 {
        Array(text.utf8).withUnsafeBufferPointer { Identifier.packPhone($0) }
    }

    @Test(
        "A phone number is its last ten digits, however it is written",
        arguments: [
            "9832012345", "+91 9832012345", "+919832012345", "0091-98320-12345", "09832012345", "98320 12345",
            "(983) 201-2345", "৯৮৩২০১২৩৪৫", "+৯১ ৯৮৩২০১২৩৪৫", "९८३२०१२३४५", "৯৮৩২০12345", " 9832012345 ",
            "Ph: 9832012345",
            "9832012345.",
        ])
    func samePhone(_ written: String) {
        #expect(Self.phone(written) == Self.phone("9832012345"))
        #expect(Self.phone(written) != Identifier.missing)
    }

    @Test(
        "What is no phone number is missing",
        arguments: [
            "", "-", "NA", "nil", "12345", "983201234", "0000000000", "9999999999", "৯৯৯৯৯৯৯৯৯৯", "0123456789", "৯৮৩২০",
        ])
    func noPhone(_ written: String) {
        #expect(Self.phone(written) == Identifier.missing)
    }

    @Test(
        "A document number does not depend on case, blanks, punctuation or script of its digits",
        arguments: [
            ("WB/12/345/678901", "wb12345678901"), ("ABC1234567", "abc 1234567"), ("ABC1234567", "ABC-1234567"),
            ("1234 5678 9012", "123456789012"), ("123456789012", "১২৩৪ ৫৬৭৮ ৯০১২"), ("123456789012", "१२३४५६७८९०१२"),
        ])
    func sameDocument(_ first: String, _ second: String) {
        #expect(Self.pack(first) == Self.pack(second))
        #expect(Self.pack(first) != Identifier.missing)
    }

    @Test(
        "Masked, repeated and scanty numbers are missing",
        arguments: [
            "", "NA", "N/A", "nil", "0", "000", "123", "0000000000", "1111", "XXXXXXXX1234", "XXXX XXXX 1234",
            "xxxxxxxx1234", "********1234", "****", "no card", "৯৯৯৯৯৯৯৯৯৯৯৯", "----",
        ])
    func noDocument(_ written: String) {
        #expect(Self.pack(written) == Identifier.missing)
    }

    @Test(
        "Different numbers are packed differently",
        arguments: [
            ("ABC1234567", "ABC1234568"), ("1234", "12345"), ("0123", "1023"), ("A123", "B123"), ("1234", "A234"),
            ("123456789012", "123456789021"), ("0001234", "001234"),
        ])
    func different(_ first: String, _ second: String) {
        #expect(Self.pack(first) != Self.pack(second))
    }

    @Test("Of a long number the last places count")
    func longNumbers() {
        #expect(Self.pack("99123456789012345") == Self.pack("11123456789012345"))
        #expect(Self.pack("XYABC1234567") == Self.pack("ZZABC1234567"))
    }

    @Test(
        "One slip is one place wrong or two neighbours swapped",
        arguments: [
            ("9832012345", "9832012346", true), ("9832012345", "8832012345", true), ("9832012345", "8932012345", true),
            ("9832012345", "9832012354", true), ("9832012345", "9832021345", true),
            ("9832012345", "9832012356", false), ("9832012345", "8832012346", false),
            ("9832012345", "9832015342", false), ("9832012345", "7654321098", false),
            ("9832012345", "2832019345", false),
        ])
    func phoneSlips(_ first: String, _ second: String, isSlip: Bool) {
        let (a, b) = (Self.phone(first), Self.phone(second))
        #expect(Identifier.isOneSlip(a, b) == isSlip)
        #expect(Identifier.isOneSlip(b, a) == isSlip)
    }

    @Test(
        "Slips are seen in numbers with letters, too",
        arguments: [
            ("ABC1234567", "ABD1234567", true), ("ABC1234567", "BAC1234567", true), ("ABC1234567", "ABC1234576", true),
            ("ABC1234567", "ABC1234568", true), ("ABC1234567", "ABD1234568", false),
            ("ABC1234567", "CBA1234567", false), ("ABC1234567", "1234567890", false),
            ("WB12345678", "WB12435687", false),
        ])
    func documentSlips(_ first: String, _ second: String, isSlip: Bool) {
        let (a, b) = (Self.pack(first), Self.pack(second))
        #expect(Identifier.isOneSlip(a, b) == isSlip)
        #expect(Identifier.isOneSlip(b, a) == isSlip)
    }

    @Test(
        "Every change of one place of a random number is a slip, of two places none",
        arguments: 1...3 as ClosedRange<UInt64>)
    func randomSlips(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        for _ in 0..<500 {
            let digits = [9] + (0..<9).map { _ in Int.random(in: 0...9, using: &numbers) }
            let places = Array((1..<10).shuffled(using: &numbers).prefix(2))
            var one = digits
            one[places[0]] = (one[places[0]] + Int.random(in: 1...9, using: &numbers)) % 10
            var two = one
            two[places[1]] = (two[places[1]] + Int.random(in: 1...9, using: &numbers)) % 10
            func packed(_ digits: [Int]) -> UInt64 { Self.phone(digits.map(String.init).joined()) }
            #expect(Identifier.isOneSlip(packed(digits), packed(one)), "\(digits) \(one)")
            let isSwap =
                abs(places[0] - places[1]) == 1 && two[places[0]] == digits[places[1]]
                && two[places[1]] == digits[places[0]]
            #expect(Identifier.isOneSlip(packed(digits), packed(two)) == isSwap, "\(digits) \(two)")
        }
    }
}
