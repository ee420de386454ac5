/// A worker's number: two digits of the state, nine of a running number, one check digit; printed in groups of four.
///
/// The check digit is Verhoeff's: it finds every single wrong digit and every swap of neighbours
/// (J. Verhoeff, Error detecting decimal codes, 1969). Provisional numbers begin with P.
package enum RegistrationNumber {
    package static func make(state: Int, running: Int64, provisional: Bool = false) -> String {
        let body = String(100 + state % 100).suffix(2) + String(1_000_000_000 + running).suffix(9)
        return (provisional ? "P" : "") + body + String(Verhoeff.checkDigit(body))
    }

    /// What somebody typed as a number, without blanks and signs; nil when the check digit is wrong.
    package static func parse(_ text: String) -> String? {
        let plain = text.uppercased().filter { $0.isLetter || $0.isNumber }
        let digits = plain.hasPrefix("P") ? plain.dropFirst() : Substring(plain)
        return digits.count == 12 && Verhoeff.holds(digits) ? plain : nil
    }

    /// `1900 0000 0019`.
    package static func grouped(_ number: String) -> String {
        let mark = number.hasPrefix("P") ? "P " : ""
        let digits = Array(number.hasPrefix("P") ? number.dropFirst() : Substring(number))
        return mark
            + stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }
}

/// Verhoeff's check digit over the dihedral group of order ten.
package enum Verhoeff {
    private static func product(_ a: Int, _ b: Int) -> Int {
        switch (a < 5, b < 5) {
        case (true, true): (a + b) % 5
        case (true, false): 5 + (a + b - 5) % 5
        case (false, true): 5 + (a - 5 - b + 5) % 5
        case (false, false): (a - b + 5) % 5
        }
    }

    private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

    private static func permuted(_ digit: Int, times: Int) -> Int {
        (0..<times % 8).reduce(digit) { value, _ in permutation[value] }
    }

    private static func sum(_ digits: some Collection<Character>, from first: Int) -> Int? {
        var sum = 0
        for (place, character) in digits.reversed().enumerated() {
            guard character.isASCII, let digit = character.wholeNumberValue else { return nil }
            sum = product(sum, permuted(digit, times: place + first))
        }
        return sum
    }

    /// The digit to put after the others; 0 if they aren't all digits.
    package static func checkDigit(_ digits: some Collection<Character>) -> Int {
        let total = sum(digits, from: 1) ?? 0
        return (0...9).first { product(total, $0) == 0 } ?? 0
    }

    /// True if the last digit checks the others.
    package static func holds(_ digits: some Collection<Character>) -> Bool { sum(digits, from: 0) == 0 }
}
