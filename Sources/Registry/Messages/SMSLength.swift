/// How long a text is as an SMS: its alphabet, its units and the parts that it is billed as.
///
/// The GSM 7-bit alphabet (3GPP TS 23.038) takes 160 units in one part and 153 in each of several; signs of its extension count
/// two. A single sign outside of it turns the whole text to UCS-2: 70 UTF-16 units, 67 in each of several. A pair of units is
/// never torn between two parts.
package struct SMSLength: Sendable, Hashable {
    package enum Alphabet: String, Sendable { case gsm7, ucs2 }

    package let alphabet: Alphabet
    /// Septets, or UTF-16 units.
    package let units: Int
    /// At least one.
    package let parts: Int

    package init(_ text: String) {
        let septets = text.unicodeScalars.map(SMSLength.septets)
        let sizes: [Int]
        if septets.contains(nil) {
            alphabet = .ucs2
            sizes = text.unicodeScalars.map { UTF16.width($0) }
        } else {
            alphabet = .gsm7
            sizes = septets.compactMap(\.self)
        }
        units = sizes.reduce(0, +)
        let (single, several) = alphabet == .gsm7 ? (160, 153) : (70, 67)
        parts = units <= single ? 1 : SMSLength.pack(sizes, into: several)
    }

    private static func pack(_ sizes: [Int], into room: Int) -> Int {
        var (parts, used) = (1, 0)
        for size in sizes {
            if used + size > room { (parts, used) = (parts + 1, 0) }
            used += size
        }
        return parts
    }

    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)

    private static func septets(_ scalar: Unicode.Scalar) -> Int? {
        basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : nil
    }
}
