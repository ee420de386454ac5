import Cards
import Testing

@Suite struct Base45Tests {
    /// From RFC 9285, 4.3 and 4.4.
    @Test(arguments: [
        ("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0"), ("", ""),
    ])
    func theStandardsExamplesHold(_ plain: String, _ encoded: String) {
        #expect(Base45.encode(Array(plain.utf8)) == encoded)
        #expect(Base45.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["GGW", "ZZZ", "A", "BB8A", "::", "bb8", "é", "FGWA::"]) func whatNoBytesGiveIsRefused(
        _ text: String
    ) {
        #expect(Base45.decode(text) == nil)
    }

    @Test func everyPairOfBytesComesBack() {
        for number in 0...65_535 {
            let bytes = [UInt8(number >> 8), UInt8(number & 255)]
            #expect(Base45.decode(Base45.encode(bytes)) == bytes)
        }
    }
}
