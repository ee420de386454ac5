import Foundation
import Hummingbird
import Registry

/// The door for staff: name, password and code on one page, so that no answer tells which of them was wrong.
enum SignInPage {
    static func show(_ visit: Visit) async throws -> Response {
        let next = Visit.localPath(visit.query("next")?.removingPercentEncoding)
        if visit.actor.user != nil { return visit.redirect(to: next) }
        return try await page(visit, next: next, name: "", problem: nil)
    }

    static func take(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let next = Visit.localPath(form["next"])
        let name = String((form["name"] ?? "").prefix(64))
        do {
            try visit.portal.limits.admitSignIn(name: name, visit)
            let token = try await visit.registry.signIn(
                name: name, password: form["password"] ?? "", code: (form["code"] ?? "").filter { $0 != " " },
                device: visit.device, replacing: visit.sessionToken)
            return visit.redirect(to: next, cookies: [visit.sessionCookie(token)])
        } catch let problem as Problem where [.credentials, .tooMany, .busy].contains(problem.code) {
            return try await page(visit, next: next, name: name, problem: problem)
        }
    }

    /// One click as one of the sample cast; there is no such address in real use.
    static func takeSample(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard visit.portal.configuration.demonstration, let role = form["role"].flatMap(Role.init) else {
            throw Problem.notFound
        }
        let token = try await visit.registry.signInSample(role, device: visit.device, replacing: visit.sessionToken)
        return visit.redirect(to: Visit.localPath(form["next"]), cookies: [visit.sessionCookie(token)])
    }

    static func end(_ visit: Visit) async throws -> Response {
        if let token = visit.sessionToken, let session = visit.session {
            try await visit.registry.write(as: session.actor) { try Session.signOut(token, in: $0) }
        }
        var answer = visit.redirect(to: "/", cookies: [visit.endedSessionCookie])
        answer.headers[.clearSiteData] = "\"cache\""
        return answer
    }

    private static func page(_ visit: Visit, next: String, name: String, problem: Problem?) async throws -> Response {
        var model: [String: Any] = ["next": next, "name": name]
        if let problem { model["problem"] = visit.text("problem.\(problem.code.rawValue)") }
        if visit.portal.configuration.demonstration { model["cast"] = try await cast(visit) }
        return visit.page(
            "session-sign-in", title: visit.text("session.title"), model,
            status: problem.map { ProblemPage.status($0.code) } ?? .ok)
    }

    private static func cast(_ visit: Visit) async throws -> [String: Any] {
        let members = try await visit.registry.read(as: .program("demonstration"), SampleCast.members)
        let places = visit.registry.places
        return [
            "password": SampleCast.password, "secret": SampleCast.totp,
            "members": members.map { member in
                [
                    "role": member.role.rawValue, "roleName": visit.text("role.\(member.role.rawValue)"),
                    "name": member.name, "signIn": member.signIn,
                    "place": places[member.place]?.name(in: visit.language) ?? "",
                ]
            },
        ]
    }
}
