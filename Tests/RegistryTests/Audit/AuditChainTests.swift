import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct AuditChainTests {
    static let tamperings: [Statement] = [
        "UPDATE audit SET action = 'read' WHERE sequence = 4",
        "DELETE FROM audit WHERE sequence = 5",
        "UPDATE audit SET details = '{\"reason\":\"other\"}' WHERE sequence = 3",
        "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
        "UPDATE audit SET sequence = sequence + 1000 WHERE sequence = 6",
    ]

    @Test func anUntouchedChainHolds() async throws {
        let world = try await World()
        _ = try await world.staff(.verifier, at: World.chapra)
        let verdict = try await world.registry.read(as: .program("test")) { try AuditChain.verify(in: $0) }
        #expect(verdict.broken == nil)
        #expect(verdict.entries > 0)
    }

    @Test(arguments: tamperings.indices) func everyTamperingIsFound(_ index: Int) async throws {
        let world = try await World()
        for _ in 0..<8 { _ = try await world.staff(.verifier, at: World.chapra) }
        try await world.registry.write(as: .program("test")) { scope in
            try AuditChain.signHead(in: scope)
            try World.breakIntoAudit(in: scope)
            try scope.transaction.run(AuditChainTests.tamperings[index])
        }
        let verdict = try await world.registry.read(as: .program("test")) { try AuditChain.verify(in: $0) }
        #expect(verdict.broken != nil)
    }

    @Test(
        arguments: tamperings + [
            "DELETE FROM audit_heads", "UPDATE audit_heads SET time = 0",
            """
            INSERT INTO audit (sequence, time, role, action, noun, device, details, hash)
            SELECT sequence, 0, role, 'read', noun, device, details, hash FROM audit WHERE sequence = 4
            """,
        ])
    func theApplicationCanOnlyAdd(_ tampering: Statement) async throws {
        let world = try await World()
        for _ in 0..<8 { _ = try await world.staff(.verifier, at: World.chapra) }
        _ = try await world.registry.write(as: .program("test")) { try AuditChain.signHead(in: $0) }
        await #expect(throws: StoreProblem.self) {
            try await world.registry.write(as: .program("test")) { _ = try $0.transaction.run(tampering) }
        }
        let verdict = try await world.registry.read(as: .program("test")) { try AuditChain.verify(in: $0) }
        #expect(verdict.broken == nil)
    }

    /// Whoever owns the data base and the program could write a new chain; a head that was kept elsewhere tells.
    @Test func aRewrittenChainContradictsAHeadThatWasKeptOutside() async throws {
        let world = try await World()
        for _ in 0..<4 { _ = try await world.staff(.verifier, at: World.chapra) }
        let kept = try #require(
            try await world.registry.write(as: .program("test")) { try AuditChain.signHead(in: $0) })
        try await world.registry.write(as: .program("test")) { scope in
            try World.breakIntoAudit(in: scope)
            try scope.transaction.run("DELETE FROM audit_heads")
            try scope.transaction.run("DELETE FROM audit")
            for _ in 0..<9 { try scope.record("created", "user", nil) }
        }
        let (alone, beside) = try await world.registry.read(as: .program("test")) {
            (try AuditChain.verify(in: $0), try AuditChain.verify(heads: [kept], in: $0))
        }
        #expect(alone.broken == nil)
        #expect(beside.broken == kept.sequence)
    }
}
