import Foundation
import Hummingbird
import Registry

/// The door for workers: a number that they know, then a code to their mobile.
///
/// Whatever is typed is answered by the same page, so that nobody learns here who is registered.
enum OwnDoor {
    static func show(_ visit: Visit) async throws -> Response {
        if case .worker = visit.actor.kind { return visit.redirect(to: "/own/records") }
        return try await page(visit, fault: nil)
    }

    static func ask(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let lookup = form["lookup"] else { return try await page(visit, fault: "field.required") }
        let (address, language) = (visit.address ?? "unknown", visit.language)
        do {
            let challenge = try await visit.registry.write(as: .anyone) {
                try MobileCode.request(String(lookup.prefix(40)), language: language, address: address, in: $0)
            }
            return visit.redirect(to: "/own/code", cookies: [challengeCookie(challenge.description, 600, visit)])
        } catch let problem as Problem where problem.code == .tooMany {
            return try await page(visit, fault: "problem.tooMany", status: .tooManyRequests)
        }
    }

    static func showCode(_ visit: Visit) async throws -> Response {
        guard let challenge = challenge(visit) else { return visit.redirect(to: "/own") }
        return try await codePage(visit, challenge, fault: nil)
    }

    static func enter(_ visit: Visit) async throws -> Response {
        guard let challenge = challenge(visit) else { return visit.redirect(to: "/own") }
        try visit.portal.limits.admitGuess(visit)
        let code = try await visit.form()["code"] ?? ""
        let (device, old) = (visit.device, visit.sessionToken)
        let token = try await visit.registry.write(as: .anyone) { scope -> String? in
            let token = try MobileCode.redeem(code, challenge: challenge, device: device, in: scope)
            if token != nil, let old { try Session.end(old, in: scope) }
            return token
        }
        guard let token else { return try await codePage(visit, challenge, fault: "own.codeWrong") }
        return visit.redirect(
            to: "/own/records", cookies: [visit.sessionCookie(token), challengeCookie("", 0, visit)])
    }

    private static func page(
        _ visit: Visit, fault: String?, status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        var model: [String: Any] = [:]
        if let fault { model["fault"] = visit.text(fault) }
        if visit.portal.configuration.demonstration {
            let number = try await visit.registry.read(as: .program("demonstration"), MobileCode.sample)
            model["sample"] = number.map(RegistrationNumber.grouped)
        }
        return visit.page("own-door", title: visit.text("own.door"), model, status: fault == nil ? .ok : status)
    }

    private static func codePage(_ visit: Visit, _ challenge: RecordID, fault: String?) async throws -> Response {
        var model: [String: Any] = [:]
        if let fault { model["fault"] = visit.text(fault) }
        if visit.portal.configuration.demonstration {
            model["sample"] = try await visit.registry.read(as: .program("demonstration")) {
                try MobileCode.shown(challenge, in: $0)
            }
        }
        return visit.page(
            "own-code", title: visit.text("own.codeTitle"), model, status: fault == nil ? .ok : .unauthorized)
    }

    private static func name(_ visit: Visit) -> String {
        visit.portal.configuration.secure ? "__Host-code" : "code"
    }

    private static func challenge(_ visit: Visit) -> RecordID? { visit.cookie(name(visit)).flatMap { RecordID($0) } }

    /// Which codes are meant, in the one browser that asked for them.
    private static func challengeCookie(_ value: String, _ seconds: Int, _ visit: Visit) -> Cookie {
        Cookie(
            name: name(visit), value: value, maxAge: seconds, path: "/", secure: visit.portal.configuration.secure,
            httpOnly: true, sameSite: .lax)
    }
}
