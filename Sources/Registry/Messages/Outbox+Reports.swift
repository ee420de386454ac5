import Store

extension Outbox {
    /// What a gateway reports later.
    package enum Report: Sendable, Equatable {
        /// Taken by the operator.
        case accepted
        /// On the handset; for a call: answered, with the key that was pressed.
        case delivered(keypress: String?)
        case failed(String)
    }

    /// Takes a report in; reports come late, twice and in any order.
    ///
    /// A failure counts only for the attempt that is under way; a success of any attempt is a success. Throws
    /// `Problem.notFound` for a message that doesn't exist.
    package static func report(_ id: RecordID, attempt: Int, _ report: Report, in scope: Scope) throws {
        guard let (status, attempts) = try state(of: id, in: scope) else { throw Problem.notFound }
        if status == .delivered { return }
        switch report {
        case .accepted:
            guard status == .sending, attempt == attempts else { return }
            try scope.transaction.run(
                "UPDATE messages SET status = 'sent', problem = NULL, updated = \(scope.now) WHERE id = \(id)")
        case .delivered(let keypress):
            try scope.transaction.run(
                """
                UPDATE messages SET status = 'delivered', problem = NULL, keypress = \(keypress), updated = \(scope.now)
                WHERE id = \(id)
                """)
            if keypress == "9" { try refuseCalls(toReceiverOf: id, in: scope) }
        case .failed(let reason):
            guard status == .sending || status == .sent, attempt == attempts else { return }
            let medium: String? = try scope.transaction.value("SELECT medium FROM messages WHERE id = \(id)")
            try retry(
                id, after: attempts, medium.flatMap(Message.Medium.init) ?? .sms, problem: reason, in: scope)
        }
    }

    private static func refuseCalls(toReceiverOf id: RecordID, in scope: Scope) throws {
        guard let index: [UInt8] = try scope.transaction.value("SELECT mobile_index FROM messages WHERE id = \(id)")
        else { return }
        let others = try Message.refusals(mobileIndex: index, in: scope)
        try Message.refuse(others.union([.voice]), mobileIndex: index, in: scope)
    }

    /// The secret part of the address that a gateway reports to; it holds no personal data and opens nothing else.
    package static func reportToken(_ medium: Message.Medium, of registry: Registry) -> String {
        Session.hex(registry.vault.blindIndex(medium.rawValue, for: "report"))
    }
}
