import Foundation
import Registry
import Store
import Support
import Testing

/// A backup is SQLite's; servers have their own tools.
@Suite struct BackupTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "shramik-backup-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path() }

    private func saved() async throws {
        let registry = try await Registry(at: path("first.sqlite"), keys: path("keys"))
        try await registry.write(as: .program("test")) { scope in
            for number in 0..<20 {
                try User.create(
                    id: scope.environment.newID(), signIn: "user\(number)", card: .init(name: "Somebody"),
                    assignments: [], in: scope)
            }
        }
        // Others go on writing meanwhile.
        async let written: Void = registry.write(as: .program("test")) { try $0.record("created", "test", nil) }
        try await registry.backup(to: path("backup"))
        try await written
        try await registry.close()
    }

    @Test func aBackupIsRestoredWholeAndItsAuditHolds() async throws {
        try await saved()
        let verdict = try await Registry.restore(path("backup"), to: path("second.sqlite"), keys: path("keys"))
        #expect(verdict.broken == nil)
        #expect(verdict.entries >= 21)
        let second = try await Registry(at: path("second.sqlite"), keys: path("keys"))
        let users: Int? = try await second.read(as: .program("test")) {
            try $0.transaction.value("SELECT count(*) FROM users")
        }
        #expect(users == 20)
        #expect(second.places.count > 1000)
        try await second.close()
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        #expect(!left.contains { $0.hasSuffix(".copy") || $0.hasSuffix(".unfinished") || $0.contains(".restoring") })
        let raw = try Data(contentsOf: folder.appending(path: "backup"))
        #expect(raw.range(of: Data("SQLite".utf8)) == nil)
        #expect(raw.range(of: Data("Nadia".utf8)) == nil)
    }

    @Test func whatIsNoWholeBackupIsRefusedAndLeavesNothing() async throws {
        try await saved()
        let whole = try Data(contentsOf: folder.appending(path: "backup"))
        var altered = whole
        altered[whole.count / 2] ^= 1
        let pieces = [whole.dropLast(), whole.dropLast(whole.count / 3), whole + [0], altered, Data(), Data("x".utf8)]
        for (number, data) in pieces.enumerated() {
            try Data(data).write(to: folder.appending(path: "bad\(number)"))
            await #expect(throws: Registry.OpeningProblem.self) {
                try await Registry.restore(path("bad\(number)"), to: path("third.sqlite"), keys: path("keys"))
            }
            #expect(!FileManager.default.fileExists(atPath: path("third.sqlite")))
        }
        await #expect(throws: Registry.OpeningProblem.self) {
            try await Registry.restore(path("backup"), to: path("third.sqlite"), keys: path("nothing"))
        }
        #expect(!FileManager.default.fileExists(atPath: path("nothing")))
        await #expect(throws: Registry.OpeningProblem.self) {
            try await Registry.restore(path("backup"), to: path("first.sqlite"), keys: path("keys"))
        }
    }
}
