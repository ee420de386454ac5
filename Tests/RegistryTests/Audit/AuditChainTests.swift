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
            try scope.transaction.run(AuditChainTests.tamperings[index])
        }
        let verdict = try await world.registry.read(as: .program("test")) { try AuditChain.verify(in: $0) }
        #expect(verdict.broken != nil)
    }
}
