import CArgon2
internal import Foundation
internal import Synchronization

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

/// The queue on which passwords are hashed: one at a time, so that a flood costs neither all cores nor all memory, and
/// never on a thread that others wait for.
package final class PasswordQueue: Sendable {
    private let queue = DispatchQueue(label: "passwords", qos: .userInitiated)
    private let waiting = Mutex(0)

    /// Throws `Problem.busy` where so many wait that the answer would come too late.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async throws -> Result {
        let admitted = waiting.withLock { count in
            guard count < 100 else { return false }
            count += 1
            return true
        }
        guard admitted else { throw Problem(.busy) }
        return await withCheckedContinuation { continuation in
            queue.async { [self] in
                let result = work()
                waiting.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
