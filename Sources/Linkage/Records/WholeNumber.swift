/// Numbers in the text of programs that took them for amounts: `9832010000.0`, `9.832010000E+09`, `9.83201E+09`.
package enum WholeNumber {
    package enum Reading: Equatable {
        /// What was meant, in ASCII digits.
        case digits([UInt8])
        /// Its last digits are lost.
        case rounded
    }

    /// Nil for any other text, plain digits among them.
    package static func read(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
        func digits(from start: Int) -> Range<Int> {
            start..<(text[start...].firstIndex { !(0x30...0x39).contains($0) } ?? text.count)
        }
        let whole = digits(from: 0)
        guard !whole.isEmpty, whole.count < text.count else { return nil }
        let hasPoint = text[whole.upperBound] == 0x2E
        let part = hasPoint ? digits(from: whole.upperBound + 1) : whole.upperBound..<whole.upperBound
        if part.upperBound == text.count {
            return !part.isEmpty && text[part].allSatisfy { $0 == 0x30 } ? .digits(Array(text[whole])) : nil
        }
        guard text[part.upperBound] | 0x20 == 0x65, part.upperBound + 1 < text.count else { return nil }
        let hasSign = text[part.upperBound + 1] == 0x2B
        let exponent = digits(from: part.upperBound + (hasSign ? 2 : 1))
        guard hasPoint || hasSign, exponent.upperBound == text.count, (1...3).contains(exponent.count) else {
            return nil
        }
        let shift = text[exponent].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return shift == part.count ? .digits(Array(text[whole]) + Array(text[part])) : .rounded
    }
}
