import Registry
import Testing

@Suite struct MessagePatternTests {
    static let values = [
        "রহিমা বিবি", String(repeating: "মোহাম্মদ ", count: 9), "line\nbreak\r\nand\ttab", "{#var#} {evil} #", "", "12 34",
        "a🙏b", "(.*)$^\\",
    ]

    @Test func everyFilledTextMatchesItsRegisteredPattern() throws {
        let texts = try Rules.builtIn().messages
        for template in Message.Template.allCases {
            for language in ["en", "bn", "hi", "ne"] {
                let text = try #require(texts.text(template, in: language))
                for value in MessagePatternTests.values {
                    let filled = text.pattern.fill(text.slots.map { _ in value })
                    #expect(text.pattern.matches(filled), "\(template) \(language): \(filled)")
                }
            }
        }
    }

    @Test func anAlteredTextDoesNotMatch() {
        let pattern = MessagePattern("Dear {#var#}, your code is {#numeric#}. (A+B)")
        #expect(pattern.slots == 2)
        #expect(pattern.matches("Dear Rahima, your code is 123456. (A+B)"))
        #expect(!pattern.matches("Dear Rahima, your code is 12x456. (A+B)"))
        #expect(!pattern.matches("Dear Rahima, your code is 123456. (AAB)"))
        #expect(!pattern.matches("Dear Rahima, your code is 123456. (A+B) "))
        #expect(!pattern.matches("Dear \(String(repeating: "R", count: 31)), your code is 123456. (A+B)"))
    }

    @Test func twoSlotsInARowAreOneOfTwiceTheRoom() {
        let pattern = MessagePattern("{#var#}{#var#}!")
        #expect(pattern.slots == 1)
        #expect(pattern.fill([String(repeating: "x", count: 70)]) == String(repeating: "x", count: 60) + "!")
    }

    @Test func aLongNameIsCutBetweenWrittenSigns() {
        // Each sign is three scalars: a cut inside would leave a broken one.
        #expect(
            MessagePattern("{#var#}").fill([String(repeating: "ক্ষ", count: 11)]) == String(repeating: "ক্ষ", count: 10))
    }

    @Test func registrationsAreNineteenDigitsAndNoneIsUsedTwice() throws {
        let texts = try Rules.builtIn().messages
        let ids = texts.entries.values.flatMap { $0.texts.values.map(\.registration) }
        #expect(ids.allSatisfy { $0.count == 19 && $0.allSatisfy(\.isNumber) })
        #expect(Set(ids).count == ids.count)
        #expect(texts.header.count == 6)
    }
}
