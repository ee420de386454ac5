import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct SealedColumnTests {
    /// Bytes that hold nothing personal in the clear: hashes, tokens, blind indexes, signatures.
    private static let plain: Set<String> = [
        "hash", "signature", "token", "mobile_index", "fingerprint", "digest", "page", "applications.content",
        "conflicting_copies.content", "deaths.identity", "code_requests.address", "one_time_codes.code",
        "worker_key_spool.pairs",
    ]

    /// The columns of bytes in the migrations, as `table.column`.
    private func columns() throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Registry/Migrations").standardizedFileURL
        var columns: [String] = []
        for migration in try Migration.folder(folder) {
            var table = ""
            for line in migration.sql.split(separator: "\n") {
                if let match = line.firstMatch(of: /(?:CREATE|ALTER) TABLE (\w+)/) { table = String(match.1) }
                if let match = line.firstMatch(of: /(\w+) BLOB\b/) { columns.append("\(table).\(match.1)") }
            }
        }
        return columns
    }

    @Test func everyColumnOfBytesIsEitherSealedAndRotatedOrKnownToBePlain() throws {
        let sealed = Set(SealedColumn.all.map { "\($0.table).\($0.column)" })
        let found = try columns()
        #expect(found.count > 12)
        for column in found {
            let name = column.split(separator: ".").last.map(String.init) ?? ""
            let isPlain = SealedColumnTests.plain.contains(name) || SealedColumnTests.plain.contains(column)
            #expect(
                sealed.contains(column) != isPlain, "\(column): put it in SealedColumn.all, or among the plain ones")
        }
    }

    @Test func afterARotationEverythingIsSealedWithTheNewKeyAndStillOpens() async throws {
        let keys = NSTemporaryDirectory() + UUID().uuidString + ".keys"
        let world = try await World(vault: try Vault(keyFile: keys))
        let actors = try await (0..<5).asyncMap { _ in try await world.staff(.verifier, at: World.chapra) }
        try Registry.addKey(to: keys)
        // Still the old key: another process added the new one.
        let late = try await world.staff(.verifier, at: World.chapra)
        let count = try await world.registry.reseal()
        #expect(count == 6)
        #expect(world.registry.vault.keyVersion == 2)
        let versions = try await world.registry.read(as: .program("test")) { scope in
            try scope.transaction.rows("SELECT person FROM users").map { Vault.keyVersion(of: try $0["person"]) }
        }
        #expect(versions.allSatisfy { $0 == 2 } && versions.count == 6)
        for actor in actors + [late] { _ = try await world.signIn(actor) }
        #expect(try await world.registry.reseal() == 0)
    }

    @Test func aServerThatRunsOpensWhatAnotherProcessResealed() throws {
        let keys = NSTemporaryDirectory() + UUID().uuidString + ".keys"
        let server = try Vault(keyFile: keys)
        try Vault.rotate(keyFile: keys)
        let command = try Vault(keyFile: keys)
        let sealed = try command.seal([7], table: "t", column: "c", row: [])
        #expect(Vault.keyVersion(of: sealed) == 2)
        #expect(try server.open(sealed, table: "t", column: "c", row: []) == [7])
        #expect(server.keyVersion == 2)
    }
}

extension Range<Int> {
    fileprivate func asyncMap<Result>(_ body: (Int) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for number in self { results.append(try await body(number)) }
        return results
    }
}
