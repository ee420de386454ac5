import Crypto
package import Foundation

/// A file sealed with the vault's key in pieces, so that its size does not matter: an altered, exchanged or missing piece,
/// also at the end, does not open.
///
/// `SHRAMIK1`, 16 random bytes, then pieces of at most 1 MiB: four bytes of length, one that is 1 for the last, the sealed bytes.
package enum SealedFile {
    private static let mark = Array("SHRAMIK1".utf8)
    private static let piece = 1 << 20

    /// Throws `StoreProblem.sealed` if a file can't be read or written.
    package static func seal(_ source: URL, to target: URL, with vault: Vault) throws {
        let input = try FileHandle(forReadingFrom: source)
        defer { try? input.close() }
        let output = try new(target)
        defer { try? output.close() }
        let name = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
        try output.write(contentsOf: mark + name)
        var next = try input.read(upToCount: piece) ?? Data()
        var number = 0
        var isLast = false
        while !isLast {
            let current = next
            next = try input.read(upToCount: piece) ?? Data()
            isLast = next.isEmpty
            let sealed = try vault.seal(
                [UInt8](current), table: "file", column: column(number, isLast), row: name)
            let length = (0..<4).map { UInt8(truncatingIfNeeded: sealed.count >> (24 - 8 * $0)) }
            try output.write(contentsOf: length + [isLast ? 1 : 0] + sealed)
            number += 1
        }
        try output.synchronize()
    }

    /// Throws `StoreProblem.sealed` if the file is none, was altered or cut off, or was sealed with other keys.
    package static func open(_ source: URL, to target: URL, with vault: Vault) throws {
        var pieces = try Pieces(source, vault)
        let output = try new(target)
        defer { try? output.close() }
        while let plain = try pieces.next() { try output.write(contentsOf: plain) }
        try output.synchronize()
    }

    /// The file's plain bytes, at most 1 MiB at a time; whoever reads them has the whole only after the last `next`.
    package struct Pieces {
        private let input: FileHandle
        private let vault: Vault
        private let name: [UInt8]
        private var number = 0
        private var isLast = false

        /// Throws as `open` does.
        package init(_ source: URL, _ vault: Vault) throws {
            input = try FileHandle(forReadingFrom: source)
            self.vault = vault
            guard try Pieces.read(mark.count, input) == mark else { throw StoreProblem.sealed(column: "file") }
            name = try Pieces.read(16, input)
        }

        /// The next piece, or nil after the last. Throws `StoreProblem.sealed`.
        package mutating func next() throws -> [UInt8]? {
            if isLast {
                guard try input.read(upToCount: 1)?.isEmpty ?? true else { throw StoreProblem.sealed(column: "file") }
                return nil
            }
            let head = try Pieces.read(5, input)
            let length = head.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            isLast = head[4] == 1
            guard length <= piece + 64 else { throw StoreProblem.sealed(column: "file") }
            defer { number += 1 }
            return try vault.open(
                try Pieces.read(length, input), table: "file", column: column(number, isLast), row: name)
        }

        private static func read(_ count: Int, _ input: FileHandle) throws -> [UInt8] {
            let bytes = try input.read(upToCount: count) ?? Data()
            guard bytes.count == count else { throw StoreProblem.sealed(column: "file") }
            return [UInt8](bytes)
        }
    }

    private static func column(_ number: Int, _ isLast: Bool) -> String { "\(number)\(isLast ? " last" : "")" }

    private static func new(_ target: URL) throws -> FileHandle {
        guard
            FileManager.default.createFile(
                atPath: target.path(), contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw StoreProblem.unreachable(reason: "\(target.path()) can't be written") }
        return try FileHandle(forWritingTo: target)
    }
}
