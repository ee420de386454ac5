package import Exchange
package import Foundation
import HTTPTypes
package import Hummingbird
package import Registry

/// The portal: its pages and texts over a registry.
package final class Portal: Sendable {
    package let registry: Registry
    package let configuration: Configuration
    package let texts: Texts
    package let pages: Pages
    let files: Static
    let field: FieldApp
    package let exports: Exports
    package let lists: ListWork
    let traffic = Traffic()
    let limits: RateLimits
    let batches = BatchWork()

    package init(registry: Registry, configuration: Configuration) async throws {
        self.registry = registry
        self.configuration = configuration
        limits = RateLimits(requestsPerMinute: configuration.requestsPerMinute)
        texts = try Texts(folder: Portal.resources.appending(path: "translations"))
        pages = try await Pages(
            folder: Portal.resources.appending(path: "templates"), texts: texts,
            demonstration: configuration.demonstration)
        let folder = try ExportFolder(path: configuration.exports, of: registry)
        exports = Exports(registry: registry, folder: folder) { [texts] key, language in texts.text(key, in: language) }
        lists = ListWork(
            registry: registry, folder: try ListFolder(path: configuration.lists, of: registry))
        files = try Static(folder: Portal.resources.appending(path: "static"))
        field = try FieldApp(folder: Portal.resources.appending(path: "field"), texts: texts)
    }

    /// Templates, translations and static files, beside the program.
    package static let resources = Bundle.module.bundleURL.appending(path: "Resources")

    /// The router with every route of the table behind the same door.
    package func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        router.add(middleware: SecurityHeaders(secure: configuration.secure))
        router.add(middleware: Observation(traffic: traffic))
        router.add(middleware: LastResort(portal: self))
        router.add(middleware: OtherMethods())
        router.get("/static/:file") { [files] request, context in
            guard let answer = files.answer(context.parameters.get("file") ?? "", to: request) else {
                throw HTTPError(.notFound)
            }
            return answer
        }
        for route in Routes.all {
            router.on(RouterPath(route.path), method: route.method) { [self] request, context in
                try await serve(route, request, context)
            }
        }
        return router
    }

    /// The answer, and the end of the connection where a rest of the body may be still to come.
    private func serve(_ route: Route, _ request: Request, _ context: PortalContext) async throws -> Response {
        var isWhole = !request.announcesBody
        var response = try await answer(route, request, context, isWhole: &isWhole)
        if !isWhole { context.closeSoon(after: &response) }
        return response
    }

    /// Door, session, token, handler; whatever goes wrong becomes a page that names no person.
    private func answer(
        _ route: Route, _ request: Request, _ context: PortalContext, isWhole: inout Bool
    ) async throws -> Response {
        var visit = Visit(
            request: request, context: context, portal: self, session: nil, language: language(of: request, nil))
        do {
            let session = try await session(of: request)
            visit = Visit(
                request: request, context: context, portal: self, session: session,
                language: language(of: request, session))
            try limits.admit(visit)
            try route.admit(session)
            visit = try await TokenCheck.check(visit, route, collected: &isWhole)
            return try await route.handler(visit)
        } catch let problem as Problem {
            return ProblemPage.answer(problem, to: visit)
        } catch is UnsupportedMedia {
            return ProblemPage.plain(.unsupportedMediaType)
        }
    }

    private func session(of request: Request) async throws -> Session? {
        if request.isOfField {
            // Whoever is signed in at the same browser is somebody else.
            guard let token = request.bearer else { return nil }
            return try await registry.read(as: .anyone) { try Device.resume(token, in: $0) }
        }
        if let token = request.bearer {
            let session = try await registry.read(as: .anyone) { try AccessToken.resume(token, in: $0) }
            if session?.wantsTouch ?? false {
                try await registry.write(as: .anyone) { try AccessToken.touch(token, in: $0) }
            }
            return session
        }
        guard let token = request.cookies[sessionCookie]?.value, token.utf8.count == 64 else { return nil }
        let session = try await registry.read(as: .anyone) { try Session.resume(token, in: $0) }
        if session?.wantsTouch ?? false {
            try await registry.write(as: .anyone) { try Session.touch(token, in: $0) }
        }
        return session
    }

    /// The visitor's choice, then the user's own, then what the browser asks for.
    func language(of request: Request, _ session: Session?) -> String {
        let asked = request.headers[.acceptLanguage]?.split(separator: ",").map { String($0.prefix(2)) } ?? []
        return ([request.cookies["language"]?.value, session?.actor.language] + asked).compactMap(\.self)
            .first { Texts.languages.contains($0) } ?? "en"
    }
}
