import Foundation
import Hummingbird
import Synchronization

/// A gateway in Kannel's manner that takes every message and counts how often it was handed each id.
final class CountingGateway: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    var taken: [String: Int] { counts.withLock { $0 } }

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("/cgi-bin/sendsms") { [self] request, _ -> HTTPResponse.Status in
            // The report's address ends in the id and the attempt: …/hooks/sms/SECRET/ID/1?status=%d.
            let report = request.uri.queryParameters["dlr-url"].map(String.init) ?? ""
            guard let id = report.firstMatch(of: /([0-9a-f-]{36})\/\d+\?status/)?.output.1 else { return .badRequest }
            counts.withLock { $0[String(id), default: 0] += 1 }
            return .accepted
        }
        return router
    }
}
