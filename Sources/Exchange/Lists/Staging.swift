import Foundation
import Synchronization
import Tabular

/// A folder beside the results, in which they are written; they get their final names only when all are complete.
package final class Staging: Sendable {
    package let folder: String
    private let target: String
    private static let open = Mutex<Set<String>>([])
    private let isTargetNew: Bool

    /// - Throws: `TableProblem` when the folder can't be made.
    package init(target: String) throws {
        self.target = target
        isTargetNew = !FileManager.default.fileExists(atPath: target)
        folder = target + "/.unfinished-\(ProcessInfo.processInfo.processIdentifier)-" + UUID().uuidString.prefix(8)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
            let trouble = isFolder.boolValue ? "the folder can't be written to" : "is a file, not a folder"
            throw TableProblem(
                file: target, reason: isThere ? trouble : "the folder can't be made",
                advice: "Name a folder you may write to with --out")
        }
        Self.open.withLock { _ = $0.insert(folder) }
        removeAbandoned()
    }

    package func path(_ name: String) -> String { folder + "/" + name }

    /// Gives everything its final name, replacing what an earlier run left there.
    /// - Parameter stale: names of results that an earlier run may have left and this one does not make.
    package func finish(removing stale: [String] = []) throws {
        let manager = FileManager.default
        for name in stale where !manager.fileExists(atPath: path(name)) {
            try? manager.removeItem(atPath: target + "/" + name)
        }
        for name in try manager.contentsOfDirectory(atPath: folder).sorted() {
            let final = target + "/" + name
            var isFolder: ObjCBool = false
            if manager.fileExists(atPath: final, isDirectory: &isFolder), isFolder.boolValue {
                try manager.removeItem(atPath: final)
            }
            guard rename(path(name), final) == 0 else {
                throw TableProblem(
                    file: final, reason: "can't be put in its place: \(String(cString: strerror(errno)))")
            }
        }
        remove()
    }

    /// Removes the folder and all in it, and the folder of the results if it was made for nothing.
    package func remove() {
        try? FileManager.default.removeItem(atPath: folder)
        if isTargetNew { rmdir(target) }
        Self.open.withLock { _ = $0.remove(folder) }
    }

    /// Removes every staging folder of this process: when it is interrupted.
    package static func removeAll() {
        for folder in open.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// A killed run's folder is of no use to anyone.
    private func removeAbandoned() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? [] {
            guard name.hasPrefix(".unfinished-"), let process = Int32(name.dropFirst(12).prefix { $0.isNumber }),
                kill(process, 0) != 0, errno == ESRCH
            else {
                continue
            }
            try? FileManager.default.removeItem(atPath: target + "/" + name)
        }
    }
}
