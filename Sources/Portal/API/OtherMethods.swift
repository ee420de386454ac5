import HTTPTypes
import Hummingbird

/// Says which methods a path of the API takes where somebody asked with another (RFC 9110, section 15.5.6).
struct OtherMethods: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError
            where error.status == .notFound && request.uri.path.hasPrefix("/api/")
        {
            let methods = API.methods(of: request.uri.path)
            guard !methods.isEmpty else { throw error }
            var response = ProblemPage.plain(.methodNotAllowed)
            response.headers[.allow] = methods.map(\.rawValue).sorted().joined(separator: ", ")
            return response
        }
    }
}
