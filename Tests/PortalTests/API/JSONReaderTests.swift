import Registry
import Testing

@testable import Portal

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> JSON { try JSONReader.read(Array(text.utf8)) }

    @Test(
        arguments: [
            ("null", .null), (" true ", true), ("-0", 0), ("1.0", 1), ("1e3", 1_000), ("2.5", .number(2.5)),
            ("9223372036854775807", .integer(.max)), ("1e300", .number(1e300)), ("[]", []), ("{}", [:]),
            (#"{"a":[1,{"b":"c"}]}"#, ["a": [1, ["b": "c"]]]), (#""\u0995\ud83d\ude00\n\/""#, "ক😀\n/"),
            (#""রহিমা""#, "রহিমা"),
        ] as [(String, JSON)])
    func whatIsJSONIsRead(_ text: String, _ value: JSON) throws {
        #expect(try read(text) == value)
        #expect(try JSONReader.read(value.bytes) == value)
    }

    @Test(
        arguments: [
            ("", "body json"), ("{", "body json"), ("[1,]", "2 json"), (#"{"a":1,}"#, "body json"),
            ("01", "body number"),
            ("+1", "body json"), (".5", "body json"), ("1e999", "body number"), ("NaN", "body json"),
            ("'a'", "body json"), ("true false", "body json"), ("\u{FEFF}{}", "body json"), (#""\ud83d""#, "body json"),
            (#""\udc00""#, "body json"), (#""\u00g0""#, "body json"), ("\"a\u{1}\"", "body json"),
            (#""\x""#, "body json"),
            (#"{"a":1,"b":{"c":1,"c":2}}"#, "b.c twice"), (#"{"a":1,"\u0061":2}"#, "a twice"),
            (#"{"Rahima Khatun":{"x":1,"x":2}}"#, "….x twice"), ("tru", "body json"),
            (#"{"age":11111111111111111111111111111111111111111}"#, "age number"),
            (String(repeating: "[", count: 5_000), "1.1.1.1.1.1.1.1.1.1.1.1 deep"),
        ])
    func whatIsNotIsRefusedAndNamed(_ text: String, _ fault: String) {
        let problem = #expect(throws: Problem.self) { try read(text) }
        #expect(problem?.code == .unreadable)
        #expect(problem?.fields.map { "\($0.name) \($0.reason)" } == [fault])
    }

    @Test func onlyUTF8IsRead() {
        #expect(throws: Problem(.unreadable)) { try JSONReader.read([0x22, 0xFF, 0x22]) }
        #expect(throws: Problem(.unreadable)) { try JSONReader.read([0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }
}
