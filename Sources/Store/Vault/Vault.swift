import Crypto
import Foundation
import Synchronization

/// Seals personal columns and makes blind indexes, with keys that are not in the data base.
package final class Vault: Sendable {
    /// Sealing keys by version; the highest seals. Replaced when a value turns up that was sealed after a rotation.
    private let sealing: Mutex<[Int: SymmetricKey]>
    private let path: String?
    private let index: SymmetricKey
    private let signing: Curve25519.Signing.PrivateKey

    private init(_ file: KeyFile, path: String?) throws {
        sealing = Mutex(file.sealing.mapValues { SymmetricKey(data: $0) })
        self.path = path
        index = SymmetricKey(data: file.index)
        signing = try Curve25519.Signing.PrivateKey(rawRepresentation: file.signing)
    }

    /// Opens the key file at `path`, or makes it (mode 0600).
    package convenience init(keyFile path: String) throws { try self.init(try KeyFile.load(path), path: path) }

    /// Keys that live as long as the process: for tests.
    package static func temporary() throws -> Vault { try Vault(.generate(), path: nil) }

    /// Adds a new sealing key to the file; values sealed with older keys stay readable until they are resealed.
    package static func rotate(keyFile path: String) throws {
        var file = try KeyFile.load(path)
        file.sealing[(file.sealing.keys.max() ?? 0) + 1] = KeyFile.generate().sealing[1]
        try file.save(path)
    }

    /// The version that new values are sealed with.
    package var keyVersion: Int { sealing.withLock { $0.keys.max() ?? 1 } }

    private func key(_ version: Int) -> SymmetricKey? {
        if let known = sealing.withLock({ $0[version] }) { return known }
        try? reload()
        return sealing.withLock { $0[version] }
    }

    /// Reads the key file again: another process may have rotated the keys.
    package func reload() throws {
        guard let path, FileManager.default.fileExists(atPath: path) else { return }
        let read = try KeyFile.load(path).sealing.mapValues { SymmetricKey(data: $0) }
        sealing.withLock { $0.merge(read) { known, _ in known } }
    }

    /// The version that a sealed value needs.
    package static func keyVersion(of sealed: [UInt8]) -> Int {
        sealed.count > 1 ? Int(sealed[0]) << 8 | Int(sealed[1]) : 0
    }

    /// AES-256-GCM: two bytes of key version, 12 of nonce, the text, 16 of tag.
    ///
    /// The place (table, column, row) and the version are authenticated, so a value moved to another row does not open.
    package func seal(_ plain: [UInt8], table: String, column: String, row: [UInt8]) throws -> [UInt8] {
        let current = keyVersion
        guard let key = key(current) else { throw StoreProblem.keyFile(reason: "no sealing key") }
        let box = try AES.GCM.seal(plain, using: key, authenticating: place(table, column, row, current))
        guard let combined = box.combined else { throw StoreProblem.sealed(column: "\(table).\(column)") }
        return [UInt8(current >> 8), UInt8(current & 255)] + combined
    }

    /// Throws `StoreProblem.sealed` if the value was altered, moved, or its key is gone.
    package func open(_ sealed: [UInt8], table: String, column: String, row: [UInt8]) throws -> [UInt8] {
        let version = Vault.keyVersion(of: sealed)
        guard let key = key(version), let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst(2)),
            let plain = try? AES.GCM.open(box, using: key, authenticating: place(table, column, row, version))
        else { throw StoreProblem.sealed(column: "\(table).\(column)") }
        return [UInt8](plain)
    }

    private func place(_ table: String, _ column: String, _ row: [UInt8], _ version: Int) -> [UInt8] {
        Array("\(table)|\(column)|\(version)|".utf8) + row
    }

    /// HMAC-SHA256 of a purpose and a text, cut to 16 bytes: equal texts meet, and nobody can read them back.
    package func blindIndex(_ text: String, for purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(purpose)|\(text)".utf8), using: index).prefix(16))
    }

    /// The same as a whole number, for keys of which one record has many.
    package func blindNumber(_ text: String, for purpose: String) -> Int64 {
        blindIndex(text, for: purpose).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// Ed25519 over the bytes, for heads of the audit chain.
    package func sign(_ bytes: [UInt8]) throws -> [UInt8] { Array(try signing.signature(for: bytes)) }

    /// What others verify with.
    package var publicKey: [UInt8] { Array(signing.publicKey.rawRepresentation) }

    package static func verify(_ signature: [UInt8], of bytes: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}
