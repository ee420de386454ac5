import HTTPTypes
import Hummingbird
import Logging

/// Counts and logs every request by its route, not its address, and refuses new ones when the server is about to stop.
struct Observation: RouterMiddleware {
    let traffic: Traffic
    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .patch, .options]

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let changing = ![.get, .head, .options].contains(request.method)
        // Whoever watches the server has to see that it is alive, and about to stop.
        let watching = ["/ready", "/health", "/metrics"].contains(request.uri.path)
        guard traffic.begin(changing: changing, always: watching) else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "5", .contentLength: "0"])
        }
        defer { traffic.end(changing: changing) }
        let began = ContinuousClock.now
        do {
            let response = try await next(request, context)
            note(request, context, response.status, since: began)
            return response
        } catch {
            note(request, context, (error as? any HTTPResponseError)?.status ?? .internalServerError, since: began)
            throw error
        }
    }

    private func note(
        _ request: Request, _ context: PortalContext, _ status: HTTPResponse.Status,
        since began: ContinuousClock.Instant
    ) {
        let (seconds, atto) = began.duration(to: .now).components
        let time = Double(seconds) + Double(atto) / 1e18
        let route = context.endpointPath ?? "none"
        let method = Observation.methods.contains(request.method) ? request.method.rawValue : "other"
        traffic.count(method, route, status.code, seconds: time)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(status.code)",
                "milliseconds": "\(Int(time * 1000))",
            ])
    }
}
