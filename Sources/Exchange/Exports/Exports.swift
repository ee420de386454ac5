import Foundation
package import Registry
import Tabular

/// Makes the files that people asked for: page by page through the Tabular writers, in memory that does not grow.
///
/// Any number of servers may do it beside each other; a claim is a transaction. A server that dies loses its claim after a
/// minute, and the export is begun again elsewhere, or given up after three attempts.
package struct Exports: Sendable {
    private let registry: Registry
    package let folder: ExportFolder
    /// The text of a key in a language, or the key itself.
    private let text: @Sendable (_ key: String, _ language: String) -> String
    /// Rows read at a time.
    private let page: Int

    package init(
        registry: Registry, folder: ExportFolder, page: Int = 1_000,
        text: @escaping @Sendable (_ key: String, _ language: String) -> String
    ) {
        self.registry = registry
        self.folder = folder
        self.page = page
        self.text = text
    }

    private static let actor = Actor.program("exports")

    /// Runs until its task is cancelled; what was begun is given back for the next server.
    package func run() async {
        var looks = 0
        while !Task.isCancelled {
            let made = (try? await makeNext()) ?? false
            if looks % 300 == 0 { try? await tidy() }
            looks += 1
            if !made { try? await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Forgets exports whose day is over and removes every file that none needs any more.
    package func tidy() async throws {
        try await registry.write(as: Exports.actor) { _ = try Export.forget(in: $0) }
        try await folder.tidy(registry)
    }

    /// Makes the next one that waits; false where none does.
    @discardableResult
    package func makeNext() async throws -> Bool {
        guard try await registry.read(as: Exports.actor, Export.isDue) else { return false }
        let runner = registry.environment.newID()
        guard let export = try await registry.write(as: Exports.actor, { try Export.claim(by: runner, in: $0) })
        else { return false }
        do { try await make(export, by: runner) } catch is CancellationError {
            // The server stops: the next one begins again.
            try await registry.write(as: Exports.actor) { try export.release(by: runner, in: $0) }
        } catch {
            let problem = (error as? Problem)?.code.rawValue ?? "broken"
            _ = try await registry.write(as: Exports.actor) {
                try export.finish(written: 0, problem: problem, by: runner, in: $0)
            }
        }
        return true
    }

    private func make(_ export: Export, by runner: RecordID) async throws {
        guard let owner = try await registry.read(as: Exports.actor, { try export.actor(in: $0) }) else {
            throw Problem.notAllowed
        }
        let total = try await registry.read(as: owner) { try export.source.count(in: $0) }
        let draft = try folder.draft(of: export.id, by: runner)
        defer { folder.discard(draft) }
        let table = try ExportTable(export, at: draft, in: folder.workspace, text: text, registry)
        var (written, cursor): (Int, String?) = (0, nil)
        repeat {
            try Task.checkCancellation()
            let after = cursor
            let piece = try await registry.read(as: owner) { [page] in
                try export.source.piece(after: after, limit: page, purpose: export.purpose, in: $0)
            }
            for row in piece.rows { try table.write(row) }
            (written, cursor) = (written + piece.rows.count, piece.next)
            let (reached, expected) = (written, max(total, written))
            let goesOn = try await registry.write(as: Exports.actor) {
                try export.advance(to: reached, of: expected, by: runner, in: $0)
            }
            guard goesOn else { return }
        } while cursor != nil
        try table.close()
        try folder.keep(draft, as: export.id)
        let rows = written
        _ = try await registry.write(as: owner) { try export.finish(written: rows, by: runner, in: $0) }
    }
}
