import Crypto
import Foundation

/// The keys that must not be in the data base: a JSON file that only its owner can read.
struct KeyFile: Codable {
    /// AES-256 keys for sealed columns by version; new values are sealed with the highest.
    var sealing: [Int: Data]
    /// For blind indexes. It stays when sealing keys are rotated, or nobody would be found any more.
    var index: Data
    /// Ed25519, for signed heads of the audit chain.
    var signing: Data

    static func generate() -> KeyFile {
        func random() -> Data { SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) } }
        return KeyFile(
            sealing: [1: random()], index: random(), signing: Curve25519.Signing.PrivateKey().rawRepresentation)
    }

    /// Reads the file, or makes it at the first start.
    ///
    /// Throws `StoreProblem.keyFile` if it is damaged, or readable by anybody but its owner.
    static func load(_ path: String) throws -> KeyFile {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            let made = generate()
            try made.save(path)
            return made
        }
        if let mode = attributes[.posixPermissions] as? NSNumber, mode.intValue & 0o077 != 0 {
            throw StoreProblem.keyFile(reason: "\(path) can be read by others; make it private: chmod 600 \(path)")
        }
        guard let data = FileManager.default.contents(atPath: path),
            let file = try? JSONDecoder().decode(KeyFile.self, from: data), !file.sealing.isEmpty,
            file.sealing.values.allSatisfy({ $0.count == 32 }), file.index.count == 32, file.signing.count == 32
        else {
            throw StoreProblem.keyFile(
                reason: "\(path) is damaged; restore it from its copy, the data can't be read without")
        }
        return file
    }

    /// Replaces the file as a whole; it is never readable by others, not even for a moment.
    func save(_ path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let staged = path + ".new"
        let data = try encoder.encode(self)
        try? FileManager.default.removeItem(atPath: staged)
        guard FileManager.default.createFile(atPath: staged, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: staged)
        else { throw StoreProblem.keyFile(reason: "\(path) can't be written") }
        try handle.write(contentsOf: data)
        try handle.synchronize()
        try handle.close()
        guard rename(staged, path) == 0 else { throw StoreProblem.keyFile(reason: "\(path) can't be written") }
    }
}
