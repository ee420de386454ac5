import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct AuditFileTests {
    private func exported() async throws -> (file: String, key: [UInt8]) {
        let world = try await World()
        for _ in 0..<6 { _ = try await world.staff(.verifier, at: World.chapra) }
        _ = try await world.registry.write(as: .program("test")) { try AuditChain.signHead(in: $0) }
        let file = try await world.registry.read(as: .program("test")) { scope in
            var file = Data()
            try AuditFile.export(in: scope) { file.append($0) }
            return String(decoding: file, as: UTF8.self)
        }
        return (file, world.registry.vault.publicKey)
    }

    private func verify(_ file: String, publicKey: [UInt8]? = nil) throws -> AuditChain.Verdict {
        try AuditFile.verify(Data(file.utf8), publicKey: publicKey)
    }

    @Test func anExportedAuditHoldsWithoutTheDataBase() async throws {
        let (file, key) = try await exported()
        let verdict = try verify(file, publicKey: key)
        #expect(verdict.broken == nil)
        #expect(verdict.entries >= 6)
        // Signed by somebody else.
        #expect(try verify(file, publicKey: [UInt8](repeating: 1, count: 32)).broken != nil)
    }

    @Test func everyAlterationOfAnExportedAuditIsFound() async throws {
        let (file, _) = try await exported()
        let lines = file.split(separator: "\n").map(String.init)
        func without(_ index: Int) -> String {
            (lines[..<index] + lines[(index + 1)...]).joined(separator: "\n")
        }
        #expect(try verify(without(2)).broken != nil)
        #expect(try verify(without(lines.count - 2)).broken != nil)
        var swapped = lines
        swapped.swapAt(2, 3)
        #expect(try verify(swapped.joined(separator: "\n")).broken != nil)
        #expect(try verify(file.replacing("\"created\"", with: "\"removed\"", maxReplacements: 1)).broken != nil)
        #expect(throws: Problem.self) { try verify("{}\n") }
        #expect(throws: Problem.self) { try verify("not an audit") }
        #expect(throws: Problem.self) { try verify("") }
    }

    @Test func headsAreAddedToAFileLineByLine() throws {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".heads"
        let heads = (1...3).map { AuditHead(sequence: Int64($0), hash: [1, 255], time: 5, signature: [0, 16]) }
        for head in heads { try AuditFile.append(head, to: path) }
        #expect(try AuditFile.heads(try Data(contentsOf: URL(filePath: path))) == heads)
    }
}
