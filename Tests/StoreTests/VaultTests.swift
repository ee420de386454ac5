import Foundation
import Store
import Testing

@Suite struct VaultTests {
    @Test func aSealedValueOpensInItsOwnRowOnly() throws {
        let vault = try Vault.temporary()
        let sealed = try vault.seal(Array("নাম".utf8), table: "workers", column: "person", row: [1])
        #expect(try vault.open(sealed, table: "workers", column: "person", row: [1]) == Array("নাম".utf8))
        #expect(throws: StoreProblem.self) { try vault.open(sealed, table: "workers", column: "person", row: [2]) }
        #expect(throws: StoreProblem.self) { try vault.open(sealed, table: "users", column: "person", row: [1]) }
        for place in sealed.indices {
            var altered = sealed
            altered[place] ^= 1
            #expect(throws: StoreProblem.self) { try vault.open(altered, table: "workers", column: "person", row: [1]) }
        }
        #expect(throws: StoreProblem.self) { try vault.open([], table: "workers", column: "person", row: [1]) }
    }

    @Test func theKeyFileIsPrivateAndKeepsWhatWasSealed() throws {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".keys"
        let first = try Vault(keyFile: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        let sealed = try first.seal([1, 2, 3], table: "t", column: "c", row: [])
        try Vault.rotate(keyFile: path)
        let second = try Vault(keyFile: path)
        #expect(second.keyVersion == 2)
        #expect(try second.open(sealed, table: "t", column: "c", row: []) == [1, 2, 3])
        #expect(second.blindIndex("x", for: "mobile") == first.blindIndex("x", for: "mobile"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: StoreProblem.self) { try Vault(keyFile: path) }
    }
}
