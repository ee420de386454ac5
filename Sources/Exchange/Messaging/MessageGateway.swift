package import Registry

/// Somebody who takes messages and brings them to telephones.
package protocol MessageGateway: Sendable {
    /// Hands one message over; never throws, because what went wrong is an answer too.
    func send(_ delivery: Outbox.Delivery) async -> Outbox.Answer
}
