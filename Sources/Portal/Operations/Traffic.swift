import Registry
import Synchronization

/// What goes through the portal, counted by route and status: no addresses, no people.
final class Traffic: Sendable {
    private struct Route: Hashable, Comparable {
        let method: String
        let path: String
        let status: Int

        static func < (left: Route, right: Route) -> Bool {
            (left.path, left.method, left.status) < (right.path, right.method, right.status)
        }
    }

    private struct Times {
        /// Requests answered within each of `Traffic.bounds`, and later.
        var buckets = [Int](repeating: 0, count: Traffic.bounds.count + 1)
        var seconds = 0.0
    }

    private struct State {
        var requests: [Route: Times] = [:]
        var inFlight = 0
        var changing = 0
        var isDraining = false
    }

    /// Seconds.
    private static let bounds = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    private let state = Mutex(State())

    /// True once no new work is taken, because the server is about to stop.
    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// Counts a request in; false when it has to be refused because the server is about to stop.
    func begin(changing: Bool, always: Bool = false) -> Bool {
        state.withLock {
            if $0.isDraining, !always { return false }
            $0.inFlight += 1
            if changing { $0.changing += 1 }
            return true
        }
    }

    func end(changing: Bool) {
        state.withLock {
            $0.inFlight -= 1
            if changing { $0.changing -= 1 }
        }
    }

    func count(_ method: String, _ path: String, _ status: Int, seconds: Double) {
        state.withLock { state in
            let bucket = Traffic.bounds.firstIndex { seconds <= $0 } ?? Traffic.bounds.count
            let route = Route(method: method, path: path, status: status)
            state.requests[route, default: Times()].buckets[bucket] += 1
            state.requests[route, default: Times()].seconds += seconds
        }
    }

    /// Takes no new work from now on, and waits until what changes something is answered, at most so long.
    func drain(within duration: Duration) async {
        state.withLock { $0.isDraining = true }
        let end = ContinuousClock.now + duration
        while state.withLock({ $0.changing }) > 0, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Prometheus' text format, version 0.0.4.
    func text(_ load: (waiting: Int, commits: Int, writes: Int, largest: Int)) -> String {
        let (requests, inFlight) = state.withLock { ($0.requests, $0.inFlight) }
        var lines = ["# TYPE shramik_requests_total counter"]
        let sorted = requests.sorted { $0.key < $1.key }
        for (route, times) in sorted {
            lines.append("shramik_requests_total{\(labels(route))} \(times.buckets.reduce(0, +))")
        }
        lines.append("# TYPE shramik_request_seconds histogram")
        for (route, times) in sorted {
            var sum = 0
            for (bound, count) in zip(Traffic.bounds.map { "\($0)" } + ["+Inf"], times.buckets) {
                sum += count
                lines.append("shramik_request_seconds_bucket{\(labels(route)),le=\"\(bound)\"} \(sum)")
            }
            lines.append("shramik_request_seconds_sum{\(labels(route))} \(times.seconds)")
            lines.append("shramik_request_seconds_count{\(labels(route))} \(sum)")
        }
        for (name, kind, value) in [
            ("requests_in_flight", "gauge", inFlight), ("writes_waiting", "gauge", load.waiting),
            ("writes_total", "counter", load.writes), ("commits_total", "counter", load.commits),
            ("commit_writes_max", "gauge", load.largest),
        ] { lines += ["# TYPE shramik_\(name) \(kind)", "shramik_\(name) \(value)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Routes and methods are the table's own words, never what somebody sent.
    private func labels(_ route: Route) -> String {
        "method=\"\(route.method)\",route=\"\(route.path)\",status=\"\(route.status)\""
    }
}
