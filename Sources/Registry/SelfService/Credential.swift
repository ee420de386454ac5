internal import Foundation
import Store

/// What a certificate's code says, signed by the register: who is registered, under which number, since when and until when.
///
/// Anyone with the register's public key can check it without a network; whether it was cancelled since, only the register knows.
package struct Credential: Sendable, Equatable {
    package let number: String
    /// In Latin script, at most 60 characters.
    package let name: String
    /// `yyyy-mm-dd`.
    package let registered: String
    /// `yyyy-mm-dd`: the day on which the registration has to be renewed; empty for a scheme without end.
    package let validUntil: String

    package init(of worker: Worker) {
        let name = worker.person.name ?? ""
        number = worker.number
        self.name = String(name.filter { $0.isASCII && $0 != "|" }.prefix(60))
        registered = Credential.day(worker.registered)
        validUntil = worker.validUntil.map(Credential.day) ?? ""
    }

    private init?(_ text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "1" else { return nil }
        (number, name, registered, validUntil) = (parts[1], parts[2], parts[3], parts[4])
    }

    private var bytes: [UInt8] { Array("1|\(number)|\(name)|\(registered)|\(validUntil)".utf8) }

    /// The fields as text, and behind them 64 bytes of Ed25519 signature over `shramik-credential|` and the text.
    package func signed(in scope: Scope) throws -> [UInt8] {
        try bytes + scope.vault.sign(Credential.purpose + bytes)
    }

    /// Nil if the register did not sign it.
    package static func verify(_ signed: [UInt8], by registry: Registry) -> Credential? {
        guard signed.count > 64, signed.count < 400 else { return nil }
        let (bytes, signature) = (Array(signed.dropLast(64)), Array(signed.suffix(64)))
        guard Vault.verify(signature, of: purpose + bytes, publicKey: registry.vault.publicKey) else { return nil }
        return Credential(String(decoding: bytes, as: UTF8.self))
    }

    /// With which others check a credential, in hexadecimal digits.
    package static func publicKey(of registry: Registry) -> String { Session.hex(registry.vault.publicKey) }

    /// A signature for one purpose must be good for no other.
    private static let purpose = Array("shramik-credential|".utf8)

    /// The day in India.
    private static func day(_ milliseconds: Int64) -> String {
        Day(number: Int((milliseconds + 19_800_000) / 86_400_000)).description
    }
}
