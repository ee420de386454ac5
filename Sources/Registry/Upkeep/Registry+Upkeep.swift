import Store

extension Registry {
    /// What heads of the audit are signed with, as hexadecimal digits; others verify with it.
    package var publicKey: String { Hexadecimal.write(vault.publicKey) }

    /// Signs where the audit stands and adds it to the file at `path`; nil while there is no entry.
    package func keepHead(in path: String) async throws -> AuditHead? {
        guard let head = try await write(as: .program("audit head"), { try AuditChain.signHead(in: $0) }) else {
            return nil
        }
        try AuditFile.append(head, to: path)
        return head
    }

    /// Adds a sealing key to the key file. Throws `OpeningProblem` if the file can't be used.
    package static func addKey(to keys: String) throws {
        do { try Vault.rotate(keyFile: keys) } catch { throw OpeningProblem(description: "\(error)") }
    }
}
