package import Registry

/// Empties the outbox: claims what is due, hands it to the gateways, writes their answers down.
///
/// Any number of servers may do it beside each other; a claim is a transaction, so none takes what another has.
package struct Deliveries: Sendable {
    private let registry: Registry
    private let gateways: [Message.Medium: any MessageGateway]
    private let batch = 64
    /// How many are handed over at the same time.
    private let together = 8

    package init(registry: Registry, gateways: [Message.Medium: any MessageGateway]) {
        self.registry = registry
        self.gateways = gateways
    }

    private static let actor = Actor.program("deliveries")

    /// Runs until its task is cancelled, and finishes what it has begun. A data base that can't be reached is waited for.
    package func run() async {
        while !Task.isCancelled {
            // In a task of its own: a call that is cut off leaves nobody knowing whether it was taken.
            let sent = await Task { (try? await deliverDue()) ?? 0 }.value
            if sent < batch { try? await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Hands over one batch and returns how many messages that were.
    @discardableResult
    package func deliverDue() async throws -> Int {
        let media = Set(gateways.keys)
        guard !media.isEmpty, try await registry.read(as: Deliveries.actor, { try Outbox.isDue(media: media, in: $0) })
        else { return 0 }
        let due = try await registry.write(as: Deliveries.actor) { [batch] in
            try Outbox.claim(batch, media: media, in: $0)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, delivery) in due.enumerated() {
                if place >= together { try await group.next() }
                group.addTask { try await deliver(delivery) }
            }
            try await group.waitForAll()
        }
        return due.count
    }

    private func deliver(_ delivery: Outbox.Delivery) async throws {
        guard let gateway = gateways[delivery.medium] else { return }
        let answer = await gateway.send(delivery)
        try await registry.write(as: Deliveries.actor) { try Outbox.answered(delivery, answer, in: $0) }
    }
}
