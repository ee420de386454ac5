package import Foundation
import Store

/// The audit as a file that can be verified without the data base: JSON lines, first the public key, then the entries with
/// their hashes, then the signed heads.
package enum AuditFile {
    private struct Line: Codable {
        var publicKey: String?
        var sequence: Int64?
        var time: Int64?
        var actor: RecordID?
        var role: String?
        var action: String?
        var noun: String?
        var record: RecordID?
        var place: PlaceID?
        var device: String?
        var details: [String: String]?
        var hash: String?
        var head: AuditHead?
    }

    /// Writes the whole audit; `write` gets one line at a time, with its end.
    package static func export(in scope: Scope, _ write: (Data) throws -> Void) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func put(_ line: Line) throws { try write(try encoder.encode(line) + Data([0x0A])) }
        try put(Line(publicKey: Hexadecimal.write(scope.vault.publicKey)))
        try AuditChain.each(in: scope) { entry, sequence, hash in
            try put(
                Line(
                    sequence: sequence, time: entry.time, actor: entry.actor, role: entry.role, action: entry.action,
                    noun: entry.noun, record: entry.record, place: entry.place, device: entry.device,
                    details: entry.details, hash: Hexadecimal.write(hash)))
        }
        for head in try AuditChain.heads(in: scope) { try put(Line(head: head)) }
    }

    /// Verifies an exported file; `publicKey` is what its heads must be signed with, where it is known from elsewhere.
    ///
    /// Throws `Problem.unreadable` for a file that is no exported audit.
    package static func verify(
        _ data: Data, heads known: [AuditHead] = [], publicKey: [UInt8]? = nil
    ) throws -> AuditChain.Verdict {
        func read(_ text: Data.SubSequence) throws -> Line {
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)) else { throw Problem(.unreadable) }
            return line
        }
        let lines = data.split(separator: 0x0A)
        guard let stated = try lines.first.flatMap({ try read($0).publicKey }).map(Hexadecimal.read) else {
            throw Problem(.unreadable)
        }
        // Heads stand at the end, but are needed from the beginning.
        let heads = try lines.reversed().prefix { $0.starts(with: Data("{\"head\"".utf8)) }.compactMap {
            try read($0).head
        }
        var walk = ChainWalk(heads: heads + known, publicKey: publicKey ?? stated)
        for text in lines {
            let line = try read(text)
            guard let sequence = line.sequence else { continue }
            let entry = AuditEntry(
                time: line.time ?? 0, actor: line.actor, role: line.role ?? "", action: line.action ?? "",
                noun: line.noun ?? "", record: line.record, place: line.place, device: line.device ?? "",
                details: line.details ?? [:])
            walk.take(entry, sequence: sequence, hash: (try? Hexadecimal.read(line.hash ?? "")) ?? [])
        }
        return walk.verdict
    }

    /// Signed heads kept outside the data base: a JSON object a line.
    package static func heads(_ data: Data) throws -> [AuditHead] {
        try data.split(separator: 0x0A).map {
            guard let head = try? JSONDecoder().decode(AuditHead.self, from: Data($0)) else {
                throw Problem(.unreadable)
            }
            return head
        }
    }

    /// Adds a head to the file at `path`, and returns when it is on the disk.
    package static func append(_ head: AuditHead, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let handle = FileHandle(forUpdatingAtPath: path) else { throw Problem(.unreadable) }
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: try encoder.encode(head) + Data([0x0A]))
        try handle.synchronize()
    }
}
