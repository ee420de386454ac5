import HTTPTypes
import Hummingbird
import Registry

extension Routes {
    /// For those who run the server: alive, able to work, and how much it does.
    static let operations: [Route] = [
        .get("/health", .anyone, Operations.health),
        .get("/ready", .anyone, Operations.ready),
        .get("/metrics", .anyone, Operations.metrics),
    ]
}

enum Operations {
    /// The process answers; it says nothing of the data base, so that a restart is not ordered for its sake.
    static func health(_ visit: Visit) -> Response { text("ok\n") }

    /// Requests may be sent here: the data base answers and the server is not about to stop.
    static func ready(_ visit: Visit) async -> Response {
        if visit.portal.traffic.isDraining { return text("stopping\n", status: .serviceUnavailable) }
        guard await answers(visit.registry, within: .seconds(5)) else {
            return text("the data base does not answer\n", status: .serviceUnavailable)
        }
        return text("ready\n")
    }

    /// A server that was cut off says nothing for minutes: the question is left to itself then.
    private static func answers(_ registry: Registry, within duration: Duration) async -> Bool {
        let answers = AsyncStream<Bool>.makeStream()
        Task {
            let works: Bool? = try? await registry.read(as: .anyone) { try Session.resume("", in: $0) == nil }
            answers.continuation.yield(works ?? false)
        }
        let deadline = Task {
            try await Task.sleep(for: duration)
            answers.continuation.yield(false)
        }
        defer { deadline.cancel() }
        for await answer in answers.stream { return answer }
        return false
    }

    /// For Prometheus, from this machine or with the token; to everybody else there is no such page.
    static func metrics(_ visit: Visit) throws -> Response {
        let token = visit.portal.configuration.metricsToken
        let bearer = visit.request.headers[.authorization].map { $0.replacing("Bearer ", with: "", maxReplacements: 1) }
        let isHere = visit.context.isFromThisMachine && visit.request.headers[.forwarded] == nil
        guard token.map({ TokenCheck.constantTimeEqual($0, bearer ?? "") }) ?? isHere else { throw Problem.notFound }
        return text(visit.portal.traffic.text(visit.registry.load))
    }

    private static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

extension HTTPField.Name {
    /// Set by a proxy: the request did not begin on this machine.
    fileprivate static let forwarded = HTTPField.Name("X-Forwarded-For")!
}

extension PortalContext {
    fileprivate var isFromThisMachine: Bool {
        switch remoteAddress?.ipAddress {
        case "127.0.0.1", "::1", "::ffff:127.0.0.1": true
        default: false
        }
    }
}
