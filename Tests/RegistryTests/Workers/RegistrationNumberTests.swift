import Registry
import Testing

@Suite struct RegistrationNumberTests {
    @Test(arguments: [("236", 3), ("12345", 1), ("14285", 5)]) func verhoeffGivesThePublishedDigits(
        _ digits: String, _ check: Int
    ) {
        #expect(Verhoeff.checkDigit(digits) == check)
        #expect(Verhoeff.holds(digits + String(check)))
    }

    @Test func everySingleErrorAndEverySwapOfNeighboursIsFound() {
        let number = Array(RegistrationNumber.make(state: 19, running: 123_456_789))
        for place in number.indices {
            for digit in "0123456789" where digit != number[place] {
                var wrong = number
                wrong[place] = digit
                #expect(RegistrationNumber.parse(String(wrong)) == nil)
            }
            if place > 0, number[place] != number[place - 1] {
                var wrong = number
                wrong.swapAt(place, place - 1)
                #expect(RegistrationNumber.parse(String(wrong)) == nil)
            }
        }
    }

    @Test func aNumberIsReadAsItIsPrinted() {
        let number = RegistrationNumber.make(state: 19, running: 1, provisional: true)
        #expect(number.hasPrefix("P19"))
        #expect(RegistrationNumber.parse(RegistrationNumber.grouped(number).lowercased()) == number)
    }
}
