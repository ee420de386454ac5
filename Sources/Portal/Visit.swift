import Foundation
import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Registry

/// One request with everything a handler needs: who asks, in which language, what was sent, and how to answer.
package struct Visit: Sendable {
    package let request: Request
    package let context: PortalContext
    package let portal: Portal
    package let session: Session?
    /// `en`, `bn`, `hi` or `ne`.
    package let language: String

    package var registry: Registry { portal.registry }
    package var actor: Actor { session?.actor ?? .anyone }
    package var path: String { request.uri.path }
    var isAPI: Bool { path.hasPrefix("/api/") || request.isOfField }

    /// A parameter of the path as an id; a malformed one is not found.
    package func id(_ name: String = "id") throws -> RecordID {
        guard let id = context.parameters.get(name).flatMap({ RecordID($0) }) else { throw Problem.notFound }
        return id
    }

    package func query(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }

    package func cookie(_ name: String) -> String? {
        request.cookies[name]?.value
    }

    /// A text in the reader's language; `%1`, `%2` … are replaced by the values.
    package func text(_ key: String, _ values: String...) -> String { portal.texts.text(key, in: language, values) }

    /// The page made of a template and a model, in the portal's frame.
    package func page(
        _ template: String, title: String, _ model: [String: Any] = [:], status: HTTPResponse.Status = .ok
    ) -> Response {
        portal.pages.render(template, title: title, model, status: status, for: self)
    }

    /// Sends the browser to another page after a form was taken, so that reloading does not send it twice.
    package func redirect(to path: String, cookies: [Cookie] = []) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        for cookie in cookies { response.setCookie(cookie) }
        return response
    }
}
