import Hummingbird
import Registry
import Synchronization

/// How often one account, one address or one name to sign in with may ask; counted in memory, which is bounded.
///
/// Each server counts for itself: with several, somebody may try as many times as often as there are servers. The lock on an
/// account after failures is in the register and counts for all.
package final class RateLimits: Sendable {
    /// A bucket that fills up again with time: `burst` at once, and one more every `interval`.
    struct Rule: Sendable {
        let name: String
        let burst: Double
        /// Milliseconds.
        let interval: Double
    }

    private struct Bucket {
        var tokens: Double
        var time: Int64
    }

    private let buckets = Mutex<(new: [String: Bucket], old: [String: Bucket])>(([:], [:]))
    /// So many buckets in each of two generations; when one is full the older is forgotten.
    private let capacity: Int
    private let everything: Rule?

    static let signInByName = Rule(name: "name", burst: 10, interval: 30_000)
    static let signInByAddress = Rule(name: "door", burst: 60, interval: 2_000)
    static let guesses = Rule(name: "guess", burst: 30, interval: 6_000)

    init(requestsPerMinute: Int, capacity: Int = 50_000) {
        self.capacity = capacity
        everything =
            requestsPerMinute > 0
            ? Rule(name: "all", burst: Double(requestsPerMinute), interval: 60_000 / Double(requestsPerMinute)) : nil
    }

    /// Throws `Problem.tooMany` when the account, or for those not signed in the address, has asked too often.
    func admit(_ visit: Visit) throws {
        guard let everything else { return }
        if let user = visit.actor.user {
            try take(everything, user.description, at: visit)
        } else if let address = visit.address {
            try take(everything, address, at: visit)
        }
    }

    /// Unknown names count like known ones, so that the answer tells nothing.
    func admitSignIn(name: String, _ visit: Visit) throws {
        if let address = visit.address { try take(Self.signInByAddress, address, at: visit) }
        try take(Self.signInByName, name.lowercased(), at: visit)
    }

    /// For addresses that hold a secret.
    func admitGuess(_ visit: Visit) throws {
        if let address = visit.address { try take(Self.guesses, address, at: visit) }
    }

    private func take(_ rule: Rule, _ key: String, at visit: Visit) throws {
        let now = visit.registry.environment.now().milliseconds
        guard take(rule, key, now: now) else { throw Problem(.tooMany) }
    }

    /// True if one more is allowed at this time, in milliseconds.
    func take(_ rule: Rule, _ key: String, now: Int64) -> Bool {
        let key = "\(rule.name)|\(key)"
        return buckets.withLock { buckets in
            var bucket = buckets.new[key] ?? buckets.old[key] ?? Bucket(tokens: rule.burst, time: now)
            bucket.tokens = min(rule.burst, bucket.tokens + Double(max(0, now - bucket.time)) / rule.interval)
            bucket.time = now
            let allowed = bucket.tokens >= 1
            if allowed { bucket.tokens -= 1 }
            if buckets.new.count >= capacity { buckets = ([:], buckets.new) }
            buckets.new[key] = bucket
            return allowed
        }
    }
}

extension Visit {
    /// Where the request came from; behind a proxy, what the proxy says.
    ///
    /// Only the last address of `X-Forwarded-For` was written by our own proxy; the others are whatever the visitor sent.
    var address: String? {
        let forwarded = request.headers[.forwardedFor]?.split(separator: ",").last
        if portal.configuration.behindProxy, let forwarded { return forwarded.filter { $0 != " " } }
        return context.remoteAddress?.ipAddress
    }
}
