import CArgon2
internal import Foundation

/// Passwords are kept as argon2id hashes (RFC 9106), with parameters that OWASP's cheat sheet calls its minimum.
package enum Password {
    /// What a hash costs: 19 MiB and two passes are about 30 ms.
    package struct Cost: Sendable {
        /// KiB.
        let memory: UInt32
        let passes: UInt32

        package static let standard = Cost(memory: 19_456, passes: 2)
        /// For tests, which hash often and protect nothing.
        package static let cheap = Cost(memory: 64, passes: 1)
    }

    static let shortest = 12
    static let longest = 128

    /// Why a password can't be taken, as a key of the translations; nil when it can.
    ///
    /// Length counts, not signs of several kinds (NIST SP 800-63B); what names the account or repeats itself is refused.
    static func fault(_ password: String, signIn: String) -> String? {
        let lower = password.lowercased()
        if password.count < shortest { return "passwordShort" }
        if password.count > longest { return "passwordLong" }
        if Set(lower).count < 5 || lower.contains(signIn) || lower.contains("password") || lower.contains("1234567") {
            return "passwordGuessable"
        }
        return nil
    }

    /// The encoded hash, `$argon2id$v=19$m=…`; `salt` is 16 random bytes.
    static func hash(_ password: String, salt: [UInt8], cost: Cost) -> String {
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        var encoded = [CChar](
            repeating: 0, count: argon2_encodedlen(cost.passes, cost.memory, 1, UInt32(salt.count), 32, Argon2_id))
        let status = argon2id_hash_encoded(
            cost.passes, cost.memory, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
        precondition(status == ARGON2_OK.rawValue, "argon2 refused its own parameters")
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func holds(_ password: String, hash: String) -> Bool {
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        return argon2id_verify(hash, bytes, bytes.count) == ARGON2_OK.rawValue
    }
}
