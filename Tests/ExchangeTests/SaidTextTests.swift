import Testing

@testable import Exchange

@Suite("Fields that say that nothing is known")
struct SaidTextTests {
    private func isNothing(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { SaidText.isNothing($0) }
    }

    @Test(
        "They count as empty",
        arguments: [
            "", "NA", "N/A", "n.a.", "#N/A", "-", "--", ".", "?", "Nil", "NIL.", "none", "NULL", "(null)",
            "Not Known", "not available", "Not-Applicable", "unknown", "XXXX", "X", "0", "000", "xx-xx-xxxx",
            "0000 0000",
            "জানা নেই", "নাই", "নেই", "প্রযোজ্য নয়", "প্রযোজ্য ন\u{9DF}", "नहीं", "पता नहीं", "छैन", "थाहा छैन", "_", "[ ]",
        ])
    func nothing(text: String) { #expect(isNothing(text)) }

    @Test("Ward XXX is the thirtieth", arguments: ["X", "XX", "xxx"])
    func wards(text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { !SaidText.isNothing($0, in: .place) })
        #expect(isNothing(text) && isNothing("XXXX"))
    }

    @Test("Among few values no, nought and a cross are some", arguments: ["No", "না", "नहीं", "0", "X", "xxxx", "00"])
    func answers(text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { !SaidText.isNothing($0, in: .choice) })
        for nothing in ["NA", "-", "Nil", "", "Not known", "জানা নেই"] {
            #expect(Array(nothing.utf8).withUnsafeBufferPointer { SaidText.isNothing($0, in: .choice) })
        }
    }

    @Test(
        "Names, places and numbers don't",
        arguments: [
            "Na Das", "Nilima", "Nanda", "Nil Das", "Nonegram", "Unknown Bibi", "Noor", "X Roy", "Xavier",
            "10", "007",
            "নাইম", "নাই গ্রাম", "নেইমার", "नहीं कुमार", "Nadia", "Blanka", "A", "৫", "নয়ন", "0123", "n/", "ন",
        ])
    func something(text: String) { #expect(!isNothing(text)) }
}
