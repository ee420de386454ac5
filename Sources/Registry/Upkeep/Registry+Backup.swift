import Foundation
import Store

extension Registry {
    /// Copies the register into one sealed file while it is in use; the key file is needed to open it and is not in it.
    ///
    /// Throws `OpeningProblem` where the copy can't be written, or the data base is a server.
    package func backup(to path: String) async throws {
        let copy = path + ".copy"
        let unfinished = path + ".unfinished"
        func tidy() { for file in [copy, copy + "-wal", copy + "-shm", unfinished] { try? remove(file) } }
        tidy()
        defer { tidy() }
        do {
            try await write(as: .program("backup")) { try $0.record("saved", "backup", nil) }
            try copyDatabase(to: copy)
            try SealedFile.seal(URL(filePath: copy), to: URL(filePath: unfinished), with: vault)
        } catch {
            throw OpeningProblem(description: "\(path): the backup could not be made: \(error)")
        }
        guard rename(unfinished, path) == 0 else { throw OpeningProblem(description: "\(path) can't be written") }
    }

    private func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }

    /// Opens a backup into a new data base file, and returns what the check of its audit chain found.
    ///
    /// Nothing is at `path` until the whole backup was read and its schema fits. Throws `OpeningProblem` where there is
    /// something already, the key file is missing, or the backup was altered, cut off, or made with other keys.
    package static func restore(_ backup: String, to path: String, keys: String) async throws -> AuditChain.Verdict {
        let files = FileManager.default
        guard !files.fileExists(atPath: path) else {
            throw OpeningProblem(description: "\(path) exists; move it away first, nothing is written over it")
        }
        // A missing key file would be made anew, and open nothing.
        guard files.fileExists(atPath: keys) else {
            throw OpeningProblem(description: "the key file \(keys) is missing")
        }
        let staged = path + ".restoring"
        func tidy() { for file in [staged, staged + "-wal", staged + "-shm"] { try? files.removeItem(atPath: file) } }
        tidy()
        defer { tidy() }
        do {
            let vault = try Vault(keyFile: keys)
            try SealedFile.open(URL(filePath: backup), to: URL(filePath: staged), with: vault)
            let registry = try await Registry(
                database: try Database(at: .sqlite(path: staged)), vault: vault, rules: try .builtIn())
            let verdict = try await registry.read(as: .program("restore")) { try AuditChain.verify(in: $0) }
            try await registry.close()
            guard rename(staged, path) == 0 else { throw OpeningProblem(description: "\(path) can't be written") }
            return verdict
        } catch let problem as OpeningProblem {
            throw problem
        } catch {
            throw OpeningProblem(
                description:
                    "\(backup) can't be opened: it is no backup, was altered or cut off, or needs another key file")
        }
    }
}
