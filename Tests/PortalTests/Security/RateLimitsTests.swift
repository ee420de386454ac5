import Testing

@testable import Portal

@Suite struct RateLimitsTests {
    private let rule = RateLimits.Rule(name: "test", burst: 3, interval: 1_000)

    @Test func aBurstIsAllowedAndFillsUpAgainWithTime() {
        let limits = RateLimits(requestsPerMinute: 0)
        for _ in 0..<3 { #expect(limits.take(rule, "a", now: 0)) }
        #expect(!limits.take(rule, "a", now: 500))
        #expect(limits.take(rule, "b", now: 500))
        #expect(limits.take(rule, "a", now: 1_000))
        #expect(!limits.take(rule, "a", now: 1_001))
        for _ in 0..<3 { #expect(limits.take(rule, "a", now: 100_000)) }
        #expect(!limits.take(rule, "a", now: 100_000))
    }

    @Test func aClockSetBackGivesNothingAway() {
        let limits = RateLimits(requestsPerMinute: 0)
        for _ in 0..<3 { #expect(limits.take(rule, "a", now: 10_000)) }
        #expect(!limits.take(rule, "a", now: 0))
        #expect(!limits.take(rule, "a", now: 500))
    }

    @Test func manyAddressesDoNotFreeOneThatKeepsAsking() {
        let limits = RateLimits(requestsPerMinute: 0, capacity: 100)
        for _ in 0..<3 { _ = limits.take(rule, "a", now: 0) }
        for other in 0..<2_000 {
            _ = limits.take(rule, "other \(other)", now: 0)
            if other % 50 == 0 { #expect(!limits.take(rule, "a", now: 0)) }
        }
    }
}
