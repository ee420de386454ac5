import HTTPTypes
import Hummingbird
import Registry

/// A form must bring back the token of its session, so that another site can't send it in the user's name.
enum TokenCheck {
    /// Returns the visit with its body collected, because the token stands in it.
    static func check(_ visit: Visit, _ route: Route) async throws -> Visit {
        guard ![.get, .head].contains(visit.request.method) else { return visit }
        var request = visit.request
        let limit = route.bodyLimit ?? visit.portal.configuration.bodyLimit
        let body = try await request.body(upTo: limit, within: visit.portal.configuration.bodyTimeout)
        request.body = .init(buffer: body)
        let collected = Visit(
            request: request, context: visit.context, portal: visit.portal, session: visit.session,
            language: visit.language)
        // Browsers say where a request comes from; that also keeps another site from signing its visitors in as somebody else.
        let site = request.headers[.fetchSite]
        if visit.request.bearer == nil, let site, !["same-origin", "none"].contains(site) { throw Problem(.stalePage) }
        // A bearer token no other site has.
        guard let session = visit.session, visit.request.bearer == nil else { return collected }
        var sent = request.headers[.csrf]
        if sent == nil, !visit.isAPI { sent = try await collected.form()["csrf"] }
        guard let sent, constantTimeEqual(sent, session.csrf) else { throw Problem(.stalePage) }
        return collected
    }

    static func constantTimeEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Request {
    /// What a program signs in with; only the API takes it.
    var bearer: String? {
        guard uri.path.hasPrefix("/api/"), let header = headers[.authorization],
            header.prefix(7).lowercased() == "bearer "
        else { return nil }
        return String(header.dropFirst(7))
    }
}

extension HTTPField.Name {
    static let csrf = HTTPField.Name("X-CSRF-Token")!
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let clearSiteData = HTTPField.Name("Clear-Site-Data")!
}
