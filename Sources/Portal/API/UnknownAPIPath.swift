import HTTPTypes
import Hummingbird

/// Answers programs in their own format also where the API has no such path, or not with this method.
struct UnknownAPIPath: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError
            where error.status == .notFound && request.uri.path.hasPrefix("/api/")
        {
            let methods = API.methods(of: request.uri.path)
            guard !methods.isEmpty else { return ProblemPage.plain(.notFound) }
            var response = ProblemPage.plain(.methodNotAllowed)
            response.headers[.allow] = methods.map(\.rawValue).sorted().joined(separator: ", ")
            return response
        }
    }
}
