import Store

/// The code on a certificate: twelve signs that lead to a registration and tell nothing themselves.
///
/// It is the same for every copy of a worker's certificate. The register keeps it as a blind index, so that nobody who reads the
/// data base can make one up; guessing is hopeless at 60 bits.
package enum CertificateCode {
    /// What whoever holds the code may see: what stands on the certificate, and whether it holds today.
    package struct Answer: Sendable, Equatable {
        package let number: String
        package let name: String
        /// Milliseconds since 1970.
        package let registered: Int64
        package let validUntil: Int64?
        /// False where the registration has run out, was suspended or has ended; why is nobody else's business.
        package let holds: Bool
    }

    /// Digits and letters that nobody takes for each other (D. Crockford, Base 32).
    private static let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let length = 12

    /// The code of a worker, known to `check` from now on; the certificate is noted.
    ///
    /// Throws `Problem.wrongState` for a registration that doesn't hold. Whoever calls has looked whether the actor may see the
    /// worker.
    package static func issue(for worker: Worker, in scope: Scope) throws -> String {
        guard worker.isInForce else { throw Problem(.wrongState) }
        let code = make(for: worker.id, scope.vault)
        try scope.transaction.run(
            """
            INSERT INTO certificates (digest, worker, issued) VALUES (\(digest(code, scope.vault)), \(worker.id), \(scope.now))
            ON CONFLICT (digest) DO UPDATE SET issued = excluded.issued
            """)
        try scope.record("certificate", "worker", worker.id, at: worker.location.finest)
        return grouped(code)
    }

    /// What a code leads to. Throws `Problem.notFound` for one that was never issued.
    package static func check(_ text: String, in scope: Scope) throws -> Answer {
        guard let code = parse(text),
            let row = try scope.transaction.row(
                """
                SELECT w.* FROM certificates c JOIN workers w ON w.id = c.worker
                WHERE c.digest = \(digest(code, scope.vault))
                """)
        else { throw Problem.notFound }
        let worker = try Worker(row, in: scope)
        try scope.record("certificateChecked", "worker", worker.id, at: worker.location.finest)
        return Answer(
            number: worker.number, name: worker.person.name ?? worker.person.localName ?? "",
            registered: worker.registered, validUntil: worker.validUntil,
            holds: worker.isInForce && worker.validUntil.map { $0 > scope.now } ?? true)
    }

    /// The code of the worker whom a signed credential names; nil where none was issued.
    package static func code(of credential: Credential, in scope: Scope) throws -> String? {
        let id: RecordID? = try scope.transaction.value(
            """
            SELECT c.worker FROM certificates c JOIN workers w ON w.id = c.worker WHERE w.number = \(credential.number)
            """)
        return id.map { grouped(make(for: $0, scope.vault)) }
    }

    /// The plain signs of what somebody typed, in any case, with any signs between; nil if it can't be a code.
    package static func parse(_ text: String) -> String? {
        let plain = text.uppercased().compactMap { sign -> Character? in
            switch sign {
            case "O": "0"
            case "I", "L": "1"
            case "-", " ", "–", ".": nil
            default: sign.wholeNumberValue.map { Character(String($0 % 10)) } ?? sign
            }
        }
        return plain.count == length && plain.allSatisfy(signs.contains) ? String(plain) : nil
    }

    /// `7KQ2-M0XA-93PF`.
    package static func grouped(_ code: String) -> String {
        let plain = Array(code)
        return stride(from: 0, to: plain.count, by: 4).map { String(plain[$0..<min($0 + 4, plain.count)]) }
            .joined(separator: "-")
    }

    private static func make(for worker: RecordID, _ vault: Vault) -> String {
        let bits = vault.blindIndex(worker.description, for: "certificate")
        let number = bits.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return String((0..<length).map { signs[Int(number >> UInt64($0 * 5) & 31)] })
    }

    private static func digest(_ code: String, _ vault: Vault) -> [UInt8] {
        vault.blindIndex(code, for: "certificate code")
    }
}

extension Worker {
    /// True while the registration holds, also while its cancellation is only proposed.
    package var isInForce: Bool { status == .active || status == .cancellationProposed }
}
