internal import Foundation
import Store

/// Where the files of exports lie: sealed, readable by the server's user alone.
package struct ExportFolder: Sendable {
    private let path: String
    private let vault: Vault

    /// Makes the folder with the mode 0700 where it is missing. Throws `Registry.OpeningProblem`.
    package init(path: String, of registry: Registry) throws {
        self.path = path
        vault = registry.vault
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw Registry.OpeningProblem(description: "\(path) can't be made, where exports would lie") }
    }

    /// For the files that a writer needs meanwhile.
    package var workspace: String { path }

    /// An empty file of mode 0600 that a table is written to before it is sealed; what a lost server had begun goes away.
    package func draft(of id: RecordID, by runner: RecordID) throws -> String {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasPrefix("\(id).") {
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
        let file = "\(path)/\(id).\(runner).draft"
        guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw Problem(.busy) }
        return file
    }

    /// Seals a draft under the export's name and removes it.
    package func keep(_ draft: String, as id: RecordID) throws {
        let staged = draft + ".sealed"
        defer { for file in [draft, staged] { try? FileManager.default.removeItem(atPath: file) } }
        try SealedFile.seal(URL(filePath: draft), to: URL(filePath: staged), with: vault)
        guard rename(staged, file(id)) == 0 else { throw Problem(.busy) }
    }

    /// The bytes of a file, opened piece by piece; throws `Problem.notFound` where this server doesn't have it.
    package func open(_ id: RecordID) throws -> Reading {
        guard let pieces = try? SealedFile.Pieces(URL(filePath: file(id)), vault) else { throw Problem.notFound }
        return Reading(pieces: pieces)
    }

    /// A file that is being read.
    package struct Reading {
        var pieces: SealedFile.Pieces

        /// The next bytes, at most 1 MiB; nil after the last. Throws where the file was altered or cut off.
        package mutating func next() throws -> [UInt8]? { try pieces.next() }
    }

    package func discard(_ draft: String) { try? FileManager.default.removeItem(atPath: draft) }

    /// Removes every file that no export has a right to any more, also those of servers that died.
    package func tidy(_ registry: Registry) async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        let ids = names.compactMap { $0.split(separator: ".").first.flatMap { RecordID(String($0)) } }
        let kept = try await registry.read(as: .program("exports")) { try Export.kept(ids, in: $0) }
        for name in names {
            guard let id = name.split(separator: ".").first.flatMap({ RecordID(String($0)) }), !kept.contains(id)
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }

    private func file(_ id: RecordID) -> String { "\(path)/\(id).sealed" }
}
