internal import Foundation
import Store

/// Where lists and what was made of them lie: sealed, readable by the server's user alone.
///
/// A list is a file of sealed pieces, each under its number and the list's id; how many there are stands in the data base. So a
/// piece that was altered, exchanged, cut off or added does not open.
package struct ListFolder: Sendable {
    private let path: String
    private let vault: Vault

    /// Makes the folder with the mode 0700 where it is missing. Throws `Registry.OpeningProblem`.
    package init(path: String, of registry: Registry) throws {
        self.path = path
        vault = registry.vault
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw Registry.OpeningProblem(description: "\(path) can't be made, where lists would lie") }
    }

    /// What makes sure that one piece of a list is taken at a time, by whichever server; released with the process too.
    struct Lock {
        fileprivate let descriptor: Int32

        func release() { close(descriptor) }
    }

    /// Throws `Problem.busy` while somebody else has it.
    func lock(_ id: RecordID) throws -> Lock {
        let descriptor = Glibc.open(file(id), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Problem(.busy) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Problem(.busy)
        }
        return Lock(descriptor: descriptor)
    }

    /// Adds a piece behind those that were acknowledged, in place of what a broken attempt may have left there.
    func append(_ bytes: [UInt8], to list: UploadedList) throws -> (pieces: Int, length: Int) {
        let sealed = try vault.seal(bytes, table: "uploaded_lists", column: "piece \(list.pieces)", row: list.id.bytes)
        let length = (0..<4).map { UInt8(truncatingIfNeeded: sealed.count >> (24 - 8 * $0)) }
        do {
            let file = try FileHandle(forWritingTo: URL(filePath: file(list.id)))
            defer { try? file.close() }
            try file.truncate(atOffset: UInt64(list.stored))
            try file.write(contentsOf: length + sealed)
            try file.synchronize()
        } catch { throw Problem(.busy) }
        return (list.pieces + 1, list.stored + 4 + sealed.count)
    }

    /// Writes a list's plain bytes to a file in a workspace. Throws where a piece was altered or is missing.
    package func open(_ list: UploadedList, to target: String) throws {
        let input = try FileHandle(forReadingFrom: URL(filePath: file(list.id)))
        defer { try? input.close() }
        let output = try ListFolder.new(target)
        defer { try? output.close() }
        func read(_ count: Int) throws -> [UInt8] {
            let bytes = try input.read(upToCount: count) ?? Data()
            guard bytes.count == count else { throw StoreProblem.sealed(column: "uploaded_lists.piece") }
            return [UInt8](bytes)
        }
        var stored = 0
        for number in 0..<list.pieces {
            let length = try read(4).reduce(0) { $0 << 8 | Int($1) }
            stored += 4 + length
            guard stored <= list.stored else { throw StoreProblem.sealed(column: "uploaded_lists.piece") }
            try output.write(
                contentsOf: vault.open(
                    try read(length), table: "uploaded_lists", column: "piece \(number)", row: list.id.bytes))
        }
        guard stored == list.stored, try output.offset() == UInt64(list.received) else {
            throw StoreProblem.sealed(column: "uploaded_lists.piece")
        }
    }

    private static func new(_ target: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: target, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw Problem(.busy) }
        return try FileHandle(forWritingTo: URL(filePath: target))
    }

    private func file(_ id: RecordID) -> String { "\(path)/\(id).list" }
}

/// What a run made, as files.
extension ListFolder {
    /// Seals a file under the run's id and a name of letters, digits and dashes, in place of an earlier one.
    package func keep(_ source: String, as name: String, of run: RecordID) throws {
        let staged = result(run, name) + ".new"
        try? FileManager.default.removeItem(atPath: staged)
        defer { try? FileManager.default.removeItem(atPath: staged) }
        try SealedFile.seal(URL(filePath: source), to: URL(filePath: staged), with: vault)
        guard rename(staged, result(run, name)) == 0 else { throw Problem(.busy) }
    }

    /// Throws `Problem.notFound` where this server doesn't have it.
    package func open(_ name: String, of run: RecordID, to target: String) throws {
        let source = result(run, name)
        guard FileManager.default.fileExists(atPath: source) else { throw Problem.notFound }
        try SealedFile.open(URL(filePath: source), to: URL(filePath: target), with: vault)
    }

    /// The same, piece by piece as it is sent.
    package func read(_ name: String, of run: RecordID) throws -> ExportFolder.Reading {
        guard let pieces = try? SealedFile.Pieces(URL(filePath: result(run, name)), vault) else {
            throw Problem.notFound
        }
        return ExportFolder.Reading(pieces: pieces)
    }

    private func result(_ run: RecordID, _ name: String) -> String { "\(path)/\(run).\(name).run" }

    /// Removes every file that no list or run has a right to any more, and workspaces of servers that died.
    package func tidy(_ registry: Registry) async throws {
        try await registry.write(as: .program("lists")) { try UploadedList.expire(in: $0) }
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        let ids = Set(names.compactMap { $0.split(separator: ".").first.flatMap { RecordID(String($0)) } })
        let kept = try await registry.read(as: .program("lists")) { try LinkageRun.kept(Array(ids), in: $0) }
        for name in names {
            if name.hasPrefix("work-") { Workspace.removeAbandoned("\(path)/\(name)") }
            guard let id = name.split(separator: ".").first.flatMap({ RecordID(String($0)) }), !kept.contains(id)
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }

    /// A private folder for plain files, which is gone with this object, or at the next `tidy` after its process died.
    package func workspace(_ id: RecordID) throws -> Workspace { try Workspace("\(path)/work-\(id)") }

    package final class Workspace: Sendable {
        package let path: String
        /// Held as long as the process lives.
        private let lock: Int32

        fileprivate init(_ path: String) throws {
            self.path = path
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            } catch { throw Problem(.busy) }
            lock = Glibc.open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw Problem(.busy) }
        }

        deinit {
            remove()
            close(lock)
        }

        /// Removes the folder with all that is in it.
        package func remove() {
            try? FileManager.default.removeItem(atPath: path)
        }

        fileprivate static func removeAbandoned(_ path: String) {
            let lock = Glibc.open(path + "/lock", O_RDWR | O_CLOEXEC)
            defer { if lock >= 0 { close(lock) } }
            if lock < 0 {
                // Somebody may be just making it.
                let made = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
                guard let made, made.timeIntervalSinceNow < -60 else { return }
            } else if flock(lock, LOCK_EX | LOCK_NB) != 0 {
                return
            }
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
