/// Bytes as the 45 signs that a QR code packs tightest (RFC 9285).
///
/// Raw bytes come back from many scanners as garbled text; these signs don't.
package enum Base45 {
    private static let signs = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    private static let values = Dictionary(uniqueKeysWithValues: signs.enumerated().map { ($1, $0) })

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for place in stride(from: 0, to: bytes.count, by: 2) {
            let isPair = place + 1 < bytes.count
            var number = isPair ? Int(bytes[place]) << 8 | Int(bytes[place + 1]) : Int(bytes[place])
            for _ in 0..<(isPair ? 3 : 2) {
                text.append(signs[number % 45])
                number /= 45
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a text that no bytes give.
    package static func decode(_ text: String) -> [UInt8]? {
        var digits: [Int] = []
        for sign in text.utf8 {
            guard let digit = values[sign] else { return nil }
            digits.append(digit)
        }
        guard digits.count % 3 != 1 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 3) {
            let group = digits[place..<min(place + 3, digits.count)]
            let number = group.reversed().reduce(0) { $0 * 45 + $1 }
            guard number < (group.count == 3 ? 65_536 : 256) else { return nil }
            if group.count == 3 { bytes.append(UInt8(number >> 8)) }
            bytes.append(UInt8(number & 255))
        }
        return bytes
    }
}
