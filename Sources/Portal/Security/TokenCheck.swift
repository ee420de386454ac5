import HTTPTypes
import Hummingbird
import Registry

/// A form must bring back the token of its session, so that another site can't send it in the user's name.
enum TokenCheck {
    /// Returns the visit with its body collected, because the token stands in it; `collected` becomes true then.
    static func check(_ visit: Visit, _ route: Route, collected isCollected: inout Bool) async throws -> Visit {
        guard ![.get, .head].contains(visit.request.method) else { return visit }
        try checkSite(visit)
        if route.isStreamed { return visit }
        var request = visit.request
        let limit = bodyLimit(visit, route)
        let body = try await request.body(upTo: limit, within: visit.portal.configuration.bodyTimeout)
        request.body = .init(buffer: body)
        isCollected = true
        let collected = Visit(
            request: request, context: visit.context, portal: visit.portal, session: visit.session,
            language: visit.language)
        // A bearer token no other site has.
        guard visit.session != nil, visit.request.bearer == nil else { return collected }
        var sent = request.headers[.csrf]
        if sent == nil, !visit.isAPI { sent = try await collected.form()["csrf"] }
        try check(sent, of: visit)
        return collected
    }

    /// Throws `Problem.stalePage` unless the token is that of the visitor's session.
    static func check(_ sent: String?, of visit: Visit) throws {
        guard let sent, let session = visit.session, constantTimeEqual(sent, session.csrf) else {
            throw Problem(.stalePage)
        }
    }

    /// Browsers say where a request comes from; that also keeps another site from signing its visitors in as somebody else.
    private static func checkSite(_ visit: Visit) throws {
        let site = visit.request.headers[.fetchSite]
        if visit.request.bearer == nil, let site, !["same-origin", "none"].contains(site) { throw Problem(.stalePage) }
    }

    /// Strangers could otherwise fill the memory with bodies that nobody has looked at yet.
    private static func bodyLimit(_ visit: Visit, _ route: Route) -> Int {
        let configuration = visit.portal.configuration
        let limit = route.bodyLimit ?? configuration.bodyLimit
        return visit.actor.isAnyone ? min(limit, configuration.strangersBodyLimit) : limit
    }

    static func constantTimeEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Request {
    /// True where a phone with the field app asks.
    var isOfField: Bool { uri.path.hasPrefix("/field/api/") }

    /// What a program or phone signs in with; only the API and the field app take it.
    var bearer: String? {
        guard uri.path.hasPrefix("/api/") || isOfField, let header = headers[.authorization],
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
