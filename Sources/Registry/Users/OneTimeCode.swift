internal import Crypto
internal import Foundation

/// The second factor: six digits that change every half minute (TOTP, RFC 6238, HMAC-SHA-1).
package enum OneTimeCode {
    static let seconds: Int64 = 30

    /// The code of a step; `counter` is the time divided by 30 seconds (RFC 4226, section 5.3).
    package static func code(_ secret: [UInt8], counter: Int64, digits: Int = 6) -> String {
        let moving = withUnsafeBytes(of: counter.bigEndian) { Array($0) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: moving, using: SymmetricKey(data: secret)))
        let offset = Int(hash[19] & 15)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        return String(String(UInt64(number % modulus) + 10_000_000_000).suffix(digits))
    }

    /// The step that the code belongs to: this one, the one before or the next, and later than the last that was used.
    static func step(of code: String, _ secret: [UInt8], now: Int64, after used: Int64) -> Int64? {
        let current = now / (seconds * 1000)
        return (current - 1...current + 1).last { $0 > used && self.code(secret, counter: $0) == code }
    }

    /// The code that holds at a time, in milliseconds: for demonstrations and tests.
    package static func current(_ secret: [UInt8], at now: Int64) -> String {
        code(secret, counter: now / (seconds * 1000))
    }

    /// What an authenticator app reads from a QR code.
    package static func address(_ secret: [UInt8], signIn: String) -> String {
        "otpauth://totp/Shramik:\(signIn)?secret=\(Base32.encode(secret))&issuer=Shramik"
    }
}

/// Base 32 as RFC 4648 has it, without padding.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    package static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        var (buffer, bits) = (UInt32(0), 0)
        for byte in bytes {
            (buffer, bits) = (buffer << 8 | UInt32(byte), bits + 8)
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return text
    }

    /// Reads it back in any case, with or without blanks; nil for another sign.
    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits) = (UInt32(0), 0)
        for character in text.uppercased() where character != " " && character != "=" {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            (buffer, bits) = (buffer << 5 | UInt32(value), bits + 5)
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
                buffer &= (1 << UInt32(bits)) - 1
            }
        }
        return bytes
    }
}
