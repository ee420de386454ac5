/// Whole numbers in lakhs and crores.
package enum IndianNumber {
    /// `12,34,567`.
    package static func grouped(_ number: Int) -> String {
        var digits = String(abs(number))
        guard digits.count > 3 else { return String(number) }
        var groups = [String(digits.suffix(3))]
        digits.removeLast(3)
        while !digits.isEmpty {
            groups.append(String(digits.suffix(2)))
            digits.removeLast(min(2, digits.count))
        }
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }
}
