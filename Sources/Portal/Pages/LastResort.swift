import HTTPTypes
import Hummingbird
import Logging
import Registry

/// Answers what no route answered, in the portal's own words: an unknown path, a broken request, a fault of ours.
///
/// Of a fault only its type is logged: its text may hold what somebody typed.
struct LastResort: RouterMiddleware {
    let portal: Portal

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let visit = Visit(
                request: request, context: context, portal: portal, session: nil,
                language: portal.language(of: request, nil))
            var answer = ProblemPage.answer(Problem(code(of: error, context)), to: visit)
            if request.announcesBody { context.closeSoon(after: &answer) }
            return answer
        }
    }

    private func code(of error: any Error, _ context: PortalContext) -> Problem.Code {
        switch (error as? any HTTPResponseError)?.status {
        case .notFound, .methodNotAllowed: return .notFound
        case .contentTooLarge: return .tooLarge
        case .serviceUnavailable: return .busy
        case .some: return .unreadable
        case nil:
            context.logger.error("fault", metadata: ["type": "\(type(of: error))"])
            return .failed
        }
    }
}
