import Exchange
import Foundation
import Portal
import Registry
import Support
import Testing

/// Kills the real program while it links: nothing stays in the clear, and another server does the work.
@Suite(.enabled(if: ServedWorld.program != nil, "the program was not built"))
struct LinkageCrashTests {
    private static func send(
        _ text: String, named name: String, to registry: Registry, _ folder: ListFolder, as officer: Actor
    ) async throws -> RecordID {
        let (id, bytes) = (registry.environment.newID(), Array(text.utf8))
        try await registry.write(as: officer) {
            _ = try UploadedList.begin(
                id, name: name, size: bytes.count, limit: bytes.count, at: World.westBengal, in: $0)
        }
        _ = try await registry.receive(bytes, at: 0, of: id, limit: bytes.count, into: folder, as: officer)
        return id
    }

    private static func workspaces(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix("work-") }
    }

    @Test func whatAKilledServerWasLinkingIsLinkedByAnotherAndNothingStaysInTheClear() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        let path = served.folder.appending(path: "lists").path()
        let registry = served.world.registry
        let officer = try await served.world.staff(.stateAdministrator, at: World.westBengal)
        let folder = try ListFolder(path: path, of: registry)
        let left = try await Self.send(InventedLists.returned(6_000), named: "Left", to: registry, folder, as: officer)
        let right = try await Self.send(
            InventedLists.registered(2_000), named: "Right", to: registry, folder, as: officer)
        let work = ListWork(registry: registry, folder: folder)
        for _ in 0..<2 { try await work.workNext() }
        var headings = ColumnMap.guess(InventedLists.heading.split(separator: ",").map(String.init)).columns
        headings["age"] = headings.removeValue(forKey: "birth")
        let columns = LinkageRun.Request.Columns(headings: headings, id: "Sl No", asOf: "2020-06-01")
        let run = registry.environment.newID()
        _ = try await registry.write(as: officer) {
            try LinkageRun.begin(run, left: left, right: right, request: .init(left: columns, right: columns), in: $0)
        }
        try await registry.close()
        let port = try FreePort.find()
        let program = try await served.serve(port: port, ["--lists", path])
        var seen: [String] = []
        for _ in 0..<400 where seen.isEmpty {
            seen = try Self.workspaces(path)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(!seen.isEmpty, "it was killed while it linked")
        program.kill()
        #expect(try !Self.workspaces(path).isEmpty)
        let next = try await served.serve(port: port, ["--lists", path])
        for _ in 0..<1_000 {
            if try Self.workspaces(path).isEmpty { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try Self.workspaces(path) == [])
        next.kill()
        let later = try await served.open(minutesAhead: 5)
        try await ListWork(registry: later, folder: ListFolder(path: path, of: later)).workNext()
        let result = try await later.read(as: officer) { scope in
            try LinkageRun.find(run, in: scope).result(as: LinkageResult.self, in: scope)
        }
        #expect(result?.summary?.leftOut == 4_000)
        #expect(try Self.workspaces(path) == [])
        try await later.close()
    }
}
