import Foundation
import Hummingbird
import Synchronization

/// A gateway in Kannel's manner that takes every message and counts how often it was handed each id.
final class CountingGateway: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    var taken: [String: Int] { counts.withLock { $0 } }

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("/cgi-bin/sendsms") { [self] request, _ in
            // The report's address ends in the id and the attempt: …/hooks/sms/SECRET/ID/1?status=%d.
            let report = request.uri.queryParameters["dlr-url"].map(String.init)?.removingPercentEncoding ?? ""
            let parts = report.split(separator: "?")[0].split(separator: "/")
            if parts.count > 2 { counts.withLock { $0[String(parts[parts.count - 2]), default: 0] += 1 } }
            return HTTPResponse.Status.accepted
        }
        return router
    }
}
