import Cards
import Hummingbird
import Registry

/// Where a new member of staff sets the password and learns the second factor, once.
enum InvitationPage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit, fields: []) }

    static func take(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let token = try await token(visit)
        do {
            let session = try await visit.registry.acceptInvitation(
                token, password: form["password"] ?? "", repeated: form["repeated"] ?? "",
                code: (form["code"] ?? "").filter { $0 != " " }, device: visit.device)
            return visit.redirect(to: "/", cookies: [visit.sessionCookie(session)])
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, fields: problem.fields)
        }
    }

    private static func token(_ visit: Visit) async throws -> String {
        try visit.portal.limits.admitGuess(visit)
        guard let token = visit.context.parameters.get("token"), token.utf8.count == 64 else { throw Problem.notFound }
        return token
    }

    private static func page(_ visit: Visit, fields: [Problem.Field]) async throws -> Response {
        let token = try await token(visit)
        let invitation = try await visit.registry.read(as: .anyone) { try Invitation.find(token, in: $0) }
        let secret = Base32.encode(invitation.secret)
        let groups = stride(from: 0, to: secret.count, by: 4).map { String(secret.dropFirst($0).prefix(4)) }
        let code = QRCode(OneTimeCode.address(invitation.secret, signIn: invitation.user.signIn))
        var model: [String: Any] = [
            "signIn": invitation.user.signIn, "secret": groups.joined(separator: " "),
            "qr": code?.svg(label: visit.text("session.qr")) ?? "", "faults": !fields.isEmpty,
        ]
        for field in fields { model["\(field.name)Fault"] = visit.text("field.\(field.reason)") }
        return visit.page(
            "session-invitation", title: visit.text("session.welcome", invitation.user.person.name), model,
            status: fields.isEmpty ? .ok : .unprocessableContent)
    }
}
